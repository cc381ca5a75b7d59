import { readFileSync, writeFileSync } from "node:fs";
import { growthTable } from "./growth-table.ts";
import { circumstances, type Measured } from "./measured.ts";
import { table } from "./table.ts";

/** The parts of a page that a run fills, by the name in their marks: `<!-- measured: goals -->` to `<!-- end -->`. */
export function pageParts(run: Measured): Record<string, string> {
  const { date, command, rows, growth } = run;
  return {
    circumstances: `Measured on ${date} by \`${command}\`: ${circumstances(run).join(" ")}`,
    goals: table(rows),
    growth: growthTable(growth),
  };
}

/** A page with other content between its marks. @throws where a mark is missing */
export function fillPage(text: string, parts: Record<string, string>, page: string): string {
  return Object.entries(parts).reduce((whole, [name, content]) => {
    const start = `<!-- measured: ${name} -->`;
    const from = whole.indexOf(start);
    const to = whole.indexOf("<!-- end -->", from);
    if (from < 0 || to < 0) throw new Error(`${page}: the marks ${start} and <!-- end --> are missing`);
    return `${whole.slice(0, from + start.length)}\n${content}\n${whole.slice(to)}`;
  }, text);
}

/** Puts a run's figures into a page on disk. */
export function writePage(page: string, run: Measured): void {
  writeFileSync(page, fillPage(readFileSync(page, "utf8"), pageParts(run), page));
}
