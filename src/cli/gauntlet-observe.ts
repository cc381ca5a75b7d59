import { wallClock } from "../api/wall-clock.ts";
import { reporters } from "../contract/report/index.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { terminalReport } from "../contract/report/terminal.ts";
import { verdictNames } from "../contract/report/wording.ts";
import { gauntletReport, observeCommand, type ScenarioResult } from "../gauntlet/index.ts";
import type { GauntletFlags } from "./gauntlet-run.ts";
import { printError } from "./print.ts";
import { readReportFlags, writeReports } from "./report-files.ts";

/** Runs a client's own tests in each weather and writes the reports; gives the exit status. */
export async function observeTests(
  command: readonly string[],
  { patience, report: asked = [], label }: GauntletFlags,
  version: string,
): Promise<number> {
  const reports = readReportFlags(asked, reporters);
  const startedAt = wallClock();
  const results: ScenarioResult[] = [];
  const [program = "", ...args] = command;
  for await (const result of observeCommand({ command: [program, ...args], patienceMs: patience })) {
    results.push(result);
    printError(`${verdictNames[result.verdict]}: ${result.scenario.id}, ${result.calls.length} calls`);
  }
  const name = command.join(" ");
  const report = gauntletReport({
    ...{ version, driver: name, results, startedAt, endedAt: wallClock() },
    client: { name, version: "as its own tests call it", language: "unknown", can: [], requirements: "observed" },
    ...(label !== undefined && { label }),
  });
  const lost = writeReports(report, reports, reporters, terminalReport);
  return lost > 0 && report.exitStatus === exitStatus.good ? exitStatus.reportLost : report.exitStatus;
}
