import { sentenceOf } from "../finding.ts";
import { casesOf, leftBehind, reasonsOf } from "./digest.ts";
import type { CaseReport, RunReport } from "./report.ts";
import { exitStatus } from "./summary.ts";
import { conclusionOf, count, summaryLine, suspectNames } from "./wording.ts";

const name = "License API contract";

/** GitHub shows ten errors of a step and drops the others without a word. */
const mostErrors = 10;

/** A run as workflow commands on standard output, which GitHub shows as annotations. */
export function githubReport(report: RunReport): string {
  const errors = [
    ...casesOf(report, "fail").map((one) => command("error", one.id, failureText(one))),
    ...casesOf(report, "stale").map(({ id, reason = "" }) => command("error", id, reason)),
  ];
  if (errors.length === 0 && report.exitStatus !== exitStatus.good)
    errors.push(command("error", name, conclusionOf(report)));
  const warnings = [
    ...leftBehind(report).map(({ id, about }) => command("warning", id, `the target could not be put back: ${about}`)),
    ...reasonsOf(report, "blocked").map(({ about, cases }) =>
      command("warning", `${count(cases.length, "case")} blocked`, about),
    ),
  ];
  const lines = [...shortened(errors), ...warnings, command("notice", name, summaryLine(report.summary))];
  return `${lines.join("\n")}\n`;
}

function failureText({ about, findings }: CaseReport): string {
  const sentences = findings.map((one) => `${sentenceOf(one)} (likely at fault: ${suspectNames[one.suspect]})`);
  return [about, ...sentences].join("\n");
}

function shortened(errors: readonly string[]): string[] {
  if (errors.length <= mostErrors) return [...errors];
  const rest = errors.length - mostErrors + 1;
  return [...errors.slice(0, mostErrors - 1), command("error", name, `and ${count(rest, "more failing case")}`)];
}

/** Line ends would end a command and begin another, which an answer of the target could then give. */
function command(kind: "error" | "warning" | "notice", title: string, message: string): string {
  const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::${kind} title=${data(title).replaceAll(":", "%3A").replaceAll(",", "%2C")}::${data(message)}`;
}
