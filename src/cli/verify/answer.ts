import type { KeyObject } from "node:crypto";
import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import { type SignatureClaims, signatureHeader, signatureId } from "../../api/signature.ts";
import type { AnswerVectors } from "../../generated/types.ts";
import { verifyBody } from "./body.ts";
import { verifyLicense } from "./license.ts";
import { firstMismatch, mismatch, type SignatureVerdict } from "./signature-verdict.ts";

/** An answer with the call that it answers. */
type CalledAnswer = Pick<AnswerVectors["vectors"][number], "call" | "status" | "headers" | "body">;

/** Words and empty bodies that say no more than that something was done. */
const words = ["", "license_deactivated", "password_changed"];

/**
 * Verifies an answer as a client does: its header, and in what activates or checks the signature of each license.
 * Refusals, and answers in a word where the endpoint gives no license, may come without a header.
 */
export function verifyAnswer({ call, status, headers, body }: CalledAnswer, key: KeyObject): SignatureVerdict {
  const { embeds } = endpointRow(call.endpoint as EndpointName);
  const signature = headers[signatureHeader];
  const isRefusal = status >= 400;
  const mayBeUnsigned = isRefusal || (embeds === undefined && words.includes(body));
  if (signature === undefined && !mayBeUnsigned) return mismatch(`there is no ${signatureHeader} header`);
  const whole = signature === undefined ? [] : [verifyBody(key, Buffer.from(body), signature)];
  const licenses = isRefusal || embeds === undefined ? [] : verifyLicenses(call.fields, body, key);
  return firstMismatch([...whole, ...licenses]);
}

function verifyLicenses(fields: CalledAnswer["call"]["fields"], body: string, key: KeyObject): SignatureVerdict[] {
  const found = objectsIn(body);
  if (found.length === 0) return [mismatch("there is no license in the answer")];
  return found.map((license) => {
    const { license_signature, validity_period } = license;
    if (typeof license_signature !== "string") return mismatch("there is no license_signature");
    const end = typeof validity_period === "string" ? validity_period : null;
    const id = signatureId(fields as SignatureClaims, license as Parameters<typeof signatureId>[1]);
    return verifyLicense(key, { hardware_id: String(fields.hardware_id), id, validity_period: end }, license_signature);
  });
}

/** The object that a body is, or those in its list. */
function objectsIn(body: string): Record<string, unknown>[] {
  try {
    return [JSON.parse(body)].flat().filter((value) => typeof value === "object" && value !== null);
  } catch {
    return [];
  }
}
