import { endpointRow } from "../../api/endpoints.ts";
import { type ErrorCode, isErrorCode } from "../../api/errors.ts";
import type { Evidence } from "../../api/evidence.ts";
import { evidenceOf } from "../../contract/cases/expectations.ts";
import { brokenClaim, type Expected, type JudgedClaim } from "../../contract/claim.ts";
import { answerWords } from "../../contract/judge-outcome.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";
import type { WalkedCall } from "./play-walk.ts";

/**
 * What it means that the last call of a walk is answered otherwise than the oracle says, by what is written of it: that a
 * page lists a code, or documents what an answer tells. Of two codes that an endpoint may refuse by, none says which is first.
 */
export function judgeDifference(calls: readonly WalkedCall[]): JudgedClaim | undefined {
  const last = calls.at(-1);
  const failed = last?.claims.find(({ verdict }) => verdict === "failed");
  if (failed || last?.difference === undefined) return failed;
  const { place, target, oracle } = last.difference;
  if (place === "outcome") return outcomeClaim(last);
  const kept = showsRefused(calls);
  const expected: Expected = {
    kind: "effect",
    evidence: kept ? "inviolable" : endpointRow(last.move.endpoint).source,
    expected: `${place} ${shownValue(oracle)}${kept ? ", as all calls before were refused" : ""}`,
    question: `explore/${last.move.endpoint}${place.replace(/\/\d+/g, "")}`,
  };
  return brokenClaim(expected, `${place} ${shownValue(target)}`);
}

/** That nothing was taken before, on either side, and something has changed. */
function showsRefused(calls: readonly WalkedCall[]): boolean {
  const before = calls.slice(0, -1).filter(({ move }) => !/^(check|get|user|device)/.test(move.endpoint));
  return before.length > 0 && before.every(({ answer, said }) => !isSuccess(answer) && !isSuccess(said));
}

function outcomeClaim({ move: { endpoint }, answer, said }: WalkedCall): JudgedClaim {
  const [theirs, ours] = [codeOf(codeIn(answer)), codeOf(codeIn(said))];
  const found = `HTTP ${answer.status}${theirs === undefined ? "" : ` ${theirs}`}`;
  const question = `explore/${endpoint}/${ours ?? "ok"}`;
  if (ours === undefined || isSuccess(said)) {
    const isAssumed = theirs !== undefined && evidenceOf(endpoint, theirs) === "assumed";
    const evidence: Evidence = isAssumed ? "assumed" : endpointRow(endpoint).source;
    return brokenClaim({ kind: "acts", evidence, expected: "a success", question }, found, answerWords(answer));
  }
  if (isSuccess(answer)) {
    const expected: Expected = {
      kind: "refuses",
      evidence: evidenceOf(endpoint, ours),
      expected: `a refusal (${ours})`,
      question,
    };
    return brokenClaim(expected, found, answerWords(answer));
  }
  const isListed = theirs !== undefined && evidenceOf(endpoint, theirs) !== "assumed";
  const expected: Expected = {
    kind: "order",
    evidence: isListed ? "assumed" : evidenceOf(endpoint, ours),
    expected: ours,
    question,
  };
  return brokenClaim(expected, found, answerWords(answer));
}

function codeOf(code: string | undefined): ErrorCode | undefined {
  return code !== undefined && isErrorCode(code) ? code : undefined;
}

function shownValue(value: unknown): string {
  return value === "" ? "nothing" : typeof value === "string" ? value : String(JSON.stringify(value));
}

/** What tells one difference from another, whatever was walked before. */
export function keyOfDifference(calls: readonly WalkedCall[], claim: JudgedClaim): string {
  const last = calls.at(-1) as WalkedCall;
  const place = last.difference?.place ?? claim.expected;
  const outcomes = place === "outcome" ? `${last.difference?.target} ${last.difference?.oracle}` : "";
  return [last.move.endpoint, claim.kind, place, outcomes].join(" ");
}
