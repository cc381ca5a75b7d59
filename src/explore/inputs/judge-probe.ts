import { callerCodes, endpointRow } from "../../api/endpoints.ts";
import { kindOfEvidence } from "../../api/evidence.ts";
import { cleanFields, readQuery } from "../../api/read-fields.ts";
import { type EvidencedFinding, findingsWithEvidence } from "../../api/schema-evidence.ts";
import type { Answer } from "../../contract/case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "../../contract/claim.ts";
import { judgeAnswer } from "../../contract/judge-answer.ts";
import { answerWords } from "../../contract/judge-outcome.ts";
import type { Knowledge } from "../../contract/judged-answer.ts";
import { codeIn, isSuccess, shown } from "../../contract/read-answer.ts";
import type { Probe } from "./probes.ts";

/** What must hold of the answer to a request that nobody has written: what holds of all, and that it is refused where it must be. */
export async function judgeProbe(probe: Probe, answer: Answer, target: Knowledge): Promise<JudgedClaim[]> {
  const { endpoint } = probe.aim;
  const always = await judgeAnswer({ request: { endpoint, input: textsIn(probe) }, answer, target });
  if (answer.status >= 500) return always;
  return [...refusalClaims(probe, answer), ...always];
}

/** What an answer can be about: of what is no text where one belongs, none is. */
function textsIn({ input = {} }: Probe): Readonly<Record<string, unknown>> {
  const isSaid = ([name, value]: [string, unknown]) =>
    name === "license_id" ? /^\d+$/.test(String(value)) : typeof value === "string";
  return Object.fromEntries(Object.entries(input).filter(isSaid));
}

function refusalClaims(probe: Probe, answer: Answer): JudgedClaim[] {
  if (probe.proof?.is === "wrong") return [proofClaim(probe.proof.about, answer)];
  if (probe.proof?.is === "right") return [formClaim(probe.proof.about, answer)];
  if (probe.isTwice) return [twiceClaim(probe, answer)];
  const forbidden = forbiddenIn(probe);
  if (forbidden === undefined) return [];
  const { path, message, evidence } = forbidden;
  const expected = `a refusal, as ${path.slice(1) || "the request"} ${message}`;
  return [refusalClaim({ kind: "refuses", evidence, expected }, answer)];
}

function proofClaim(about: string, answer: Answer): JudgedClaim {
  const expected: Expected = {
    kind: "refuses",
    evidence: "inviolable",
    expected: `a refusal for want of proof (${about})`,
  };
  if (isSuccess(answer)) return refusalClaim(expected, answer);
  const isForProof = callerCodes.some((code) => code === codeIn(answer)) || [401, 403].includes(answer.status);
  return isForProof || codeIn(answer) === "missing_headers"
    ? heldClaim(expected)
    : brokenClaim(expected, foundIn(answer));
}

/** One question, as the contract asks it of one form. */
function formClaim(about: string, answer: Answer): JudgedClaim {
  const expected: Expected = {
    kind: "acts",
    evidence: "assumed",
    expected: `a proof that is taken (${about})`,
    question: "tolerance/header-form",
  };
  const isRefused = callerCodes.some((code) => code === codeIn(answer));
  return isRefused ? brokenClaim(expected, foundIn(answer), answerWords(answer)) : heldClaim(expected);
}

/** No page says what becomes of a field that is given twice. Of members of JSON, most readers never know. */
function twiceClaim({ aim }: Probe, answer: Answer): JudgedClaim {
  const { method } = endpointRow(aim.endpoint);
  const expected: Expected = {
    ...{ kind: "refuses", evidence: "assumed", expected: "a refusal of a field that is given twice" },
    question: "explore/given-twice",
  };
  return method === "GET" ? refusalClaim(expected, answer) : heldClaim(expected);
}

function refusalClaim(expected: Expected, answer: Answer): JudgedClaim {
  return isSuccess(answer) ? brokenClaim(expected, foundIn(answer), answerWords(answer)) : heldClaim(expected);
}

function foundIn(answer: Answer): string {
  return `HTTP ${answer.status}: ${shown(answer.text)}`;
}

/**
 * What the documented layer of the schema forbids in a request, and no other source allows. What real clients send is read
 * as it is meant: empty texts and nulls as nothing, a few numbers as text.
 */
function forbiddenIn({ aim: { endpoint }, input, request }: Probe): EvidencedFinding | undefined {
  const { method, body } = endpointRow(endpoint);
  if (input === undefined || request.raw !== undefined || body === "offline") return undefined;
  const values = method === "GET" ? readQuery(endpoint, queryOf(input)) : cleanFields(endpoint, input, () => {});
  return findingsWithEvidence(`${endpoint}.request`, values).find(
    ({ kind, evidence, contradicted }) =>
      kind !== "undocumented" && contradicted === undefined && kindOfEvidence(evidence) === "documented",
  );
}

function queryOf(input: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)])).toString();
}
