import type { CaseResult, Verdict } from "../run.ts";

/** What a run comes to. */
export interface Summary {
  /** Cases by verdict. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Cases that were judged: all but blocked, skipped and those that do not apply. */
  readonly checked: number;
  readonly drift: number;
  /** Cases that changed the target and could not put it back. */
  readonly notUndone: number;
}

/** How a run is to be taken. */
export interface Strictness {
  /** Whether drift counts as failure. @default false */
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
} as const;

const none: Record<Verdict, number> = {
  pass: 0,
  learned: 0,
  fail: 0,
  blocked: 0,
  "not-applicable": 0,
  skipped: 0,
  "expected-failure": 0,
  stale: 0,
};

/** Sums results up. */
export function summaryOf(results: readonly Pick<CaseResult, "verdict" | "drift" | "undone">[]): Summary {
  const verdicts = { ...none };
  for (const { verdict } of results) verdicts[verdict] += 1;
  const { pass, learned, fail, stale } = verdicts;
  return {
    verdicts,
    checked: pass + learned + fail + stale + verdicts["expected-failure"],
    drift: results.reduce((sum, { drift }) => sum + drift.length, 0),
    notUndone: results.filter(({ undone }) => undone === false).length,
  };
}

/** The exit status of a run that reached its target: failures first, then too little checked, then a stale baseline. */
export function exitStatusOf(
  { verdicts, checked, drift }: Summary,
  { strict = false, minChecked = 1 }: Strictness,
): number {
  if (verdicts.fail > 0 || (strict && drift > 0)) return exitStatus.failures;
  if (checked < minChecked) return exitStatus.tooFew;
  return verdicts.stale > 0 ? exitStatus.stale : exitStatus.good;
}
