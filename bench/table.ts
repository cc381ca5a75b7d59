import { columns } from "./columns.ts";
import type { Row } from "./report.ts";

const legend = `Ratio: the median of the rounds' ratios, in brackets their middle half; the goal is judged by it. By processor time:
the same from the processor time that each side used, which other work on the machine disturbs less; a goal that says
*processor* is judged by that.`;

/** The rows as a Markdown table, ready for the README. */
export function table(rows: readonly Row[]): string {
  const header = ["work", "unit", "ours", "theirs", "ratio", "by processor time", "goal", ""];
  const notes = rows.flatMap((row) => row.notes.map((note) => `- ${row.name}: ${note}`));
  return [columns(header, rows.map(cellsOf)), "", legend, "", ...notes].join("\n").trimEnd();
}

function cellsOf(row: Row): string[] {
  return [
    row.name,
    row.unit,
    number(row.ours),
    row.theirs === undefined ? "–" : number(row.theirs),
    ratioOf(row),
    row.processorRatio?.toFixed(2) ?? "–",
    goalOf(row),
    row.met ? "met" : "MISSED",
  ];
}

function ratioOf({ ratio, spread }: Row): string {
  if (ratio === undefined || spread === undefined) return "–";
  return `${ratio.toFixed(2)} (${spread.map((end) => end.toFixed(2)).join("–")})`;
}

/** What a row aims at. */
export function goalOf({ goal, ratio, unit, byProcessorTime }: Row): string {
  const bound = "atLeast" in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
  if (ratio === undefined) return `${bound} ${unit}`;
  return byProcessorTime ? `${bound} × processor` : `${bound} ×`;
}

/** A figure as people read it. */
export function number(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 2 : value < 1000 ? 1 : 0 });
}
