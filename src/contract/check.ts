import { verifySignature } from "../api/cryptography.ts";
import { endpointRow } from "../api/endpoints.ts";
import { licenseSignatureText, type SignatureClaims, signatureHeader, signatureId } from "../api/signature.ts";
import { type SchemaName, validate } from "../api/validate.ts";
import type { CheckedLicense } from "../generated/types.ts";
import type { Answer, CaseRequest, Expectation, Scene } from "./case.ts";

/** One way in which an answer breaks the contract. */
export interface Breach {
  /** What was looked at. */
  readonly rule: "status" | "code" | "schema" | "content-type" | "signature" | "license-signature" | "case";
  /** What came and what was expected. */
  readonly message: string;
}

/** What checking an answer takes. */
export interface Checked {
  readonly request: CaseRequest;
  readonly answer: Answer;
  readonly expect: Expectation;
  readonly scene: Scene;
  /** PEM; without it signatures are only looked for, not verified. */
  readonly publicKey: string | undefined;
}

/** Every way in which an answer breaks the contract; none where it keeps it. */
export async function check(checked: Checked): Promise<Breach[]> {
  const { answer, expect, scene } = checked;
  if (!expect.status.includes(answer.status)) {
    return [
      breach("status", `HTTP ${answer.status}, expected ${expect.status.join(" or ")}: ${answer.text.slice(0, 200)}`),
    ];
  }
  const breaches = [...checkBody(checked), ...(await checkSignatures(checked))];
  const complaint = breaches.length === 0 ? expect.also?.(answer, scene) : undefined;
  return complaint === undefined ? breaches : [breach("case", complaint)];
}

function checkBody({ request, answer, expect }: Checked): Breach[] {
  const isText = expect.code === undefined && typeof answer.body === "string";
  const type = isText ? "text/plain" : "application/json";
  const found = answer.headers["content-type"] ?? "none";
  const breaches = found.startsWith(type) ? [] : [breach("content-type", `${found}, expected ${type}`)];
  const schema: SchemaName = expect.code === undefined ? `${request.endpoint}.response` : "error";
  for (const { path, message } of validate(schema, answer.body)) {
    breaches.push(breach("schema", `${path || "the body"} ${message} (${schema}.json)`));
  }
  if (expect.code === undefined) return breaches;
  const { code, status } = answer.body as { code?: unknown; status?: unknown };
  if (code !== expect.code) breaches.push(breach("code", `${code}, expected ${expect.code}`));
  if (status !== answer.status) breaches.push(breach("status", `the body says ${status}, HTTP says ${answer.status}`));
  return breaches;
}

async function checkSignatures({ request, answer, expect, publicKey }: Checked): Promise<Breach[]> {
  const signature = answer.headers[signatureHeader.toLowerCase()];
  if (signature === undefined) return [breach("signature", `there is no ${signatureHeader} header`)];
  if (publicKey === undefined) return [];
  const breaches: Breach[] = [];
  if (!(await verifySignature(publicKey, answer.text, signature))) {
    breaches.push(breach("signature", `the ${signatureHeader} header does not fit the body`));
  }
  if (expect.code !== undefined || endpointRow(request.endpoint).embeds !== "v1") return breaches;
  const license = answer.body as CheckedLicense;
  const text = licenseSignatureText({
    hardware_id: String(request.input.hardware_id),
    id: signatureId(request.input as SignatureClaims, license),
    validity_period: license.validity_period,
  });
  if (!(await verifySignature(publicKey, text, String(license.license_signature)))) {
    breaches.push(breach("license-signature", `license_signature does not fit ${JSON.stringify(text)}`));
  }
  return breaches;
}

function breach(rule: Breach["rule"], message: string): Breach {
  return { rule, message };
}
