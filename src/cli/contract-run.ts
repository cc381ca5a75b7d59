import { baselineOf } from "../contract/baseline.ts";
import type { ContractCase, Effect } from "../contract/case.ts";
import type { CaseResult } from "../contract/case-result.ts";
import { cases } from "../contract/cases/index.ts";
import { type Lock, questionsOf } from "../contract/lock.ts";
import { preflight } from "../contract/preflight.ts";
import { reporters } from "../contract/report/index.ts";
import { createProgress, endOfProgress } from "../contract/report/progress.ts";
import { observedPolicyOf, reportOf } from "../contract/report/report.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { terminalReport } from "../contract/report/terminal.ts";
import { runContract } from "../contract/run.ts";
import { fitsPattern, fitting } from "../contract/target.ts";
import { maskFor } from "../contract/target-mask.ts";
import { writeWhole } from "./atomic-file.ts";
import { readBaseline } from "./baseline-file.ts";
import { openLedger } from "./ledger-file.ts";
import { type LockFile, openLock } from "./lock-file.ts";
import { ownCasesOf, readOwnFiles } from "./own-cases.ts";
import { printError, printReport } from "./print.ts";
import { readReportFlags, writeReports } from "./report-files.ts";
import { readTarget, roleNamesIn } from "./target-file.ts";
import { type TravelFlags, travelOf } from "./travel-flags.ts";
import { usageError } from "./usage-error.ts";
import { readValues } from "./values-file.ts";
import { requireWritable } from "./writable.ts";

/** Flags of `contract run`. */
export interface RunFlags extends TravelFlags {
  readonly target: string;
  readonly allow: Effect;
  readonly cases?: readonly string[];
  readonly values?: string;
  readonly filter?: readonly string[];
  readonly bail?: number;
  readonly retries: number;
  readonly workers: number;
  readonly seed?: number;
  readonly maxMs?: number;
  readonly leave?: true;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly writePolicy?: string;
  readonly report?: readonly string[];
  readonly label?: string;
  readonly showIdentities?: true;
  readonly strict?: true;
  readonly minChecked: number;
}

/** Runs the contract against a target and writes the reports; gives the exit status. */
export async function run(flags: RunFlags, version: string): Promise<number> {
  const { allow, filter, bail, retries, workers, seed, maxMs, label } = flags;
  const { target, all } = readCases(flags);
  const chosen = fitting(all, filter);
  const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline, all);
  const reports = readReportFlags(flags.report ?? [], reporters);
  requireRoom(flags);
  noteIdleFilters(all, filter);
  const lock = openLock(flags.target);
  const ledger = openLedger(flags.target);
  const leftBefore = ledger.entries();
  if (leftBefore.length > 0 && !flags.leave) throw leftError(leftBefore.length, flags.target);
  const travel = travelOf(flags);
  const startedAt = Date.now();
  const refusal = await preflight(target, travel);
  if (refusal !== undefined) printError(`error: ${maskFor(target).text(refusal)}`);
  const options = {
    ...{ allow, retries, workers },
    ...(filter && { filter }),
    ...(bail && { bail }),
    ...(seed !== undefined && { seed }),
    ...(maxMs !== undefined && { maxMs }),
  };
  const results: CaseResult[] = [];
  const signal = abortOnInterrupt();
  if (refusal === undefined) {
    const columns = process.stderr.isTTY ? (process.stderr.columns ?? 80) : undefined;
    const progress = createProgress({ target, total: chosen.length, columns, every: 250 });
    const played = { target, cases: all, baseline, lock: lock.questions, ledger, signal, ...options, ...travel };
    for await (const result of runContract(played)) {
      results.push(result);
      printReport(progress(result), process.stderr);
    }
    if (columns !== undefined) printReport(endOfProgress, process.stderr);
  }
  const report = await reportOf({
    ...{ version, target, startedAt, endedAt: Date.now(), allow, minChecked: flags.minChecked },
    ...{ results, leftBefore, strict: flags.strict === true, showIdentities: flags.showIdentities === true },
    ...(label !== undefined && { label }),
    ...(filter && { filter }),
    ...endOf(refusal, results, signal, maxMs),
  });
  const lost = writeReports(report, reports, reporters, terminalReport);
  if (results.some(({ claims }) => claims.length > 0)) writeQuestions(lock, questionsOf(results, lock.questions));
  const others = [
    ...writeJson(flags.writeBaseline, () => baselineOf(results, target), "--write-baseline"),
    ...writeJson(flags.writePolicy, () => observedPolicyOf(results), "--write-policy"),
  ];
  for (const message of others) printError(`error: ${message}`);
  const isLost = lost + others.length > 0;
  return isLost && report.exitStatus === exitStatus.good ? exitStatus.reportLost : report.exitStatus;
}

