import { casesOf, choicesOf, commonFindings, dialectLines, driftsOf, type Group, reasonsOf } from "./digest.ts";
import type { CaseReport, RunReport } from "./report.ts";
import { conclusionOf, count, durationText, nextSteps, oneLine, summaryLine, suspectNames } from "./wording.ts";

/** Colours a text. The platform brings it: terminals differ. */
export type Paint = (style: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string;

/** How a report is shown in a terminal. */
export interface TerminalOptions {
  /** @default without colour */
  readonly paint?: Paint;
}

/** A run for who started it and looks at the terminal. */
export function terminalReport(report: RunReport, { paint = (_style, text) => text }: TerminalOptions = {}): string {
  const blocks = [
    headOf(report, paint),
    ...casesOf(report, "fail").map((one) => failureOf(one, paint("red", "FAIL"), paint)),
    ...casesOf(report, "stale").map((one) => failureOf(one, paint("red", "STALE"), paint)),
    titled("Found in several cases", shortened(commonFindings(report).map(groupLine)), paint),
    titled("Learned, where the contract leaves it open", choicesOf(report).map(groupLine), paint),
    titled(
      "Drift, which clients can live with but nobody documented",
      shortened(driftsOf(report).map(groupLine)),
      paint,
    ),
    titled("Blocked, so not judged", reasonsOf(report, "blocked").map(groupLine), paint),
    titled("Failed as the baseline expects", casesOf(report, "expected-failure").map(expectedLine), paint),
    titled("Form of the answers", dialectLines(report), paint),
    conclusion(report, paint),
    titled("What to do next", nextSteps(report), paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headOf({ tool, target, startedAt, durationMs, settings }: RunReport, paint: Paint): string[] {
  const filter = settings.filter === undefined ? "" : `, cases ${settings.filter.join(" ")}`;
  return [
    paint("bold", `The contract of the License API against ${oneLine(target.baseUrl)}`),
    paint(
      "dim",
      `${tool.name} ${tool.version}, ${startedAt}, ${durationText(durationMs)}, allowed effect ${settings.allow}${filter}`,
    ),
  ];
}

function failureOf({ id, about, evidence, findings, reason }: CaseReport, label: string, paint: Paint): string[] {
  const fields: [name: string, value: string][] = [["rests on", evidence]];
  if (reason !== undefined) fields.push(["why", reason]);
  for (const { found, expected, written, suspect } of findings) {
    fields.push(["found", found], ["expected", expected], ["written in", written], ["at fault", suspectNames[suspect]]);
  }
  const lines = fields.filter(([, value]) => value !== "");
  return [
    `${label} ${paint("bold", id)}: ${about}`,
    ...lines.map(([name, value]) => `  ${paint("dim", name.padEnd(10))}  ${oneLine(value)}`),
  ];
}

function titled(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint("bold", title), ...lines.map((line) => `  ${line}`)];
}

/** A target of another version drifts in hundreds of fields, which nobody reads in a terminal. */
function shortened(lines: readonly string[], most = 15): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `and ${lines.length - most} more, which the JSON and the HTML report list`];
}

/** A group with the case that shows it; the reports on file list them all. */
function groupLine({ about, cases }: Group): string {
  const [first] = cases;
  return `${oneLine(about)} (${cases.length === 1 ? first?.id : `${count(cases.length, "case")}, as ${first?.id}`})`;
}

function expectedLine({ id, reason = "" }: CaseReport): string {
  return oneLine(`${id}: ${reason}`);
}

function conclusion(report: RunReport, paint: Paint): string[] {
  const isGood = report.exitStatus === 0;
  return [
    paint("bold", summaryLine(report.summary)),
    paint(isGood ? "green" : "red", `${conclusionOf(report)} Exit status ${report.exitStatus}.`),
  ];
}
