import type { CaseReport, Leftover, RunReport } from "../report/report.ts";
import { type Group, grouped, leftBehind } from "../report/report-lists.ts";
import { exitStatus } from "../report/summary.ts";
import { verdictNames } from "../report/wording.ts";
import { judgedVerdicts } from "../verdict.ts";
import { caveatsOf } from "./caveats.ts";
import { type Changes, changesBetween, driftIn, failuresIn, questionsIn } from "./findings.ts";
import { flakyCases } from "./flaky.ts";
import { type Slowdown, slowdownsOf } from "./slowdowns.ts";

/** What became of a target from one run to a later one. */
export interface RunComparison {
  readonly before: RunReport;
  readonly now: RunReport;
  /** What makes the two hardly comparable, to be read first. */
  readonly caveats: readonly string[];
  /** What the later run says was left changed on the target, and the earlier does not. */
  readonly left: readonly Leftover[];
  /** By case, claim and what was found, as in a baseline. */
  readonly failures: Changes;
  /** By question and answer. */
  readonly questions: Changes;
  /** By endpoint, and by what is not as was observed elsewhere. */
  readonly drift: Changes;
  /** Cases that were judged before and are not now, though nobody asked for less, by the reason. */
  readonly lost: readonly Group[];
  /** The same where the later run was asked for less: by its filter, its effect or its target file. */
  readonly leftOut: readonly Group[];
  /** See `flakyCases`. */
  readonly flaky: readonly Group[];
  /** See `slowdownsOf`. */
  readonly slower: readonly Slowdown[];
  /** How many cases both runs judged. */
  readonly common: number;
  /** As that of a run: 0 where nothing is worse. What is slower is no failure. */
  readonly exitStatus: number;
}

/**
 * Compares a run with an earlier one of the same target. A finding is gone only where its case was judged again; what a
 * baseline expects is not new.
 */
export function compareReports(before: RunReport, now: RunReport): RunComparison {
  const [judgedBefore, judgedNow] = [judgedIn(before), judgedIn(now)];
  const common = [...judgedBefore.keys()].filter((id) => judgedNow.has(id)).length;
  const changes = {
    left: newlyLeft(before, now),
    failures: changesBetween(failuresIn(before), failuresIn(now, before), judgedNow),
    questions: changesBetween(questionsIn(before), questionsIn(now), judgedNow),
    drift: changesBetween(driftIn(before), driftIn(now), judgedNow),
    ...unjudged(judgedBefore, judgedNow, before, now),
    common,
  };
  return {
    before,
    now,
    caveats: caveatsOf(before, now, common),
    ...changes,
    flaky: flakyCases(before, now),
    slower: slowdownsOf(judgedBefore, judgedNow),
    exitStatus: exitStatusFor(changes, now),
  };
}

/** The cases that a run judged, by their ids. */
function judgedIn({ cases }: RunReport): Map<string, CaseReport> {
  return new Map(cases.filter(({ verdict }) => judgedVerdicts.includes(verdict)).map((one) => [one.id, one]));
}

function newlyLeft(before: RunReport, now: RunReport): Leftover[] {
  const known = new Set(leftBehind(before).map((one) => one.case));
  return leftBehind(now).filter((one) => !known.has(one.case));
}

function unjudged(
  judgedBefore: ReadonlyMap<string, CaseReport>,
  judgedNow: ReadonlyMap<string, CaseReport>,
  before: RunReport,
  now: RunReport,
): Pick<RunComparison, "lost" | "leftOut"> {
  const present = new Map(now.cases.map((one) => [one.id, one]));
  const isOtherwiseAsked =
    JSON.stringify(before.settings.filter) !== JSON.stringify(now.settings.filter) ||
    before.tool.version !== now.tool.version;
  const lost: [about: string, one: CaseReport][] = [];
  const leftOut: typeof lost = [];
  for (const [id, was] of judgedBefore) {
    if (judgedNow.has(id)) continue;
    const is = present.get(id);
    const isAsked = is === undefined ? isOtherwiseAsked : ["skipped", "not-applicable"].includes(is.verdict);
    (isAsked ? leftOut : lost).push([is === undefined ? "not in the later report" : reasonOf(is), was]);
  }
  return { lost: grouped(lost), leftOut: grouped(leftOut) };
}

function reasonOf({ verdict, reason }: CaseReport): string {
  return reason === undefined ? verdictNames[verdict] : `${verdictNames[verdict]}: ${reason}`;
}

/** What the exit status rests on. */
type Worsened = Pick<RunComparison, "left" | "failures" | "questions" | "drift" | "lost" | "common">;

/** The most pressing first, as for a run. */
function exitStatusFor(
  { left, failures, questions, drift, lost, common }: Worsened,
  { settings: { strict = false } }: RunReport,
): number {
  if (left.length > 0) return exitStatus.notUndone;
  const open = strict ? [...questions.appeared, ...drift.appeared] : [];
  if (failures.appeared.length + open.length > 0) return exitStatus.failures;
  if (lost.length > 0) return exitStatus.notJudged;
  return common === 0 ? exitStatus.tooFew : exitStatus.good;
}
