import { columns } from "./columns.ts";
import type { Growth, Point } from "./growth.ts";
import { number } from "./table.ts";

/** How figures grow, a line for each size, as a Markdown table. */
export function growthTable(growths: readonly Growth[]): string {
  const header = ["work", "with more", "of them", "median", "unit", "ratio to the smallest"];
  return columns(
    header,
    growths.flatMap((growth) => growth.points.map((point) => cellsOf(growth, point))),
  );
}

function cellsOf({ work, of, unit }: Growth, { size, value, ratio, spread }: Point): string[] {
  const middle = spread.map((end) => end.toFixed(2)).join("–");
  return [work, of, size.toLocaleString("en"), number(value), unit, `${ratio.toFixed(2)} (${middle})`];
}
