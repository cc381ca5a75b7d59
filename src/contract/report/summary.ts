import { type EvidenceKind, evidenceKinds, kindOfEvidence } from "../../api/evidence.ts";
import { type ClaimVerdict, type JudgedClaim, worstClaimFirst } from "../claim.ts";
import { judgedVerdicts, type Verdict } from "../verdict.ts";

/** What a run comes to. */
export interface Summary {
  /** Cases by verdict. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Cases that were judged: all but those that were not played or could not be judged. */
  readonly checked: number;
  /** Claims by how they ended. */
  readonly claims: Readonly<Record<ClaimVerdict, number>>;
  /** Claims that were judged, by what they rest on. Inviolable, documented, declared and the team's own could have failed. */
  readonly evidence: Readonly<Record<EvidenceKind, number>>;
  /** Questions that the user has to decide about; each once, however many cases ask it. */
  readonly questions: number;
  /** Cases that changed the target and could not put it back. */
  readonly notUndone: number;
  /** Cases that were judged only after the network had failed. */
  readonly flaky: number;
}

/** How a run is to be taken. */
export interface Strictness {
  /** Whether open questions and drift count as failures. @default false */
  readonly strict?: boolean;
  /** How many cases must have been judged. @default 1 */
  readonly minChecked?: number;
}

/** How a run ends as a process: see `exitStatusOf`. */
export const exitStatus = {
  good: 0,
  failures: 1,
  usage: 2,
  unreachable: 3,
  tooFew: 4,
  stale: 5,
  notUndone: 6,
  notJudged: 7,
  reportLost: 8,
} as const;

const none: Readonly<Record<Verdict, number>> = {
  failed: 0,
  "not-judged": 0,
  stale: 0,
  open: 0,
  drift: 0,
  accepted: 0,
  "expected-failure": 0,
  passed: 0,
  blocked: 0,
  skipped: 0,
  "not-applicable": 0,
};

/** What is summed up of a case. */
export interface Summed {
  readonly verdict: Verdict;
  readonly claims: readonly JudgedClaim[];
  readonly left?: string;
  readonly retries?: number;
}

/** Sums results up. */
export function summaryOf(results: readonly Summed[]): Summary {
  const verdicts = { ...none };
  const claims = counter(worstClaimFirst);
  const evidence = counter(evidenceKinds);
  const questions = new Set<string>();
  for (const result of results) {
    verdicts[result.verdict] += 1;
    for (const claim of result.claims) {
      claims[claim.verdict] += 1;
      if (claim.verdict !== "not judged") evidence[kindOfEvidence(claim.evidence)] += 1;
      if (claim.verdict === "open" && claim.question !== undefined) questions.add(claim.question);
    }
  }
  return {
    verdicts,
    checked: judgedVerdicts.reduce((sum, verdict) => sum + verdicts[verdict], 0),
    claims,
    evidence,
    questions: questions.size,
    notUndone: results.filter(({ left }) => left !== undefined).length,
    flaky: results.filter(({ retries = 0, verdict }) => retries > 0 && judgedVerdicts.includes(verdict)).length,
  };
}

function counter<K extends string>(names: readonly K[]): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;
}

/**
 * The exit status of a run that reached its target, the most pressing first: a target that is left changed, failures,
 * what could not be judged, too little checked, a stale baseline.
 */
export function exitStatusOf(
  { verdicts, checked, notUndone, questions, claims }: Summary,
  { strict = false, minChecked = 1 }: Strictness,
  leftBefore = 0,
): number {
  if (notUndone + leftBefore > 0) return exitStatus.notUndone;
  if (verdicts.failed > 0 || (strict && questions + claims.drift > 0)) return exitStatus.failures;
  if (verdicts["not-judged"] > 0) return exitStatus.notJudged;
  if (checked < minChecked) return exitStatus.tooFew;
  return verdicts.stale > 0 ? exitStatus.stale : exitStatus.good;
}
