import type { Hide } from "../../api/mask.ts";
import { secretName } from "../../api/secret-names.ts";

/** Names of people and their addresses, whose pseudonyms nobody needs to tell apart. */
const personal = ["first_name", "last_name", "phone", "phone_number", "address"];

/** Kinds of names that get a number each, so that calls about one license can still be told to be. */
const numbered: Readonly<Record<string, (count: number) => string>> = {
  license_key: (count) => `LICENSE-KEY-${count}`,
  username: (count) => `user-${count}@example.test`,
  email: (count) => `user-${count}@example.test`,
  api_key: (count) => `API-KEY-${count}`,
  apikey: (count) => `API-KEY-${count}`,
  client_id: (count) => `CLIENT-${count}`,
};

/** Past so many names they share the last pseudonym, so that a long session needs no more memory. */
const most = 10_000;

/** Makes what hides secrets and names: the same value is called the same as long as this lives. */
export function createPseudonyms(): Hide {
  const known = new Map<string, Map<string, string>>();
  const pseudonym = (value: string, write: (count: number) => string) => {
    const kind = write(0);
    const names = known.get(kind) ?? new Map<string, string>();
    known.set(kind, names);
    const found = names.get(value) ?? write(Math.min(names.size + 1, most));
    if (names.size < most) names.set(value, found);
    return found;
  };
  return (name, value, place) => {
    const low = name.toLowerCase();
    const write = Object.hasOwn(numbered, low) ? numbered[low] : undefined;
    if (write) return pseudonym(value, write);
    if (low.includes("signature")) return "[signature]";
    const label = secretName(name, place) ?? personal.find((one) => one === low);
    return label === undefined ? undefined : `[${label}]`;
  };
}
