import type { AnswerVectors } from "../../../src/generated/types.ts";
import { checked, end } from "./answer-bodies.ts";
import { rsa } from "./signatures.ts";
import type { InputsOf } from "./vector.ts";

/** An answer with the call that it answers. */
export type CalledAnswer = InputsOf<AnswerVectors["vectors"][number]>;
type Call = CalledAnswer["call"];

const key = { license_key: "ACTV-PERP-KEYS-0001" };

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
  const names = { first_name: "", last_name: "", phone_number: "" };
  const user = { id: 1_000_000_000_000_300, email, ...names, is_initial_password: false };
  const product_details = { ...checked.product_details, authorization_method: "user" };
  return { ...licensed({ ...checked, product_details }, { name: email }), license_key: undefined, user };
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
