import type { AnswerVectors } from "../../../src/generated/types.ts";
import { checked, end, userOf, userProduct } from "./answer-bodies.ts";
import { rsa } from "./signatures.ts";
import type { InputsOf } from "./vector.ts";

/** An answer with the call that it answers. */
export type CalledAnswer = InputsOf<AnswerVectors["vectors"][number]>;
type Call = CalledAnswer["call"];

/** The license that is asked about, by its key. */
export const key = { license_key: "ACTV-PERP-KEYS-0001" };

/** The device that asks. */
export const device = { product: "key-app", hardware_id: "Laptop-1" };

/** What it asks about. */
export const ours: Call["fields"] = { ...device, ...key };

const callOf =
  (method: Call["method"]) =>
  (endpoint: string, fields: Call["fields"]): Call => {
    const words = endpoint.replaceAll("-", "_").replace("floating_", "floating/");
    return { endpoint, method, path: `/api/v4/${words}`, fields };
  };

/** A call whose fields stand in the query. */
export const get = callOf("GET");
/** A call whose fields stand in the body. */
export const post = callOf("POST");

/** The calls that the answers are to. */
export const check = get("check-license", ours);
export const userCheck = (username: string) => get("check-license", { ...device, product: "user-app", username });
export const featureCheck = (code: string) => get("check-license-feature", { ...ours, feature: code });
export const bundleCheck = get("check-bundle", { ...ours, product: "suite" });
export const activation = post("activate-license", ours);
export const release = post("deactivate-license", ours);
export const giveBack = post("floating-release", ours);
export const add = post("add-consumption", { ...ours, consumptions: 3 });

/** A license with the signature that binds it to name, device and end, by default those that are asked about. */
export function licensed(
  license: object,
  { name = key.license_key, hardwareId = device.hardware_id, until = end as string | null } = {},
): object {
  const license_signature = rsa(`${hardwareId}#${name}#${until ?? ""}`.toLowerCase());
  return { ...license, license_signature, ...key };
}

/** A check's license of a user, signed for that name. */
export function ofUser(email: string): object {
  const product_details = { ...checked.product_details, ...userProduct };
  return { ...licensed({ ...checked, product_details }, { name: email }), license_key: undefined, user: userOf(email) };
}

/** The body of an answer. */
export const textOf = (answer: object | string): string =>
  typeof answer === "string" ? answer : JSON.stringify(answer);

/** An answer under the header of its own bytes. */
export const signed = (call: Call, answer: object | string, status = 200): CalledAnswer =>
  under(rsa(textOf(answer)), call, answer, status);

/** An answer under some header, or none. */
export const under = (
  signature: string | undefined,
  call: Call,
  answer: object | string,
  status = 200,
): CalledAnswer => ({
  call,
  status,
  headers: signature === undefined ? {} : { LicenseSignature: signature },
  body: textOf(answer),
});
