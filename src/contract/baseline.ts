import type { MaskText } from "../api/mask.ts";
import type { CaseResult } from "./case-result.ts";
import { type JudgedClaim, sentenceOf, stableWords } from "./claim.ts";
import type { Target } from "./target.ts";
import { maskFor } from "./target-mask.ts";

/** What is known of a target: which findings it has, and how its messages read. */
export interface Baseline {
  /** The findings of each case that is known to fail, by its id. */
  readonly failures: Readonly<Record<string, readonly KnownFinding[]>>;
  /** The target's messages by case, to notice when one changes. */
  readonly messages?: Readonly<Record<string, string>>;
}

/** One finding: another one of the same case is a new failure. */
export interface KnownFinding {
  /** The claim that is broken. */
  readonly claim: string;
  /** What was found, in words that stay the same from run to run. */
  readonly found: string;
  /** Why it is let be. */
  readonly reason?: string;
}

/** Makes what sees results in the light of what is known: known findings are expected, and stale where they no longer come. */
export function baselineJudge(baseline: Baseline | undefined, target: Target): (result: CaseResult) => CaseResult {
  if (!baseline) return (result) => result;
  const mask = maskFor(target).text;
  return (result) => judged(result, baseline, mask);
}

function judged(result: CaseResult, baseline: Baseline, mask: MaskText): CaseResult {
  const drifted = { ...result, ...changedMessage(result, baseline, mask) };
  return againstKnown(drifted, baseline.failures[result.case.id], mask);
}

/** A result in the light of what is known of it: `expected-failure` where it fails just so, `stale` where that is gone. */
export function againstKnown<R extends Pick<CaseResult, "verdict" | "claims"> & { readonly reason?: string }>(
  result: R,
  known: readonly KnownFinding[] | undefined,
  mask: MaskText,
): R {
  if (known === undefined) return result;
  const findingOf = findingIn(mask);
  const failed = result.claims.filter(({ verdict }) => verdict === "failed").map(findingOf);
  const isKnown = (one: KnownFinding) => known.some(({ claim, found }) => claim === one.claim && found === one.found);
  const fresh = failed.filter((one) => !isKnown(one));
  const gone = known.filter(({ claim, found }) => !failed.some((one) => one.claim === claim && one.found === found));
  if (result.verdict === "failed") {
    if (fresh.length > 0) return { ...result, reason: `not in the baseline: ${fresh.map(wordsOf).join("; ")}` };
    return { ...result, verdict: gone.length > 0 ? "stale" : "expected-failure", reason: reasonOf(known, gone) };
  }
  if (!["passed", "open", "drift", "accepted"].includes(result.verdict)) return result;
  return { ...result, verdict: "stale", reason: reasonOf(known, gone) };
}

function reasonOf(known: readonly KnownFinding[], gone: readonly KnownFinding[]): string {
  if (gone.length > 0) return `the baseline lists what is gone: ${gone.map(wordsOf).join("; ")}`;
  return known.map((one) => one.reason ?? wordsOf(one)).join("; ");
}

function wordsOf({ claim, found }: KnownFinding): string {
  return `${found} (${claim})`;
}

/** Makes what names a broken claim as a baseline does: a file that is committed shows no secret and nobody's key. */
export function findingIn(mask: MaskText): (claim: JudgedClaim) => KnownFinding {
  const stable = (text: string) => stableWords(mask(text));
  return ({ kind, expected, found }) => ({ claim: stable(`${kind}: ${expected}`), found: stable(found) });
}

/** A message that is worded anew is drift: nobody has promised its wording. */
function changedMessage(
  { case: { id }, exchanges, claims, verdict }: CaseResult,
  { messages = {} }: Baseline,
  mask: MaskText,
) {
  const [before, now] = [messages[id], messageOf(exchanges, mask)];
  if (before === undefined || now === undefined || before === now) return {};
  const claim: JudgedClaim = {
    ...{ kind: "body", verdict: "drift", evidence: "observed: the baseline", suspect: "target" },
    ...{ expected: `the message ${JSON.stringify(before)}`, found: `the message ${JSON.stringify(now)}` },
  };
  return { claims: [...claims, claim], ...(verdict === "passed" && { verdict: "drift" as const }) };
}

/** What is broken among claims, as a baseline knows it. */
export function knownFindings(claims: readonly JudgedClaim[], mask: MaskText): KnownFinding[] {
  const findingOf = findingIn(mask);
  const broken = claims.filter(({ verdict }) => verdict === "failed");
  return broken.map((claim) => ({ ...findingOf(claim), reason: mask(sentenceOf(claim)) }));
}

/** The baseline that the results of a target make: what fails now is known from now on. */
export function baselineOf(results: readonly CaseResult[], target: Target): Baseline {
  const mask = maskFor(target).text;
  const failures: Record<string, readonly KnownFinding[]> = {};
  const messages: Record<string, string> = {};
  for (const { case: contractCase, claims, exchanges } of results) {
    const failed = claims.filter(({ verdict }) => verdict === "failed");
    if (failed.length > 0) failures[contractCase.id] = knownFindings(claims, mask);
    const message = messageOf(exchanges, mask);
    if (message !== undefined) messages[contractCase.id] = message;
  }
  return { failures, messages };
}

/** The message of the error that a case ended with. */
function messageOf(exchanges: CaseResult["exchanges"], mask: MaskText): string | undefined {
  const answer = exchanges[exchanges.length - 1]?.answer;
  const message = answer && "body" in answer ? (answer.body as { message?: unknown } | null)?.message : undefined;
  return typeof message === "string" ? mask(message) : undefined;
}