/** The target, and every case that may be chosen: those of this kit and the team's own. */
function readCases({ target: file, filter, cases: paths, values }: RunFlags) {
  const own = readOwnFiles(paths, paths && [...roleNamesIn(file), ...cases.flatMap(({ needs }) => needs)]);
  const needs = fitting([...cases, ...own], filter).map((one) => one.needs);
  const target = readTarget(file, needs.includes("all") ? undefined : new Set(needs.flat()));
  const known = values === undefined ? new Map<string, string>() : readValues(values);
  return { target, all: [...cases, ...ownCasesOf(own, target, known)] };
}

function requireRoom({ writeBaseline, writePolicy }: RunFlags): void {
  for (const [flag, file] of [
    ["--write-baseline", writeBaseline],
    ["--write-policy", writePolicy],
  ]) {
    if (file !== undefined) requireWritable(file, `${flag} ${file}`);
  }
}

/** What to do first where an earlier run left changes. */
export function leftError(left: number, target: string): Error {
  const how = `license-api-kit contract cleanup --target ${target}`;
  return usageError(
    `an earlier run left ${left} ${left === 1 ? "change" : "changes"} on the target; undo them first: ${how}, or go on with --leave, which reports them`,
  );
}

/** A pattern that no case fits is most likely misspelt. */
function noteIdleFilters(all: readonly ContractCase[], filter: readonly string[] = []): void {
  for (const pattern of filter) {
    if (all.some(({ id }) => fitsPattern(id, pattern))) continue;
    printError(`note: no case fits --filter ${pattern.slice(0, 80)}; license-api-kit contract list shows the ids`);
  }
}

/** The first interrupt ends the run in order; the second ends the process. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    printError(["", "interrupted: undoing what was begun; once more to leave at once"]);
    controller.abort();
    process.once("SIGINT", () => process.exit(130));
  });
  return controller.signal;
}

/** The exit status of a run that did not get to its end; what failed until then still counts. */
function endOf(
  refusal: string | undefined,
  results: readonly CaseResult[],
  signal: AbortSignal,
  maxMs: number | undefined,
): { readonly exitStatus?: number } {
  const isGone = results.some(({ reason = "" }) => reason.includes("the target is gone"));
  if (refusal !== undefined || isGone) return { exitStatus: exitStatus.unreachable };
  if (results.some(({ verdict, left }) => verdict === "failed" || left !== undefined)) return {};
  const isShort =
    signal.aborted || (maxMs !== undefined && results.some(({ reason = "" }) => reason.startsWith("the time of")));
  return isShort ? { exitStatus: exitStatus.tooFew } : {};
}

/** Keeps what the sources leave open where `contract accept` finds it; a folder that cannot be written to is no failure. */
export function writeQuestions(lock: LockFile, questions: Lock): void {
  if (JSON.stringify(questions) === JSON.stringify(lock.questions)) return;
  try {
    lock.write(questions);
  } catch (error) {
    printError(`note: ${lock.file}: the open questions were not kept (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Writes a file that was asked for; gives what went wrong. */
function writeJson(file: string | undefined, make: () => unknown, flag: string): string[] {
  if (file === undefined) return [];
  try {
    writeWhole(file, `${JSON.stringify(make(), null, 2)}\n`);
    return [];
  } catch (error) {
    return [`${flag} ${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`];
  }
}
