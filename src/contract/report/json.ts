import type { RunReport } from "./report.ts";

/** A run for programs: the whole report as it is, exchanges of cases that passed included. */
export function jsonReport(report: RunReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
