import { printableLines } from "../../api/printable.ts";
import { exploreMarkdown } from "./markdown.ts";
import type { ExploreReport } from "./report.ts";

/** Writes the report of a search. The same report gives the same text. */
export type ExploreReporter = (report: ExploreReport) => string;

/** Kinds of reports of a search that can go into a file. */
export type ExploreReportKind = "json" | "markdown";

/** The reporters by kind. */
export const exploreReporters: Readonly<Record<ExploreReportKind, ExploreReporter>> = {
  json: (report) => `${printableLines(JSON.stringify(report, undefined, 2))}\n`,
  markdown: exploreMarkdown,
};
