import { printable, printableLines } from "../../api/printable.ts";
import { sentenceOf } from "../claim.ts";
import type { CaseReport, RunReport } from "./report.ts";
import { casesWithVerdict, failuresOf, leftBehind, questionText, reasonsOf } from "./report-lists.ts";
import { subjectOf } from "./subject.ts";
import { exitStatus } from "./summary.ts";
import { claimsLine, conclusionOf, count, summaryLine, suspectNames } from "./wording.ts";

/** What an annotation about the whole run is titled with. */
const nameOf = (report: RunReport) => (report.client ? "License client gauntlet" : "License API contract");

/** GitHub shows ten errors of a step and drops the others without a word; so it is with warnings. */
const most = 10;

/** A run as workflow commands on standard output, which GitHub shows as annotations. */
export function githubReport(report: RunReport): string {
  const name = nameOf(report);
  const label = report.target.label === undefined ? "" : `${printable(report.target.label)}: `;
  const errors = [
    ...leftBehind(report).map((one) =>
      command("error", one.case, `the target was left changed: ${printable(one.reason)}`),
    ),
    ...casesWithVerdict(report, "failed").map((one) => command("error", one.id, failureText(one))),
    ...casesWithVerdict(report, "not-judged").map(({ id, reason = "" }) =>
      command("error", id, `not judged: ${printable(reason)}`),
    ),
    ...casesWithVerdict(report, "stale").map(({ id, reason = "" }) => command("error", id, printable(reason))),
  ];
  if (errors.length === 0 && report.exitStatus !== exitStatus.good)
    errors.push(command("error", name, conclusionOf(report)));
  const warnings = [
    ...report.questions.map((question) => command("warning", "open question", printable(questionText(question)))),
    ...reasonsOf(report, "blocked").map(({ about, cases }) =>
      command("warning", `${count(cases.length, "case")} blocked`, printable(about)),
    ),
  ];
  const notice = command(
    "notice",
    name,
    `${label}${conclusionOf(report)} ${summaryLine(report.summary, subjectOf(report).part)}; ${claimsLine(report.summary)}`,
  );
  const lines = [
    ...shortened(errors, (rest) => command("error", name, `and ${count(rest, "more error")}`)),
    ...shortened(warnings, (rest) => command("warning", name, `and ${count(rest, "more warning")}`)),
    notice,
  ];
  return `${lines.join("\n")}\n`;
}

function failureText(one: CaseReport): string {
  const sentences = failuresOf(one).map((claim) => {
    const whose = claim.suspect === undefined ? "" : `; likely at fault: ${suspectNames[claim.suspect]}`;
    return `${printable(sentenceOf(claim))} (${claim.evidence}${whose})`;
  });
  return [printable(one.about), ...sentences].join("\n");
}

function shortened(lines: readonly string[], rest: (number: number) => string): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most - 1), rest(lines.length - most + 1)];
}

/** Line ends would end a command and begin another, which an answer of the target could then give. */
function command(kind: "error" | "warning" | "notice", title: string, message: string): string {
  const data = (text: string) => printableLines(text).replaceAll("%", "%25").replaceAll("\n", "%0A");
  return `::${kind} title=${data(printable(title)).replaceAll(":", "%3A").replaceAll(",", "%2C")}::${data(message)}`;
}
