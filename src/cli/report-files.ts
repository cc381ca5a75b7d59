import { accessSync, constants, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidArgumentError } from "commander";
import type { RunReport } from "../contract/report/report.ts";
import { asUsage } from "./usage-error.ts";

/** What writes each kind of report. */
const reporters: Readonly<Record<string, (report: RunReport) => string>> = {
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
};

/** A report that was asked for. */
export interface ReportFile {
  readonly kind: string;
  readonly path: string;
}

/** Reads a `--report KIND=PATH`, beside those before it. */
export function readReport(text: string, before: readonly ReportFile[] = []): ReportFile[] {
  const mark = text.indexOf("=");
  const [kind, path] = [text.slice(0, mark), text.slice(mark + 1)];
  if (mark > 0 && path !== "" && Object.hasOwn(reporters, kind)) return [...before, { kind, path }];
  throw new InvalidArgumentError(`Expected KIND=PATH with one of the kinds ${Object.keys(reporters).join(", ")}.`);
}

/** Makes sure that reports can be written before there is anything to write, as it may be much. */
export function requireWritable(files: readonly ReportFile[]): void {
  for (const { kind, path } of files) {
    asUsage(`--report ${kind}=${path}`, () => accessSync(dirname(path), constants.W_OK));
  }
}

/** Writes a report in every form that was asked for. */
export function writeReports(report: RunReport, files: readonly ReportFile[]): void {
  for (const { kind, path } of files) {
    asUsage(`--report ${kind}=${path}`, () => writeFileSync(path, reporters[kind]?.(report) ?? ""));
  }
}
