import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Effect } from "../contract/case.ts";
import { questionsOf } from "../contract/lock.ts";
import { preflight } from "../contract/preflight.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { maskFor } from "../contract/target-mask.ts";
import { caseFileOfFinding } from "../explore/case-file-of-finding.ts";
import { type Exploration, explore } from "../explore/explore.ts";
import { type ExploreReportKind, exploreReporters } from "../explore/report/index.ts";
import { askingOf, claimsOf, type ExploreReport, exploreReportOf } from "../explore/report/report.ts";
import { exploreTerminal } from "../explore/report/terminal.ts";
import { writeWhole } from "./atomic-file.ts";
import { abortOnInterrupt, leftError, writeQuestions } from "./contract-run.ts";
import { openLedger } from "./ledger-file.ts";
import { openLock } from "./lock-file.ts";
import { print, printError, printReport } from "./print.ts";
import { paint, type ReportFlag, readReportFlags, writeReportFiles } from "./report-files.ts";
import { readTarget } from "./target-file.ts";
import { type TravelFlags, travelOf } from "./travel-flags.ts";
import { usageError } from "./usage-error.ts";

/** Flags of `contract explore`. */
export interface ExploreFlags extends TravelFlags {
  readonly target: string;
  readonly allow: Effect;
  readonly seed?: number;
  readonly inputs: number;
  readonly walks: number;
  readonly maxMs?: number;
  readonly bail?: number;
  readonly out?: string;
  readonly report?: readonly string[];
  readonly strict?: true;
}

/** Searches a target for what no case shows, and writes the reports; gives the exit status. */
export async function runExplore(flags: ExploreFlags, version: string): Promise<number> {
  const { allow, seed, inputs, walks, maxMs, bail, out, strict } = flags;
  const target = readTarget(flags.target);
  const reports = readReportFlags(flags.report ?? [], exploreReporters);
  if (out !== undefined) requireFolder(out);
  const lock = openLock(flags.target);
  const ledger = openLedger(flags.target);
  if (ledger.entries().length > 0) throw leftError(ledger.entries().length, flags.target);
  const travel = travelOf(flags);
  const refusal = await preflight(target, travel);
  if (refusal !== undefined) {
    printError(`error: ${maskFor(target).text(refusal)}`);
    return exitStatus.unreachable;
  }
  const found = await explore({
    ...{ target, allow, inputs, walks, ledger, lock: lock.questions, signal: abortOnInterrupt(), ...travel },
    ...(seed !== undefined && { seed }),
    ...(maxMs !== undefined && { maxMs }),
    ...(bail !== undefined && { bail }),
  });
  const report = exploreReportOf(found, { version, target, lock: lock.questions, strict: strict === true });
  const lost = tell(report, reports) + writeCaseFiles(found, out);
  writeQuestions(lock, questionsOf(askingOf(claimsOf(found, lock.questions)), lock.questions));
  return lost > 0 && report.exitStatus === exitStatus.good ? exitStatus.reportLost : report.exitStatus;
}

/** Shows the report for people on the terminal, or on stderr where stdout is taken; gives how many could not be written. */
function tell(report: ExploreReport, flags: readonly ReportFlag<ExploreReportKind>[]): number {
  const out = flags.some(({ path }) => path === "-") ? process.stderr : process.stdout;
  const isColoured = out.isTTY === true && process.env.NO_COLOR === undefined;
  printReport(exploreTerminal(report, isColoured ? { paint } : {}), out);
  return writeReportFiles(report, flags, exploreReporters, out);
}

function requireFolder(out: string): void {
  if (existsSync(out) && !statSync(out).isDirectory())
    throw usageError(`--out ${out}: found a file, expected a folder`);
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw usageError(`--out ${out}: the folder cannot be made (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** A case file for each finding, which `replay` takes; gives how many could not be written. */
function writeCaseFiles({ inputs, walks }: Exploration, out: string | undefined): number {
  if (out === undefined) return 0;
  let lost = 0;
  for (const finding of [...inputs.findings, ...walks.findings]) {
    const file = join(out, `${finding.id.replaceAll("/", "-")}.json`);
    try {
      writeWhole(file, `${JSON.stringify(caseFileOfFinding(finding), null, 2)}\n`);
      print(`case file: ${file}`);
    } catch (error) {
      lost += 1;
      printError(`error: --out ${out}: ${file} cannot be written (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return lost;
}
