import type { KeyObject } from "node:crypto";
import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import { type SignatureClaims, signatureHeader, signatureId } from "../../api/signature.ts";
import { type CalledAnswer, judgeSubject, objectsIn, wordOf } from "./answer-about.ts";
import { verifyBody } from "./body.ts";
import { verifyLicense } from "./license.ts";
import { firstMismatch, mismatch, type SignatureVerdict } from "./signature-verdict.ts";

/**
 * Verifies an answer as a client does: its header, in what activates or checks the signature of each license, and
 * whether it is about what was asked. Refusals, and answers in a word where the endpoint gives one, may come without a
 * header.
 */
export function verifyAnswer(answer: CalledAnswer, key: KeyObject): SignatureVerdict {
  const { call, status, headers, body } = answer;
  const { embeds } = endpointRow(call.endpoint as EndpointName);
  const signature = headerOf(headers);
  const isRefusal = status >= 400;
  const mayBeUnsigned = isRefusal || wordOf(call) === body;
  if (signature === undefined && !mayBeUnsigned) return mismatch(`there is no ${signatureHeader} header`);
  const whole = signature === undefined ? [] : [verifyBody(key, Buffer.from(body), signature)];
  const licenses = isRefusal || embeds === undefined ? [] : verifyLicenses(call.fields, body, key);
  const about = isRefusal ? [] : judgeSubject(answer);
  return firstMismatch([...whole, ...licenses, ...about]);
}

/** Names of headers know no case. */
function headerOf(headers: CalledAnswer["headers"]): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === signatureHeader.toLowerCase())?.[1];
}

function verifyLicenses(fields: CalledAnswer["call"]["fields"], body: string, key: KeyObject): SignatureVerdict[] {
  const found = objectsIn(body);
  if (found.length === 0) return [mismatch("there is no license in the answer")];
  return found.map((license) => {
    const { license_signature, validity_period } = license;
    if (typeof license_signature !== "string") return mismatch("there is no license_signature");
    const end = typeof validity_period === "string" ? validity_period : null;
    const { user } = license as Parameters<typeof signatureId>[1];
    const id = signatureId(fields as SignatureClaims, user ? { user } : {}); // the key that was sent, not the answer's
    return verifyLicense(key, { hardware_id: String(fields.hardware_id), id, validity_period: end }, license_signature);
  });
}
