import { existsSync, writeFileSync } from "node:fs";
import { type Baseline, baselineOf } from "../contract/baseline.ts";
import type { Effect } from "../contract/case.ts";
import { cases } from "../contract/cases/index.ts";
import { preflight } from "../contract/preflight.ts";
import { createProgress, endOfProgress } from "../contract/report/progress.ts";
import { learnedPolicyOf, reportOf } from "../contract/report/report.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { type CaseResult, runContract } from "../contract/run.ts";
import { fitsPattern } from "../contract/target.ts";
import { openLedger } from "./ledger-file.ts";
import { readJson } from "./read-file.ts";
import { readReportFlags, writeReports } from "./report-files.ts";
import { readTarget } from "./target-file.ts";
import { usageError } from "./usage-error.ts";
import { requireWritable } from "./writable.ts";

/** Flags of `contract run`. */
export interface RunFlags {
  readonly target: string;
  readonly allow: Effect;
  readonly filter?: readonly string[];
  readonly bail?: number;
  readonly rate?: number;
  readonly timeout: number;
  readonly retries: number;
  readonly workers: number;
  readonly seed?: number;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly writePolicy?: string;
  readonly report?: readonly string[];
  readonly strict?: true;
  readonly minChecked: number;
}

/** Runs the contract against a target and writes the reports; gives the exit status. */
export async function run(flags: RunFlags, version: string): Promise<number> {
  const target = readTarget(flags.target);
  const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline);
  const reports = readReportFlags(flags.report ?? []);
  for (const [flag, file] of [
    ["--write-baseline", flags.writeBaseline],
    ["--write-policy", flags.writePolicy],
  ]) {
    if (file !== undefined) requireWritable(file, `${flag} ${file}`);
  }
  noteIdleFilters(flags.filter);
  const ledger = openLedger(flags.target);
  const left = ledger.entries().length;
  if (left > 0) {
    const how = `license-api-kit contract cleanup --target ${flags.target}`;
    throw usageError(`an earlier run broke off and left ${left} changes on the target; undo them first: ${how}`);
  }
  const travel = { timeoutMs: flags.timeout, ...(flags.rate !== undefined && { rate: flags.rate }) };
  const startedAt = Date.now();
  const refusal = await preflight(target, travel);
  if (refusal !== undefined) console.error(`error: ${refusal}`);
  const { allow, filter, bail, retries, workers, seed } = flags;
  const options = { allow, ...(filter && { filter }), ...(bail && { bail }), ...(seed !== undefined && { seed }) };
  const results: CaseResult[] = [];
  const signal = abortOnInterrupt();
  if (refusal === undefined) {
    const columns = process.stderr.isTTY ? (process.stderr.columns ?? 80) : undefined;
    const progress = createProgress({ target, total: chosenCount(filter), columns, every: 250 });
    const all = { target, cases, retries, workers, baseline, ledger, signal, ...options, ...travel };
    for await (const result of runContract(all)) {
      results.push(result);
      process.stderr.write(progress(result));
    }
    if (columns !== undefined) process.stderr.write(endOfProgress);
  }
  const settings = { allow, ...(filter && { filter }), strict: flags.strict === true, minChecked: flags.minChecked };
  const report = await reportOf({
    ...{ version, target, startedAt, endedAt: Date.now(), ...settings },
    results,
    ...(refusal !== undefined && { exitStatus: exitStatus.unreachable }),
    ...(isGone(results) && { exitStatus: exitStatus.unreachable }),
    ...(signal.aborted && { exitStatus: interruptedStatus(results) }),
  });
  writeReports(report, reports);
  if (flags.writeBaseline !== undefined) writeJson(flags.writeBaseline, baselineOf(results), "--write-baseline");
  if (flags.writePolicy !== undefined) writeJson(flags.writePolicy, learnedPolicyOf(results), "--write-policy");
  return report.exitStatus;
}

/** A pattern that no case fits is most likely misspelt. */
function noteIdleFilters(filter: readonly string[] = []): void {
  for (const pattern of filter) {
    if (cases.some(({ id }) => fitsPattern(id, pattern))) continue;
    console.error(`note: no case fits --filter ${pattern.slice(0, 80)}; license-api-kit contract list shows the ids`);
  }
}

function chosenCount(filter: readonly string[] = ["*"]): number {
  return cases.filter(({ id }) => filter.some((pattern) => fitsPattern(id, pattern))).length;
}

/** The first interrupt ends the run in order; the second ends the process. */
function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    console.error("\ninterrupted: undoing what was begun; once more to leave at once");
    controller.abort();
    process.once("SIGINT", () => process.exit(130));
  });
  return controller.signal;
}

/** A run that was interrupted has not checked what it should have, however well it went until then. */
function interruptedStatus(results: readonly CaseResult[]): number {
  return results.some(({ verdict }) => verdict === "fail") ? exitStatus.failures : exitStatus.tooFew;
}

/** Whether a run ended because the target stopped answering. */
function isGone(results: readonly CaseResult[]): boolean {
  return results.some(({ reason = "" }) => reason.includes("the target is gone"));
}

function readBaseline(file: string): Baseline {
  if (!existsSync(file)) throw usageError(`--baseline ${file}: there is no such file; --write-baseline makes one`);
  const { failures, messages } = readJson(file, "--baseline") as Partial<Baseline>;
  if (typeof failures !== "object" || failures === null) {
    throw usageError(`--baseline ${file}: /failures: found nothing, expected reasons by ids of cases`);
  }
  const unknown = Object.keys(failures).filter((id) => !cases.some((contractCase) => contractCase.id === id));
  if (unknown.length > 0) throw usageError(`--baseline ${file}: /failures: there is no case ${unknown.join(", ")}`);
  return { failures, ...(messages && { messages }) };
}

function writeJson(file: string, value: unknown, flag: string): void {
  try {
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    throw usageError(`${flag} ${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
