import { endpointRow } from "../api/endpoints.ts";
import { type ErrorCode, errors } from "../api/errors.ts";
import { breaches, type Finding as Misfit, type SchemaName, validate } from "../api/validate.ts";
import type { Answer, CaseRequest, Expectation, Scene } from "./case.ts";
import { checkEmbedded, checkHeaderSignature } from "./check-signatures.ts";
import type { Drift, Finding } from "./finding.ts";
import type { Target } from "./target.ts";

/** What checking an answer takes, whether or not a case asked for it. */
export interface CheckedAnswer {
  readonly request: Pick<CaseRequest, "endpoint" | "input">;
  readonly answer: Answer;
  readonly expect: Pick<Expectation, "status" | "code">;
  /** Signatures made with a shared key are looked at only where the credentials are known. */
  readonly target: Pick<Target, "publicKey"> & Partial<Pick<Target, "credentials">>;
  /** What the expectation rests on. */
  readonly evidence: string;
}

/** What checking the answer to a case takes. */
export interface Checked extends CheckedAnswer {
  readonly request: CaseRequest;
  readonly expect: Expectation;
  readonly scene: Scene;
  readonly target: Target;
}

/** What checking an answer gives: breaches of the contract, and what drifted from it without breaking it. */
export interface Checking {
  readonly findings: readonly Finding[];
  readonly drift: readonly Drift[];
}

/** Every way in which an answer breaks the contract, and what it holds beyond the contract. */
export async function check(checked: Checked): Promise<Checking> {
  const { answer, expect } = checked;
  if (!expect.status.includes(answer.status)) {
    const found = `HTTP ${answer.status}: ${shown(answer.text)}`;
    const code = expect.code === undefined ? "" : ` ${expect.code}`;
    return { findings: [finding(checked, "status", found, `HTTP ${expect.status.join(" or ")}${code}`)], drift: [] };
  }
  const { findings, drift } = await checkAnswer(checked);
  return { findings: findings.length === 0 ? checkCase(checked) : findings, drift };
}

/** Every way in which an answer of the expected status breaks the contract: its body, its code, its signatures. */
export async function checkAnswer(checked: CheckedAnswer): Promise<Checking> {
  const { request, expect } = checked;
  const { findings, drift } = checkBody(checked);
  findings.push(...(await checkHeaderSignature(checked)));
  if (findings.length === 0 && expect.code === undefined && endpointRow(request.endpoint).embeds) {
    findings.push(...(await checkEmbedded(checked)));
  }
  return { findings, drift };
}

/** A body as far as a report shows it in a line. */
export function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text || "an empty body";
}

function checkBody(checked: CheckedAnswer): { findings: Finding[]; drift: Drift[] } {
  const { request, answer, expect } = checked;
  const schema: SchemaName = expect.code === undefined ? `${request.endpoint}.response` : "error";
  const type = isOfWords(schema) ? "text/plain" : "application/json";
  const found = answer.headers["content-type"] ?? "no content type";
  const findings = isOfType(found, type) ? [] : [finding(checked, "content-type", found, type)];
  if (type === "application/json" && typeof answer.body === "string") {
    findings.push(
      finding(checked, "schema", `a body that is no JSON: ${shown(answer.text)}`, "JSON", `${schema}.json`),
    );
    return { findings, drift: [] };
  }
  const drift: Drift[] = [];
  for (const { kind, path, message } of trusted(breaches(schema, answer.body), schema)) {
    const place = path || "the body";
    if (schema !== "error" && kind === "undocumented") {
      drift.push({ kind: "undocumented-field", message: `${request.endpoint}: ${place} is not documented` });
    } else if (schema !== "error" && kind === "value" && path !== "") {
      const value = JSON.stringify(valueAt(answer.body, path));
      drift.push({ kind: "new-value", message: `${request.endpoint}: ${place} is ${value}, it ${message}` });
    } else {
      findings.push(finding(checked, "schema", `${place} ${message}`, `what ${schema}.json says`, `${schema}.json`));
    }
  }
  if (expect.code !== undefined) findings.push(...checkError(checked, expect.code));
  // Beside a breach, a field that looks undocumented is often only one that the broken part no longer accounts for
  return { findings, drift: findings.length === 0 ? drift : [] };
}

/** Whether a schema is one of bare words, which alone are given as the only value that is allowed. */
function isOfWords(schema: SchemaName): boolean {
  return validate(schema, null).some(({ kind, path }) => kind === "value" && path === "");
}

/** Names of media types know no case, and whatever follows one is a parameter. */
function isOfType(found: string, type: string): boolean {
  return found.split(";", 1)[0]?.trim().toLowerCase() === type;
}

/** A part that breaks its schema makes its other fields look unknown too, so that only breaches are said of it. */
function trusted(all: readonly Misfit[], schema: SchemaName): readonly Misfit[] {
  const breaches = all.filter(({ kind }) => kind !== "undocumented");
  return schema === "error" || breaches.length === 0 ? all : breaches;
}

function valueAt(body: unknown, pointer: string): unknown {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], body);
}

function checkError(checked: CheckedAnswer, expected: ErrorCode): Finding[] {
  const { answer } = checked;
  const { code, status } = (answer.body ?? {}) as { code?: unknown; status?: unknown };
  const findings: Finding[] = [];
  if (code !== expected && code !== otherSpellings[expected]) {
    findings.push(finding(checked, "code", String(code), expected));
  }
  if (status !== answer.status) {
    const found = `the body says status ${JSON.stringify(status)}`;
    findings.push(finding(checked, "status", found, `${answer.status}, as HTTP says`, "error.json"));
  }
  return findings;
}

/** Codes that one page prints otherwise than their siblings; both spellings are taken. */
const otherSpellings: Partial<Record<ErrorCode, string>> = {
  license_user_activated_max_times: "licenseUserActivatedMaxTimes",
};

/** What this case alone asks. A body that is not as its schema says may surprise the question itself. */
function checkCase(checked: Checked): Finding[] {
  const { expect, answer, scene } = checked;
  try {
    const complaint = expect.also?.(answer, scene);
    return complaint === undefined ? [] : [finding(checked, "case", complaint, "")];
  } catch (error) {
    const found = `the case could not read this answer: ${(error as Error).message}`;
    return [{ ...finding(checked, "case", found, ""), suspect: "contract" }];
  }
}

/** Makes a finding about the answer; the target is suspected until something points elsewhere. */
export function finding(
  { evidence, expect }: Pick<CheckedAnswer, "evidence" | "expect">,
  rule: Finding["rule"],
  found: string,
  expected: string,
  written: string = evidence,
): Finding {
  const source =
    expect.code !== undefined && rule === "status" ? `${written} (${errors[expect.code].source})` : written;
  return { rule, found, expected, written: source, suspect: "target" };
}
