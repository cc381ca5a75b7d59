import { sentenceOf } from "../../contract/claim.ts";
import { markdownCode, markdownList, markdownTable, markdownText } from "../../contract/report/markdown-text.ts";
import { questionText } from "../../contract/report/report-lists.ts";
import { exitStatus } from "../../contract/report/summary.ts";
import { count, durationText } from "../../contract/report/wording.ts";
import type { ExploreReport, FindingReport } from "./report.ts";
import { countsLine } from "./terminal.ts";

/** A search as a job summary, for the page of a build. */
export function exploreMarkdown(report: ExploreReport): string {
  const { target, startedAt, durationMs, seed, allow, findings, questions, drift, blocked, left, walked, cut } = report;
  const light = report.exitStatus === exitStatus.good ? "✅" : "❌";
  const sections = [
    `## ${light} ${markdownText(countsLine(report))}`,
    markdownList("Left changed on the target", left),
    `${markdownCode(target.baseUrl)}, ${startedAt}, ${durationText(durationMs)}, seed ${seed}, allowed effect ${allow}`,
    cut === undefined ? "" : `It ended early: ${markdownText(cut)}.`,
    markdownTable("Found", ["what", "found", "rests on", "calls", "the mock"], findings.map(findingRow)),
    markdownList("Open questions, which the sources leave to you", questions.map(questionText)),
    markdownList("Drift: not as observed elsewhere", drift),
    markdownTable(
      "Not walked on",
      ["role", "why"],
      blocked.map(({ role, reason }) => [markdownCode(role), markdownText(reason)]),
    ),
    markdownTable(
      "Walked",
      ["endpoint", "before", "end", "times"],
      walked.flatMap(({ endpoint, transitions }) =>
        transitions.map(({ from, outcome, times }) => [
          markdownCode(endpoint),
          markdownText(from),
          markdownCode(outcome),
          String(times),
        ]),
      ),
    ),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function findingRow({ id, verdict, evidence, calls, why, ...claim }: FindingReport): string[] {
  const numbered = calls.map((call, at) => `${at + 1}. ${markdownText(call)}`).join("<br>");
  return [
    `${markdownCode(id)}<br>${verdict}, ${count(calls.length, "call")}`,
    markdownText(sentenceOf(claim)),
    markdownText(evidence),
    numbered,
    markdownText(why.join("; ")),
  ];
}
