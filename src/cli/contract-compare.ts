import { closeSync, openSync, readSync } from "node:fs";
import { createChunkBuffer } from "../api/bounds.ts";
import { compareReports } from "../contract/compare/compare-reports.ts";
import { comparisonInMarkdown, comparisonInTerminal } from "../contract/compare/comparison-text.ts";
import { readReport, reportBounds } from "../contract/compare/read-report.ts";
import type { RunReport } from "../contract/report/report.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { readReportFlags, writeReports } from "./report-files.ts";
import { asUsage, usageError } from "./usage-error.ts";

/** Flags of `contract compare`. */
export interface CompareFlags {
  readonly report?: readonly string[];
}

const writers = { markdown: comparisonInMarkdown };

/** Compares the reports of two runs and writes what is different; gives the exit status. */
export function compare(beforeFile: string, nowFile: string, flags: CompareFlags): number {
  const reports = readReportFlags(flags.report ?? [], writers);
  const [before, now] = [reportIn(beforeFile), reportIn(nowFile)];
  const comparison = compareReports(before, now);
  const lost = writeReports(comparison, reports, writers, comparisonInTerminal);
  return lost > 0 && comparison.exitStatus === exitStatus.good ? exitStatus.reportLost : comparison.exitStatus;
}

function reportIn(file: string): RunReport {
  const place = `compare ${file}`;
  return asUsage(place, () => readReport(textIn(file, place)));
}

/** The text of a file, piece by piece: one that never ends, or is larger than any report, is not read to its end. */
function textIn(file: string, place: string): string {
  const all = createChunkBuffer(reportBounds.bytes);
  const piece = new Uint8Array(1_048_576);
  const handle = openSync(file, "r");
  try {
    for (let size = readSync(handle, piece); size > 0; size = readSync(handle, piece)) {
      if (all.add(piece.subarray(0, size))) continue;
      throw usageError(
        `${place}: found more than ${reportBounds.bytes} bytes, expected a report, which is far smaller`,
      );
    }
  } finally {
    closeSync(handle);
  }
  return new TextDecoder().decode(all.bytes());
}
