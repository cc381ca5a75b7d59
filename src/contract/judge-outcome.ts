import { callerCodes, type EndpointName } from "../api/endpoints.ts";
import { type ErrorCode, errors } from "../api/errors.ts";
import type { Evidence } from "../api/evidence.ts";
import type { Choice, PolicyName } from "../api/policies.ts";
import type { Answer, End, Expectation, OwnClaim, StepContext } from "./case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim, notJudgedClaim } from "./claim.ts";
import { codeIn, isSuccess, shown } from "./read-answer.ts";

/** What judging an outcome takes. */
export interface JudgedOutcome {
  readonly caseId: string;
  readonly endpoint: EndpointName;
  readonly answer: Answer;
  readonly expect: Expectation;
  readonly scene: StepContext;
  /** What the target file declares. */
  readonly policy: Choice;
  /** Whether the answer is as its schema says: then a case that cannot read it is wrong itself. */
  readonly isSound: boolean;
}

/**
 * Whether a call ended as claimed: that it succeeds or is refused, by which code and status, and what this case alone
 * claims. Where the target has declared how it chose, that is the claim; where it has not, another lawful end is an open
 * question.
 */
export function judgeOutcome(judged: JudgedOutcome): JudgedClaim[] {
  const { expect, policy } = judged;
  if (expect.isTried) return (expect.also ?? []).map((claim) => ownClaim(claim, judged));
  const ends: readonly End[] = [expect, ...(expect.otherwise ?? [])];
  const declared = ends.find((end) => end.policy !== undefined && isDeclared(end.policy, policy));
  if (declared) return claimsOf(declared, judged, evidenceBy(declaredAs(declared.policy)));
  const met = ends.find((end) => isMet(end, judged));
  const claims = claimsOf(expect, judged, expect.evidence);
  if (met === undefined || met === expect) return claims;
  return claims.map((claim) =>
    claim.verdict === "open" && met.policy
      ? { ...claim, question: Object.keys(met.policy).join(), policy: met.policy }
      : claim,
  );
}

/** An answer in the fewest words that tell it from others: its status, and the code that it is refused by. */
export function answerWords(answer: Answer): string {
  const code = isSuccess(answer) ? undefined : codeIn(answer);
  return code === undefined ? String(answer.status) : `${answer.status} ${code.slice(0, 64)}`;
}

/** The evidence of what a target file declares. */
export function declaredAs(policy: Choice = {}): Evidence {
  const choices = Object.entries(policy).map(([name, value]) => `${name}=${value}`);
  return `declared: ${choices.join(" ")}, by the target file`;
}

/** HTTP statuses of a code; several where pages contradict each other. */
export function statusesOf(code: ErrorCode, endpoint?: EndpointName): readonly number[] {
  if (code === "signature_mismatch") return [401, 400];
  const isShownAs404 = endpoint === "product-details" || endpoint === "products"; // by a sample tab of the page
  return isShownAs404 && shownAs404.includes(code) ? [400, 404] : [errors[code].status];
}

const shownAs404: readonly ErrorCode[] = ["missing_headers", "missing_parameters", "unknown_product"];

/** Codes that one page prints otherwise than their siblings; both spellings are taken. */
const otherSpellings: Partial<Record<ErrorCode, string>> = {
  license_user_activated_max_times: "licenseUserActivatedMaxTimes",
};

/** Whether an answer refuses by a code, in either of its spellings; `refused`: by any. */
export function refusesBy(answer: Answer, code: ErrorCode | "refused"): boolean {
  if (code === "refused") return !isSuccess(answer);
  const found = codeIn(answer);
  return !isSuccess(answer) && (found === code || (found !== undefined && found === otherSpellings[code]));
}

function isDeclared(choice: Choice, policy: Choice): boolean {
  return Object.entries(choice).every(([name, value]) => policy[name as PolicyName] === value);
}

function evidenceBy(evidence: Evidence): Expectation["evidence"] {
  return { outcome: evidence, code: evidence, status: evidence };
}

function isMet({ code, also = [] }: End, { answer, scene }: JudgedOutcome): boolean {
  if (code === undefined ? !isSuccess(answer) : !refusesBy(answer, code)) return false;
  return also.every(({ complaint }) => isHeld(() => complaint(answer, scene)));
}

function isHeld(complaint: () => string | undefined): boolean {
  try {
    return complaint() === undefined;
  } catch {
    return false;
  }
}

