import type { RunReport } from "./report.ts";
export const reporters: Record<string, (report: RunReport) => string> = {
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
export function terminalReport(report: RunReport, _: { colour: boolean }): string {
  return `${JSON.stringify(report.summary)}\n${JSON.stringify(report.cases.filter((c) => c.verdict !== "pass" && c.verdict !== "skipped").slice(0, 5), null, 1)}`;
}
