import { printable } from "../../api/printable.ts";
import type { RunReport } from "../report/report.ts";
import type { Group } from "../report/report-lists.ts";
import { exitStatus } from "../report/summary.ts";
import { groupLine } from "../report/terminal.ts";
import { count, durationText } from "../report/wording.ts";
import type { RunComparison } from "./compare-reports.ts";
import type { Changes } from "./findings.ts";
import { type Slowdown, slowerRule } from "./slowdowns.ts";

/** A part of a comparison as people read it. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

const { endpoint: ofEndpoint, case: ofCase } = slowerRule;

const slowerTitle = `Slower: an endpoint in the median by ${ofEndpoint.times} times and ${ofEndpoint.byMs} ms, a case by ${ofCase.times} times and ${ofCase.byMs} ms`;

/** What is to be read before anything else. */
export function caveatSection({ caveats }: RunComparison): Section {
  return { title: "HARDLY COMPARABLE", lines: caveats.map((caveat) => printable(caveat)) };
}

/** The other parts of a comparison, the most pressing first; without those that have nothing to say. */
export function sectionsOf(comparison: RunComparison): Section[] {
  const { left, failures, questions, drift, lost, leftOut, flaky, slower } = comparison;
  const sections: Section[] = [
    { title: "LEFT CHANGED on the target", lines: left.map((one) => printable(`${one.case}: ${one.reason}`)) },
    { title: "NEW failures", lines: linesOf(failures.appeared) },
    { title: "No longer judged, though nobody asked for less", lines: linesOf(lost) },
    { title: "New open questions", lines: linesOf(questions.appeared) },
    { title: "New drift: not as observed elsewhere", lines: linesOf(drift.appeared) },
    { title: "Failures that are gone", lines: linesOf(failures.gone) },
    { title: "Open questions that are gone", lines: linesOf(questions.gone) },
    { title: "Drift that is gone", lines: linesOf(drift.gone) },
    { title: "Left out of the later run, as it was asked for", lines: linesOf(leftOut) },
    { title: "Flaky: the network failed for a while", lines: linesOf(flaky) },
    { title: slowerTitle, lines: slower.map(slowerLine) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** Short enough that no report cuts off the case. */
function linesOf(groups: readonly Group[]): string[] {
  return groups.map((group) => groupLine(group, 250));
}

function slowerLine({ what, before, now, cases }: Slowdown): string {
  const of = cases === 1 ? "" : ` (median of ${count(cases, "case")})`;
  return `${printable(what, 100)}: ${durationText(before)}, now ${durationText(now)}${of}`;
}

/** A run in one line. */
export function runLine({ target, startedAt, durationMs, settings, tool, summary }: RunReport): string {
  const label = target.label === undefined ? "" : ` (${target.label})`;
  return printable(
    `${target.baseUrl}${label}, ${startedAt}, ${durationText(durationMs)}, allowed effect ${settings.allow}, ${tool.name} ${tool.version}, checked ${count(summary.checked, "case")}`,
  );
}

/** How much is new and gone, in one line. */
export function changesLine({ failures, questions, drift, common }: RunComparison): string {
  const said = (side: keyof Changes) =>
    [
      count(failures[side].length, "failure"),
      count(questions[side].length, "open question"),
      `${drift[side].length} drift`,
    ].join(", ");
  return `new: ${said("appeared")}; gone: ${said("gone")}; judged by both: ${count(common, "case")}`;
}

/** What the exit status of a comparison means, as a sentence. */
export function verdictLine({ exitStatus: status, left, failures, lost }: RunComparison): string {
  const casesOf = (groups: readonly Group[]) => new Set(groups.flatMap(({ cases }) => cases.map(({ id }) => id))).size;
  if (status === exitStatus.notUndone)
    return `The later run left the target changed in ${count(left.length, "place")}.`;
  if (status === exitStatus.failures && failures.appeared.length > 0) {
    return `The target breaks the contract anew in ${count(casesOf(failures.appeared), "case")}.`;
  }
  if (status === exitStatus.failures) return "Nothing new is broken, but open or drifting: the later run was strict.";
  if (status === exitStatus.notJudged) {
    return `Nothing new is broken, but ${count(casesOf(lost), "case")} that could be judged before could not be now.`;
  }
  if (status === exitStatus.tooFew) return "No case was judged by both runs, so nothing can be said.";
  return "Nothing is worse than before.";
}
