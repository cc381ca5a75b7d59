import { printable } from "../api/printable.ts";

/** A line, or several. A line break inside one is shown, and begins no other. */
export type Lines = string | readonly string[];

/** Writes lines to standard output. */
export function print(lines: Lines): void {
  console.log(shown(lines));
}

/** Writes lines to standard error: logs, notes and what went wrong. */
export function printError(lines: Lines): void {
  console.error(shown(lines));
}

/** Writes a text as it is: a report, which its writer made of printable texts and of colours. */
export function printReport(text: string, out: NodeJS.WriteStream = process.stdout): void {
  out.write(text);
}

/** A value as JSON for people, line by line. */
export function jsonLines(value: unknown): string[] {
  return JSON.stringify(value, null, 2).split("\n");
}

function shown(lines: Lines): string {
  return [lines]
    .flat()
    .map((line) => printable(line, Number.POSITIVE_INFINITY))
    .join("\n");
}
