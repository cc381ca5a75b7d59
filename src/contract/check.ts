import { endpointRow } from "../api/endpoints.ts";
import type { ErrorCode } from "../api/errors.ts";
import { type SchemaName, validate } from "../api/validate.ts";
import type { Answer, CaseRequest, Expectation, Scene } from "./case.ts";
import { checkEmbedded, checkHeaderSignature } from "./check-signatures.ts";
import type { Target } from "./run.ts";

/** One way in which an answer breaks the contract. */
export interface Breach {
  /** What was looked at. */
  readonly rule: "status" | "code" | "schema" | "content-type" | "signature" | "embedded-signature" | "case";
  /** What came and what was expected. */
  readonly message: string;
}

/** What checking an answer takes. */
export interface Checked {
  readonly request: CaseRequest;
  readonly answer: Answer;
  readonly expect: Expectation;
  readonly scene: Scene;
  readonly target: Target;
}

/** Every way in which an answer breaks the contract; none where it keeps it. */
export async function check(checked: Checked): Promise<Breach[]> {
  const { request, answer, expect, scene } = checked;
  if (!expect.status.includes(answer.status)) {
    return [
      breach("status", `HTTP ${answer.status}, expected ${expect.status.join(" or ")}: ${answer.text.slice(0, 200)}`),
    ];
  }
  const breaches = [...checkBody(checked), ...(await checkHeaderSignature(checked))];
  if (breaches.length === 0 && expect.code === undefined && endpointRow(request.endpoint).embeds) {
    breaches.push(...(await checkEmbedded(checked)));
  }
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
  if (code !== expect.code && code !== otherSpellings[expect.code])
    breaches.push(breach("code", `${code}, expected ${expect.code}`));
  if (status !== answer.status) breaches.push(breach("status", `the body says ${status}, HTTP says ${answer.status}`));
  return breaches;
}

/** Codes that one page prints otherwise than their siblings; both spellings are taken. */
const otherSpellings: Partial<Record<ErrorCode, string>> = {
  license_user_activated_max_times: "licenseUserActivatedMaxTimes",
};

/** Makes a breach. */
export function breach(rule: Breach["rule"], message: string): Breach {
  return { rule, message };
}
