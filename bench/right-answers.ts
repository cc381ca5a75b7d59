import { createPublicKey, verify } from "node:crypto";
import { type Answer, headerOf } from "./http-answer.ts";
import type { Role } from "./target.ts";

/** One answer in so many is looked at closely. A prime, so as not to keep step with anything periodic in the server. */
export const sampleEvery = 199;

/** Throws when a text is not what it should be. */
export type ShapeCheck = (body: Record<string, unknown>) => void;

/** Returns a check of one text and its `LicenseSignature` (base64, RSA-SHA256 over the exact bytes). */
export function signedAnswer(
  publicKeyPem: string,
  shape: ShapeCheck,
): (body: string | Buffer, signature: string | null | undefined) => void {
  const publicKey = createPublicKey(publicKeyPem);
  return (body, signature) => {
    if (!signature) throw new Error(`answered without a LicenseSignature:\n${body}`);
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    if (!verify("RSA-SHA256", bytes, publicKey, Buffer.from(signature, "base64")))
      throw new Error(`answered with a LicenseSignature that does not verify:\n${body}`);
    shape(JSON.parse(bytes.toString()) as Record<string, unknown>);
  };
}

/** The same check, for an answer off a connection. */
export function signedHttpAnswer(publicKeyPem: string, shape: ShapeCheck): (answer: Answer) => void {
  const check = signedAnswer(publicKeyPem, shape);
  return (answer) => check(answer.body, headerOf(answer, "LicenseSignature"));
}

/** Checks that a body is the license of this role, with every field of the reference. */
export function licenseShape(role: Role, reference: Record<string, unknown>): ShapeCheck {
  const fields = Object.keys(reference).sort().join();
  return (body) => {
    if (body.license_key !== role.license_key)
      throw new Error(`answered the license ${body.license_key}, not ${role.license_key}.`);
    if (body.license_active !== true) throw new Error(`answered a license that is not active: ${JSON.stringify(body)}`);
    const given = Object.keys(body).sort().join();
    if (given !== fields) throw new Error(`answered other fields than before: ${given}\nbefore: ${fields}`);
  };
}

const consumptionFields: Record<string, string> = {
  id: "number",
  max_consumptions: "number",
  total_consumptions: "number",
  allow_unlimited_consumptions: "boolean",
  allow_negative_consumptions: "boolean",
  allow_overages: "boolean",
  max_overages: "number",
  reset_consumption: "boolean",
};

/** Checks that a body is an answer of add_consumption whose total has grown past the start. */
export function consumptionShape(totalBefore: number): ShapeCheck {
  return (body) => {
    for (const [field, type] of Object.entries(consumptionFields)) {
      if (typeof body[field] !== type)
        throw new Error(`answered ${field} as ${JSON.stringify(body[field])}, not a ${type}.`);
    }
    if (Number(body.total_consumptions) <= totalBefore)
      throw new Error(`answered the total ${body.total_consumptions} after ${totalBefore}.`);
  };
}
