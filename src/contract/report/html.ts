import { brokenCases, leftChanged, otherFindings } from "./html-lists.ts";
import { matrix } from "./html-matrix.ts";
import { overview } from "./html-overview.ts";
import { script, scriptHash, searchForm } from "./html-search.ts";
import { style } from "./html-style.ts";
import { html, trusted } from "./html-text.ts";
import type { RunReport } from "./report.ts";

/** A page may show what a target answered, so it is allowed nothing but our own script: no picture, no address. */
const policy = `default-src 'none'; script-src '${scriptHash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;

/** A run as one page that needs nothing else: to open, to print, to mail. */
export function htmlReport(report: RunReport): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>License API contract: ${report.target.baseUrl}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${overview(report)}${leftChanged(report)}${searchForm(report)}${matrix(report)}${brokenCases(report)}${otherFindings(report)}</main>
<script>${trusted(script)}</script>
</body>
</html>
`.html;
}
