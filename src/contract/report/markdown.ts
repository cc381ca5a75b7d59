import { leftOut, markdownCode, markdownList, markdownTable, markdownText, mostRows } from "./markdown-text.ts";
import type { CaseReport, RunReport } from "./report.ts";
import {
  axisLines,
  casesWithVerdict,
  departuresOf,
  driftsOf,
  formLines,
  type Group,
  leftBehind,
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

const lights = { green: "✅", amber: "🟡", red: "❌" } as const;

/** A run as a job summary, for the page of a build. */
export function markdownReport(report: RunReport): string {
  const { tool, target, startedAt, durationMs, settings, summary, questions, client } = report;
  const { name, part } = subjectOf(report);
  const allowed = client ? "" : `, allowed effect ${settings.allow}`;
  const label = target.label === undefined ? "" : ` (${markdownText(target.label)})`;
  const columns: string[] = [part, "found", "expected", "rests on", "likely at fault"];
  const sections = [
    `## ${lights[colourOf(report)]} ${markdownText(conclusionOf(report))}`,
    markdownTable(
      "Left changed on the target",
      ["case", "why"],
      leftBehind(report).map((one) => [markdownCode(one.case), markdownText(one.reason)]),
    ),
    `${markdownText(summaryLine(summary, part))}<br>${markdownText(claimsLine(summary))}`,
    axisLines(report)
      .map((line) => `- ${markdownText(line)}`)
      .join("\n"),
    `${markdownCode(name)}${label}, ${startedAt}, ${durationText(durationMs)}${allowed}, ${tool.name} ${tool.version}`,
    markdownTable("Failed", columns, casesWithVerdict(report, "failed").flatMap(claimRows)),
    markdownTable("Not judged", columns, casesWithVerdict(report, "not-judged").flatMap(claimRows)),
    markdownTable("Stale in the baseline", ["case", "why"], casesWithVerdict(report, "stale").map(reasonRow)),
    markdownList("Open questions, which the sources leave to you", questions.map(questionText)),
    groups("Drift: not as observed elsewhere", driftsOf(report)),
    groups("Blocked, so not played", reasonsOf(report, "blocked")),
    groups("Skipped", reasonsOf(report, "skipped")),
    markdownTable(
      "Failed as the baseline expects",
      ["case", "why"],
      casesWithVerdict(report, "expected-failure").map(reasonRow),
    ),
    markdownList("Form of the answers", formLines(report)),
    markdownList("What to do next", nextSteps(report)),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function claimRows(one: CaseReport): string[][] {
  return departuresOf(one)
    .filter(({ verdict }) => verdict === "failed" || verdict === "not judged")
    .map(({ found, expected, evidence, suspect, because }, at) => [
      at === 0 ? `${markdownCode(one.id)}<br>${markdownText(one.about)}` : "",
      markdownText(found),
      markdownText(expected),
      markdownText(evidence),
      markdownText(`${suspect ? suspectNames[suspect] : ""}${because === undefined ? "" : `, as ${because}`}`),
    ]);
}

function reasonRow({ id, reason = "" }: CaseReport): string[] {
  return [markdownCode(id), markdownText(reason)];
}

function groups(title: string, all: readonly Group[]): string {
  const lines = all.map(({ about, cases }) => `- ${markdownText(about)} (${caseNames(cases)})`);
  if (lines.length === 0) return "";
  const summary = `<summary>${title}: ${lines.length}</summary>`;
  return [`<details>${summary}`, "", ...lines.slice(0, mostRows), ...leftOut(lines), "", "</details>"].join("\n");
}

function caseNames(cases: readonly CaseReport[]): string {
  const [first] = cases;
  return cases.length === 1
    ? markdownCode(first?.id ?? "")
    : `${count(cases.length, "case")}, as ${markdownCode(first?.id ?? "")}`;
}
