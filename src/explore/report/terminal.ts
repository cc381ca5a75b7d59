import { printable } from "../../api/printable.ts";
import { sentenceOf } from "../../contract/claim.ts";
import { policyFlags, questionText } from "../../contract/report/report-lists.ts";
import { exitStatus } from "../../contract/report/summary.ts";
import type { TerminalOptions } from "../../contract/report/terminal.ts";
import { count, durationText, exitNames } from "../../contract/report/wording.ts";
import type { ExploreReport, FindingReport } from "./report.ts";

/** Lines of a list that a person reads. */
const mostLines = 20;

/** A search for who started it: what was found first, the verdict last. */
export function exploreTerminal(
  report: ExploreReport,
  { paint = (_style, text) => text }: TerminalOptions = {},
): string {
  const { target, startedAt, durationMs, allow, seed, findings, questions, drift, blocked, left, cut } = report;
  const titled = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [paint("bold", title), ...shortened(lines).map((line) => `  ${printable(line, 1_000)}`)];
  const blocks = [
    [
      paint("bold", `What nobody wrote, against ${printable(target.baseUrl)}`),
      `${startedAt}, ${durationText(durationMs)}, seed ${seed}, allowed effect ${allow}`,
    ],
    titled(
      "LEFT CHANGED on the target",
      left.map((one) => printable(one)),
    ),
    ...findings.map((one) => findingLines(one, paint)),
    titled(
      "Open questions, which the sources leave to you",
      questions.map((one) => printable(questionText(one))),
    ),
    titled(
      "Drift: not as observed elsewhere",
      drift.map((one) => printable(one)),
    ),
    titled(
      "Not walked on",
      blocked.map(({ role, reason }) => printable(`${role}: ${reason}`)),
    ),
    titled("Walked", walkedLines(report)),
    [...(cut === undefined ? [] : [printable(`It ended early: ${cut}.`)]), countsLine(report), conclusion(report)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function findingLines(
  { id, verdict, evidence, calls, why, role, policy, ...claim }: FindingReport,
  paint: NonNullable<TerminalOptions["paint"]>,
) {
  return [
    `${paint(verdict === "failed" ? "red" : "yellow", verdict.toUpperCase())} ${printable(id)}${role === undefined ? "" : `, with the role ${printable(role)}`}`,
    `  ${printable(sentenceOf(claim))}`,
    `  rests on: ${printable(evidence)}${policy ? `; the mock does so with ${policyFlags(policy)}` : ""}`,
    ...calls.map((call, at) => `  ${at + 1}. ${printable(call)}`),
    ...why.map((reason) => `  the mock: ${printable(reason)}`),
  ];
}

/** How much of each endpoint walks have seen. */
export function walkedLines({ walked }: Pick<ExploreReport, "walked">): string[] {
  return walked.map(({ endpoint, calls, situations, transitions }) => {
    const ends = count(transitions.length, "transition");
    return `${endpoint}: ${count(calls, "call")} in ${count(situations, "situation")}, ${ends}`;
  });
}

/** What was done, in one line. */
export function countsLine({ requests, walks, walkedCalls, findings, questions }: ExploreReport): string {
  const sent = Object.values(requests).reduce((sum, one) => sum + one, 0);
  const done = `${count(sent, "request")} from the schemas of ${count(Object.keys(requests).length, "endpoint")}, ${count(walks, "walk")} of ${count(walkedCalls, "call")}`;
  return `${done}: ${count(findings.length, "finding")}, ${count(questions.length, "open question")}`;
}

function conclusion({ exitStatus: status, findings }: ExploreReport): string {
  const failed = findings.filter(({ verdict }) => verdict === "failed").length;
  if (status === exitStatus.good) return `Nothing was found that breaks the contract. Exit status ${status}.`;
  const what = failed > 0 ? `The target breaks the contract in ${count(failed, "way")}` : (exitNames[status] ?? "");
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)}. Exit status ${status}.`;
}

function shortened(lines: readonly string[]): string[] {
  const rest = lines.length - mostLines;
  return rest > 0 ? [...lines.slice(0, mostLines), `and ${rest} more`] : [...lines];
}
