import type { OfflineVectors } from "../../../src/generated/types.ts";
import { activated, userOf, userProduct } from "./answer-bodies.ts";
import { byAccount, type OfflineNames, offlineLines } from "./offline-texts.ts";
import { rsa } from "./signatures.ts";
import type { InputsOf } from "./vector.ts";

/** A file as a device gets it, and where need be who asked. */
export type OfflineAnswerFile = InputsOf<OfflineVectors["answers"][number]>;
type Fields = Readonly<Record<string, unknown>>;

/** When the answers were made. */
export const date = "Sun, 22 Nov 2026 01:53:00 GMT";
/** Who asked. */
export const names: OfflineNames = { hardware_id: "Laptop-1", license_key: "OFFL-INEX-KEYS-0001" };
const userNames: OfflineNames = { hardware_id: "Laptop-1", username: "grace@example.test" };

/** A license for a device with the signature of its five lines. */
export function covered({ hardware_id, license_key }: OfflineNames, lines: string, change: Fields = {}): Fields {
  const { hardware_id: _own, ...license } = activated;
  return {
    ...license,
    hardware_id,
    ...(license_key !== undefined && { license_key }),
    request_id: "request-1",
    date,
    offline_signature: byAccount(lines),
    ...change,
  };
}

/** The license of a user, as an activation answers it. */
function licenseOfUser(): Fields {
  const { offline_signature, ...rest } = covered(userNames, offlineLines(userNames, date));
  const product_details = { ...activated.product_details, ...userProduct };
  const { username = "" } = userNames;
  return { ...rest, product_details, user: userOf(username), username, offline_signature };
}

/** With both license signatures at the end, the second over all before them. */
export function sealed(license: Fields, who: OfflineNames = names): Fields {
  const end = license.validity_period ?? "";
  const license_signature = rsa(`${who.hardware_id}#${who.username ?? who.license_key}#${end}`.toLowerCase());
  return { ...license, license_signature, license_signature_v2: rsa(JSON.stringify(license)) };
}

/** The text of a file. */
export const file = (answer: object, call?: OfflineNames): OfflineAnswerFile => ({
  body: JSON.stringify(answer),
  ...(call && { call }),
});

/** The license of who asked, short of the two license signatures. */
export const license = covered(names, offlineLines(names, date));
/** The same with both. */
export const whole = sealed(license);
/** The file of a user. */
export const userFile = file(sealed(licenseOfUser(), userNames), userNames);
/** The licenses of a bundle. */
export const licenses = [{ ...license, license_signature: whole.license_signature }];
/** A bundle under the signature of its licenses, or of others. */
export const bundle = (list: object[], signed = list): OfflineAnswerFile =>
  file({ licenses: list, bundle_signature_v2: rsa(JSON.stringify(signed)) });
