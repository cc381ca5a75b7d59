import { markdownList, markdownText } from "../report/markdown-text.ts";
import { exitStatus } from "../report/summary.ts";
import { shortened, type TerminalOptions, titled } from "../report/terminal.ts";
import type { RunComparison } from "./compare-reports.ts";
import { caveatSection, changesLine, runLine, sectionsOf, verdictLine } from "./sections.ts";

/** A comparison for who looks at the terminal: what makes it doubtful first, the verdict last. */
export function comparisonInTerminal(
  comparison: RunComparison,
  { paint = (_style, text) => text }: TerminalOptions = {},
): string {
  const { before, now, exitStatus: status } = comparison;
  const caveats = caveatSection(comparison);
  const blocks = [
    [
      paint("bold", "Two runs of the contract of the License API"),
      `before  ${runLine(before)}`,
      `now     ${runLine(now)}`,
    ],
    titled(caveats.title, caveats.lines, paint),
    ...sectionsOf(comparison).map(({ title, lines }) =>
      titled(title, shortened(lines, 15, "the Markdown report lists"), paint),
    ),
    [
      paint("bold", changesLine(comparison)),
      paint(status === exitStatus.good ? "green" : "red", `${verdictLine(comparison)} Exit status ${status}.`),
    ],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** A comparison for the page of a build. */
export function comparisonInMarkdown(comparison: RunComparison): string {
  const { before, now, exitStatus: status } = comparison;
  const parts = [
    `## ${status === exitStatus.good ? "✅" : "❌"} ${markdownText(verdictLine(comparison))}`,
    ...[caveatSection(comparison)].map(({ title, lines }) => markdownList(title, lines)),
    `${markdownText(changesLine(comparison))}<br>before: ${markdownText(runLine(before))}<br>now: ${markdownText(runLine(now))}`,
    ...sectionsOf(comparison).map(({ title, lines }) => markdownList(title, lines)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
