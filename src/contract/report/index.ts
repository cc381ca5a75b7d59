import { githubReport } from "./github.ts";
import { htmlReport } from "./html.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import type { RunReport } from "./report.ts";

/** Writes the report of a run. The same report gives the same text. */
export type Reporter = (report: RunReport) => string;

/** Kinds of reports that can go into a file. */
export type ReportKind = "json" | "junit" | "html" | "markdown" | "github";

/** The reporters by kind. */
export const reporters: Readonly<Record<ReportKind, Reporter>> = {
  json: jsonReport,
  junit: junitReport,
  html: htmlReport,
  markdown: markdownReport,
  github: githubReport,
};
