import { printable } from "../api/printable.ts";
import { wallClock } from "../api/wall-clock.ts";
import { againstKnown, type Baseline, knownFindings } from "../contract/baseline.ts";
import { reporters } from "../contract/report/index.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { terminalReport } from "../contract/report/terminal.ts";
import { verdictNames } from "../contract/report/wording.ts";
import { fitsPattern } from "../contract/target.ts";
import * as gauntlet from "../gauntlet/index.ts";
import { writeWhole } from "./atomic-file.ts";
import { readBaseline } from "./baseline-file.ts";
import { print, printError } from "./print.ts";
import { readReportFlags, writeReports } from "./report-files.ts";
import { usageError } from "./usage-error.ts";
import { requireWritable } from "./writable.ts";

/** Flags of `gauntlet`. */
export interface GauntletFlags {
  readonly oneShot?: true;
  readonly driverUrl?: string;
  readonly patience: number;
  readonly set?: string;
  readonly filter?: readonly string[];
  readonly workers: number;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly report?: readonly string[];
  readonly label?: string;
  readonly strict?: true;
  readonly minChecked: number;
}

/** Plays the scenarios to a client and writes the reports; gives the exit status. */
export async function runClient(command: readonly string[], flags: GauntletFlags, version: string): Promise<number> {
  const { set = gauntlet.latestSet, filter, workers, label, strict, minChecked } = flags;
  const scenarios = chosen(set, filter);
  const known =
    flags.baseline === undefined
      ? {}
      : readBaseline(flags.baseline, gauntlet.scenarios, (id) => `there is no scenario ${id}`).failures;
  const reports = readReportFlags(flags.report ?? [], reporters);
  if (flags.writeBaseline !== undefined)
    requireWritable(flags.writeBaseline, `--write-baseline ${flags.writeBaseline}`);
  const { start, name } = driverOf(command, flags);
  const startedAt = wallClock();
  const hello = await greet(start, name);
  const results: gauntlet.ScenarioResult[] = [];
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  for await (const result of gauntlet.runGauntlet({ start, scenarios, workers, signal: controller.signal })) {
    const judged = againstKnown(result, known[result.scenario.id], asIs);
    results.push(judged);
    if (judged.verdict !== "passed" && judged.verdict !== "not-applicable")
      printError(`${verdictNames[judged.verdict]}: ${judged.scenario.id}`);
  }
  const report = gauntlet.gauntletReport({
    ...{ version, driver: name, results, startedAt, endedAt: wallClock(), minChecked },
    client: { ...hello, requirements: set },
    ...(label !== undefined && { label }),
    ...(filter && { filter }),
    ...(strict && { strict }),
    ...(controller.signal.aborted && { exitStatus: exitStatus.tooFew }),
  });
  const lost = writeReports(report, reports, reporters, terminalReport);
  if (flags.writeBaseline !== undefined)
    writeWhole(flags.writeBaseline, `${JSON.stringify(knownIn(results), null, 2)}\n`);
  return lost > 0 && report.exitStatus === exitStatus.good ? exitStatus.reportLost : report.exitStatus;
}

/** Checks a driver that is being written; gives the exit status. */
export async function check(command: readonly string[], flags: GauntletFlags): Promise<number> {
  const { start } = driverOf(command, flags);
  let wrong = 0;
  let before = "";
  for await (const line of gauntlet.checkDriver(start)) {
    const asked = `→ ${printable(JSON.stringify(shortened(line.asked)))}`;
    const isAbout = line.answer === undefined && asked === before; // what is wrong with the line that stands above
    if (!isAbout) print(asked);
    before = asked;
    if (line.answer) print(`← ${printable(JSON.stringify(line.answer))}`);
    if (line.wrong === undefined) continue;
    wrong += 1;
    print(`  WRONG: ${printable(line.wrong, 1_000)}`);
  }
  print(wrong === 0 ? "the driver is right" : `${wrong} ${wrong === 1 ? "line is" : "lines are"} wrong`);
  return wrong === 0 ? exitStatus.good : exitStatus.failures;
}

/** Lists the scenarios of a set. */
export function listScenarios({
  set = gauntlet.latestSet,
  json,
}: {
  readonly set?: string;
  readonly json?: true;
}): void {
  const scenarios = chosen(set, undefined);
  if (json) {
    const all = scenarios.map((one) => ({ level: gauntlet.levelOf(one), ...one }));
    print(JSON.stringify(all, null, 2).split("\n"));
    return;
  }
  for (const axis of gauntlet.axes) {
    const own = scenarios.filter((one) => one.axis === axis);
    print(["", `${axis}: ${own.length}`]);
    for (const one of own) print(`  ${gauntlet.levelOf(one).padEnd(6)}  ${one.id.padEnd(44)}  ${one.story}`);
  }
}

function chosen(set: string, filter: readonly string[] | undefined): readonly gauntlet.Scenario[] {
  let all: readonly gauntlet.Scenario[];
  try {
    all = gauntlet.scenariosOf(set);
  } catch (error) {
    throw usageError(`--set: ${(error as Error).message}`);
  }
  if (!filter) return all;
  for (const pattern of filter) {
    if (!all.some(({ id }) => fitsPattern(id, pattern)))
      printError(
        `note: no scenario fits --filter ${pattern.slice(0, 80)}; license-api-kit gauntlet list shows the ids`,
      );
  }
  return all.filter(({ id }) => filter.some((pattern) => fitsPattern(id, pattern)));
}

function driverOf(command: readonly string[], { oneShot, driverUrl, patience }: GauntletFlags) {
  const [program, ...args] = command;
  if ((program === undefined) === (driverUrl === undefined)) {
    throw usageError("gauntlet: expected a driver: its program after --, or --driver-url; docs/gauntlet.md shows one");
  }
  if (driverUrl !== undefined) {
    return { name: driverUrl, start: () => gauntlet.startHttp({ url: driverUrl, patienceMs: patience }) };
  }
  const driver = { command: [program as string, ...args] as const, patienceMs: patience };
  const name = command.join(" ");
  return { name, start: oneShot ? gauntlet.oneShotDriver(driver) : () => gauntlet.startProgram(driver) };
}

/** Asks who the client is, before anything is played: a driver that cannot be started is no client that fails. */
async function greet(start: gauntlet.StartDriver, name: string) {
  let driver: gauntlet.Driver | undefined;
  try {
    driver = await start();
    return await driver.ask({ verb: "hello", protocol: 1 });
  } catch (error) {
    if (!(error instanceof gauntlet.DriverFailure)) throw error;
    const said = `${error.trouble}: ${error.message}`;
    throw Object.assign(
      new Error(`${name}: ${said}; license-api-kit gauntlet check-driver goes through it line by line`),
      {
        exitStatus: exitStatus.unreachable,
      },
    );
  } finally {
    await driver?.kill();
  }
}

function knownIn(results: readonly gauntlet.ScenarioResult[]): Baseline {
  const failed = results.map(({ scenario, claims }) => [scenario.id, knownFindings(claims, asIs)] as const);
  return { failures: Object.fromEntries(failed.filter(([, findings]) => findings.length > 0)) };
}

/** Nothing has to be hidden: the judge's own keys are published. */
function asIs(text: string): string {
  return text;
}

/** Without what only fills the screen. */
function shortened(asked: object): object {
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [
      name,
      name === "publicKeys" ? ["-----BEGIN PUBLIC KEY-----…"] : value,
    ]),
  );
}
