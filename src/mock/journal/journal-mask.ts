import { createMask } from "../../api/mask.ts";
import { secretName } from "../../api/secret-names.ts";

/** Says nothing of a secret, not even what it is called. Keys of licenses and ids of devices stay. */
export const journalMask = createMask((name, _value, place) =>
  secretName(name, place) === undefined ? undefined : "***",
);
