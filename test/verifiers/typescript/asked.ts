import type { AnswerVectors } from "../../../src/generated/types.ts";
import { isObject, parsed } from "./json-text.ts";
import { upToBar } from "./license-signature.ts";

/** A whole answer to a call. */
export type AnswerVector = AnswerVectors["vectors"][number];

/** What a client sent. */
export type Fields = AnswerVector["call"]["fields"];

/** What a client looks at in a license. */
export interface AnsweredLicense {
  readonly id?: number;
  readonly license_key?: string;
  readonly hardware_id?: string;
  readonly user?: { readonly email?: string };
  readonly validity_period?: string | null;
  readonly license_signature?: string | null;
  readonly product_details?: { readonly short_code?: string };
}

/** The whole answers that are words. */
export const words: Readonly<Record<string, string>> = {
  "deactivate-license": "license_deactivated",
  "deactivate-bundle": "license_deactivated",
  "change-password": "password_changed",
  "floating-release": "",
};

/** A field that was sent, as text. */
export function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Whether a license is the one that was asked for; what an answer does not repeat is not compared. */
export function isAskedLicense(license: AnsweredLicense, fields: Fields): boolean {
  const name = textOf(fields.username);
  return (
    isSame(license.id, fields.license_id) &&
    isSame(license.license_key, fields.license_key) &&
    isSame(license.hardware_id, fields.hardware_id) &&
    isSame(license.user?.email?.toLowerCase(), name && upToBar(name).toLowerCase())
  );
}

/** Whether a license is of the product that was asked for. */
export function isAskedProduct(license: AnsweredLicense, fields: Fields): boolean {
  return isSame(license.product_details?.short_code, fields.product);
}

/** Whether an answer that holds no license is one to its call. */
export function isFitting({ call, body }: Pick<AnswerVector, "call" | "body">): boolean {
  const word = words[call.endpoint];
  if (word !== undefined) return body === word;
  const value = parsed(body);
  if (!isObject(value) || isError(value)) return false;
  if (call.endpoint === "check-license-feature") {
    return value.code === call.fields.feature && isSame(value.license_id, call.fields.license_id);
  }
  return call.endpoint !== "add-consumption" || typeof value.total_consumptions === "number";
}

/** Whether a value has the documented form of an error. */
export function isError(value: unknown): boolean {
  return isObject(value) && typeof value.status === "number" && typeof value.code === "string";
}

function isSame(answered: unknown, asked: unknown): boolean {
  return answered === undefined || asked === undefined || answered === asked;
}
