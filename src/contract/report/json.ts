import { printableLines } from "../../api/printable.ts";
import type { RunReport } from "./report.ts";

/**
 * A run for programs: the whole report as it is, exchanges of cases that passed included. What a terminal would obey is
 * written as escapes of JSON, which keep the data.
 */
export function jsonReport(report: RunReport): string {
  return `${printableLines(JSON.stringify(report, undefined, 2))}\n`;
}