function claimsOf(end: End, judged: JudgedOutcome, evidence: Expectation["evidence"]): JudgedClaim[] {
  const own =
    end.code === undefined ? successClaims(end, judged, evidence) : refusalClaims(end.code, end, judged, evidence);
  if (own.some(({ verdict }) => verdict !== "held")) return own;
  const isByDeclaration = evidence.outcome.startsWith("declared");
  const also = (end.also ?? []).map((claim) =>
    isByDeclaration && claim.evidence === "assumed" ? { ...claim, evidence: evidence.outcome } : claim,
  );
  return [...own, ...also.map((claim) => ownClaim(claim, judged))];
}

function successClaims(
  { status }: End,
  { answer, ...judged }: JudgedOutcome,
  evidence: Expectation["evidence"],
): JudgedClaim[] {
  const expected: Expected = {
    ...{ kind: "acts", evidence: evidence.outcome, expected: "a success" },
    question: questionOf(judged),
  };
  const found = `HTTP ${answer.status}: ${shown(answer.text)}`;
  if (!isSuccess(answer)) return [brokenClaim(expected, found, answerWords(answer))];
  const acts = { ...heldClaim(expected), answer: answerWords(answer) };
  return status === undefined
    ? [acts]
    : [acts, statusClaim("success", [status], { answer, ...judged }, evidence.status)];
}

function refusalClaims(
  code: ErrorCode | "refused",
  { status }: End,
  judged: JudgedOutcome,
  evidence: Expectation["evidence"],
): JudgedClaim[] {
  const { answer, expect } = judged;
  const question = questionOf(judged);
  const found = `HTTP ${answer.status}: ${shown(answer.text)}`;
  const words = code === "refused" ? "a refusal" : `a refusal (${code})`;
  const refuses: Expected = { kind: "refuses", evidence: evidence.outcome, expected: words };
  if (isSuccess(answer)) return [brokenClaim({ ...refuses, question }, found, answerWords(answer))];
  const statusIs = (statuses: readonly number[]) => statusClaim(code, statuses, judged, evidence.status);
  if (code === "refused") return [heldClaim(refuses), ...(status === undefined ? [] : [statusIs([status])])];
  const kind = expect.isOrder ? "order" : "code";
  const named: Expected = { kind, evidence: evidence.code, expected: code, question };
  const looksPast = expect.provesNothing && !isForProof(answer);
  const proof: Expected = {
    kind: "refuses",
    evidence: "inviolable",
    expected: `a refusal for want of proof, as ${code}`,
  };
  const first = looksPast ? brokenClaim(proof, found) : heldClaim(refuses);
  if (!refusesBy(answer, code)) return [first, brokenClaim(named, codeIn(answer) ?? found, answerWords(answer))];
  return [
    first,
    { ...heldClaim(named), answer: answerWords(answer) },
    statusIs(status === undefined ? statusesOf(code, judged.endpoint) : [status]),
  ];
}

/** Whether an answer refuses for what is wrong with the proof, by code or, for codes that we do not know, by status. */
function isForProof(answer: Answer): boolean {
  return callerCodes.some((code) => code === codeIn(answer)) || answer.status === 401 || answer.status === 403;
}

function statusClaim(
  code: string,
  statuses: readonly number[],
  { answer, caseId }: Pick<JudgedOutcome, "answer" | "caseId">,
  evidence: Evidence,
): JudgedClaim {
  const expected: Expected = { kind: "status", evidence, expected: `HTTP ${statuses.join(" or ")} for ${code}` };
  if (statuses.includes(answer.status)) return heldClaim(expected);
  return brokenClaim(
    { ...expected, question: `status/${code}` },
    `HTTP ${answer.status}`,
    `${answer.status} in ${caseId.split("/", 1)[0]}`,
  );
}

function questionOf({ expect, caseId }: Pick<JudgedOutcome, "expect" | "caseId">): string {
  return Object.keys(expect.policy ?? {}).join() || (expect.question ?? caseId);
}

/** What a case alone claims. A body that is not as its schema says may surprise the question itself. */
function ownClaim(
  { kind, place = kind, evidence, expected, complaint }: OwnClaim,
  { answer, scene, caseId, isSound }: JudgedOutcome,
): JudgedClaim {
  const claim: Expected = { kind, evidence, expected, question: `${caseId}#${place}` };
  try {
    const found = complaint(answer, scene);
    return found === undefined ? heldClaim(claim) : brokenClaim(claim, found);
  } catch (error) {
    if (!isSound) return notJudgedClaim(claim, "this answer is not one that the case can read", "target");
    return notJudgedClaim(claim, `this answer could not be read: ${(error as Error).stack}`, "contract");
  }
}
