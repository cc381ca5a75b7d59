import { casesOf, choicesOf, dialectLines, driftsOf, type Group, leftBehind, reasonsOf } from "./digest.ts";
import type { CaseReport, RunReport } from "./report.ts";
import { conclusionOf, count, durationText, nextSteps, oneLine, summaryLine, suspectNames } from "./wording.ts";

/** A job summary holds 1 MiB; nobody reads more rows than these. */
const mostRows = 100;

/** A run as a job summary, for the page of a build. */
export function markdownReport(report: RunReport): string {
  const { tool, target, startedAt, durationMs, settings, summary, exitStatus } = report;
  const sections = [
    `## ${exitStatus === 0 ? "✅" : "❌"} ${escaped(conclusionOf(report))}`,
    escaped(summaryLine(summary)),
    `${code(target.baseUrl)}, ${startedAt}, ${durationText(durationMs)}, allowed effect ${settings.allow}, ${tool.name} ${tool.version}`,
    table("Failed", ["case", "found", "expected", "likely at fault"], casesOf(report, "fail").flatMap(failureRows)),
    table("Stale in the baseline", ["case", "why"], casesOf(report, "stale").map(reasonRow)),
    table(
      "Not put back",
      ["case", "what it does"],
      leftBehind(report).map(({ id, about }) => [code(id), escaped(about)]),
    ),
    groups("Learned, where the contract leaves it open", choicesOf(report)),
    groups("Blocked, so not judged", reasonsOf(report, "blocked")),
    groups("Skipped", reasonsOf(report, "skipped")),
    groups("Drift", driftsOf(report)),
    table("Failed as the baseline expects", ["case", "why"], casesOf(report, "expected-failure").map(reasonRow)),
    list("Form of the answers", dialectLines(report)),
    list("What to do next", nextSteps(report)),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function failureRows({ id, about, findings }: CaseReport): string[][] {
  return findings.map(({ found, expected, suspect }, at) => [
    at === 0 ? `${code(id)}<br>${escaped(about)}` : "",
    escaped(oneLine(found)),
    escaped(oneLine(expected)),
    escaped(suspectNames[suspect]),
  ]);
}

function reasonRow({ id, reason = "" }: CaseReport): string[] {
  return [code(id), escaped(oneLine(reason))];
}

function table(title: string, columns: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return "";
  const lines = [columns, columns.map(() => "---"), ...rows.slice(0, mostRows)].map((row) => `| ${row.join(" | ")} |`);
  return [`### ${title}`, "", ...lines, ...left(rows)].join("\n");
}

function groups(title: string, all: readonly Group[]): string {
  const lines = all.map(({ about, cases }) => `- ${escaped(oneLine(about))} (${caseNames(cases)})`);
  if (lines.length === 0) return "";
  const summary = `<summary>${title}: ${lines.length}</summary>`;
  return [`<details>${summary}`, "", ...lines.slice(0, mostRows), ...left(lines), "", "</details>"].join("\n");
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`### ${title}`, "", ...lines.map((line) => `- ${escaped(line)}`)].join("\n");
}

function left(rows: readonly unknown[]): string[] {
  return rows.length > mostRows ? ["", `and ${rows.length - mostRows} more`] : [];
}

function caseNames(cases: readonly CaseReport[]): string {
  const [first] = cases;
  return cases.length === 1 ? code(first?.id ?? "") : `${count(cases.length, "case")}, as ${code(first?.id ?? "")}`;
}

function code(text: string): string {
  return `\`${oneLine(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** A text that Markdown shows as it is: no tag, no table cell, no link and nobody's name in it. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_{}[\]()#|~!]/g, "\\$&")
    .replaceAll("@", "@<!-- -->");
}
