import { printable } from "../../api/printable.ts";
import type { JudgedClaim } from "../claim.ts";
import type { CaseReport, RunReport } from "./report.ts";
import {
  axisLines,
  casesWithVerdict,
  commonFindings,
  departuresOf,
  driftsOf,
  formLines,
  type Group,
  leftBehind,
  notApplicableLines,
  questionText,
  reasonsOf,
} from "./report-lists.ts";
import { subjectOf } from "./subject.ts";
import {
  claimsLine,
  colourOf,
  conclusionOf,
  count,
  durationText,
  nextSteps,
  summaryLine,
  suspectNames,
} from "./wording.ts";

/** Colours a text. The platform brings it: terminals differ. */
export type Paint = (style: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string;

/** How a report is shown in a terminal. */
export interface TerminalOptions {
  /** @default without colour */
  readonly paint?: Paint;
}

/** A run for who started it and looks at the terminal: what stayed changed first, the verdict last. */
export function terminalReport(report: RunReport, { paint = (_style, text) => text }: TerminalOptions = {}): string {
  const left = leftBehind(report).map((one) => printable(`${one.case}: ${one.reason}`));
  const blocks = [
    headOf(report, paint),
    titled("LEFT CHANGED on the target", left, paint),
    ...casesWithVerdict(report, "failed").map((one) => caseLines(one, paint("red", "FAILED"), paint)),
    ...casesWithVerdict(report, "not-judged").map((one) => caseLines(one, paint("red", "NOT JUDGED"), paint)),
    ...casesWithVerdict(report, "stale").map((one) => caseLines(one, paint("red", "STALE"), paint)),
    titled(
      "Found in several cases",
      report.client ? [] : shortened(commonFindings(report).map((group) => groupLine(group))),
      paint,
    ),
    titled("Open questions, which the sources leave to you", shortened(report.questions.map(questionLine), 40), paint),
    titled("Drift: not as observed elsewhere", shortened(driftsOf(report).map((group) => groupLine(group))), paint),
    titled(
      "Blocked, so not played",
      reasonsOf(report, "blocked").map((group) => groupLine(group)),
      paint,
    ),
    titled("Failed as the baseline expects", casesWithVerdict(report, "expected-failure").map(reasonLine), paint),
    titled(
      report.client ? "Flaky: it went wrong once" : "Flaky: judged only after the network had failed",
      flakyLines(report),
      paint,
    ),
    titled("Form of the answers", shortened(formLines(report).map((line) => printable(line))), paint),
    titled("Not applicable", notApplicableLines(report), paint),
    titled("By what it was judged", axisLines(report), paint),
    conclusion(report, paint),
    titled(
      "What to do next",
      nextSteps(report).map((step) => printable(step)),
      paint,
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headOf(report: RunReport, paint: Paint): string[] {
  const { tool, target, startedAt, durationMs, settings, client } = report;
  const { title, name, part } = subjectOf(report);
  const filter = settings.filter === undefined ? "" : `, ${part}s ${printable(settings.filter.join(" "))}`;
  const allowed = client ? "" : `, allowed effect ${settings.allow}`;
  const label = target.label === undefined ? "" : ` (${printable(target.label)})`;
  return [
    paint("bold", `${title} ${printable(name)}${label}`),
    paint("dim", `${tool.name} ${tool.version}, ${startedAt}, ${durationText(durationMs)}${allowed}${filter}`),
  ];
}

function caseLines(one: CaseReport, label: string, paint: Paint): string[] {
  const { id, about, reason, verdict, remarks = [] } = one;
  const shown = departuresOf(one).filter((claim) => claim.verdict === "failed" || claim.verdict === "not judged");
  const fields: [name: string, value: string][] = shown.flatMap(claimFields);
  if (reason !== undefined && verdict !== "not-judged") fields.unshift(["why", reason]);
  fields.push(...remarks.map((remark): [string, string] => ["remark", remark]));
  return [
    `${label} ${paint("bold", printable(id))}: ${printable(about)}`,
    ...fields.map(([name, value]) => `  ${paint("dim", name.padEnd(10))}  ${printable(value)}`),
  ];
}

function claimFields({ found, expected, evidence, suspect, because, step }: JudgedClaim): [string, string][] {
  const whose = suspect && `${suspectNames[suspect]}${because === undefined ? "" : `, as ${because}`}`;
  const fields: [string, string | undefined][] = [
    ["found", step !== undefined && step > 1 ? `${found} (step ${step})` : found],
    ["expected", expected],
    ["rests on", evidence],
    ["at fault", whose],
  ];
  return fields.filter((field): field is [string, string] => field[1] !== undefined && field[1] !== "");
}

/** Lines under their title; nothing where there are none. */
export function titled(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint("bold", title), ...lines.map((line) => `  ${printable(line, 1_000)}`)];
}

/** Lines, shortened: a target of another version drifts in hundreds of fields, which nobody reads in a terminal. */
export function shortened(lines: readonly string[], most = 15, where = "the JSON and the HTML report list"): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `and ${lines.length - most} more, which ${where}`];
}

/** A group with the case that shows it; the reports on file list them all. */
export function groupLine({ about, cases }: Group, longest?: number): string {
  const id = printable(cases[0]?.id ?? "", 100);
  return `${printable(about, longest)} (${cases.length === 1 ? id : `${count(cases.length, "case")}, as ${id}`})`;
}

function questionLine(question: RunReport["questions"][number]): string {
  return printable(questionText(question));
}

function reasonLine({ id, reason = "" }: CaseReport): string {
  return printable(`${id}: ${reason}`);
}

function flakyLines({ cases }: RunReport): string[] {
  return cases.flatMap(({ id, retries = 0 }) => (retries > 0 ? [`${id}: played ${count(retries + 1, "time")}`] : []));
}

function conclusion(report: RunReport, paint: Paint): string[] {
  const colour = ({ green: "green", amber: "yellow", red: "red" } as const)[colourOf(report)];
  return [
    paint("bold", summaryLine(report.summary, subjectOf(report).part)),
    paint("dim", claimsLine(report.summary)),
    paint(colour, `${conclusionOf(report)} Exit status ${report.exitStatus}.`),
  ];
}
