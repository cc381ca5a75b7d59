import { type Html, html } from "./html-text.ts";
import { looks, worstFirst } from "./html-verdict.ts";
import type { RunReport } from "./report.ts";
import { axisLines, driftsOf } from "./report-lists.ts";
import { subjectOf } from "./subject.ts";
import {
  claimsLine,
  colourOf,
  conclusionOf,
  count,
  durationText,
  exitNameOf,
  nextSteps,
  summaryLine,
  verdictNames,
} from "./wording.ts";

const effectNames: Readonly<Record<RunReport["settings"]["allow"], string>> = {
  none: "nothing that changes the target",
  reversible: "changes that are undone",
  permanent: "changes that stay",
};

/** What the run came to, whom it asked, when and how. */
export function overview(report: RunReport): Html {
  const { tool, target, startedAt, durationMs, settings, summary, exitStatus, client } = report;
  const { name, noun, part } = subjectOf(report);
  const over = client ? `The gauntlet of license clients, ${client.requirements}` : "The contract of the License API";
  return html`<header class="${colourOf(report)}">
<p class="over">${over}, by ${tool.name} ${tool.version}</p>
<h1>${conclusionOf(report)}</h1>
<p>${summaryLine(summary, part)}</p>
${axisLines(report).map(
  (line) => html`<p>${line}</p>
`,
)}
<p class="soft">${claimsLine(summary)}</p>
<dl><dt>${noun === "client" ? "Client" : "Target"}</dt><dd><code>${name}</code>${target.label !== undefined && ` (${target.label})`}</dd>
<dt>When</dt><dd>${startedAt.replace("T", " ").replace(/\.\d+Z$/, " UTC")}, ${durationText(durationMs)}</dd>
${client ? html`<dt>Claims to do</dt><dd>${client.can.join(", ")}</dd>` : html`<dt>Allowed</dt><dd>${effectNames[settings.allow]} (${settings.allow})</dd>`}
${settings.filter && html`<dt>${client ? "Scenarios" : "Cases"}</dt><dd><code>${settings.filter.join(" ")}</code></dd>`}
${settings.strict && html`<dt>Strict</dt><dd>open questions and drift count as failure</dd>`}
<dt>Exit status</dt><dd>${exitStatus}: ${exitNameOf(report)}</dd></dl>
</header>
${tiles(report)}${steps(report)}`;
}

function tiles(report: RunReport): Html {
  const { verdicts, questions } = report.summary;
  if (report.cases.length === 0) return html``;
  const shown = worstFirst.filter((verdict) => verdicts[verdict] > 0 || verdict === "passed" || verdict === "failed");
  const drifts = driftsOf(report).length;
  return html`<ul class="tiles">
${shown.map((verdict) => {
  const colour = verdicts[verdict] === 0 ? "calm" : looks[verdict].colour;
  const place = ["passed", "accepted"].includes(verdict) || verdicts[verdict] === 0 ? "endpoints" : verdict;
  return html`<li><a class="tile ${colour}" href="#${place}"><b>${verdicts[verdict]}</b>${looks[verdict].sign} ${verdictNames[verdict]}</a></li>
`;
})}${
  questions > 0 &&
  html`<li><a class="tile open" href="#open"><b>${questions}</b>◆ ${count(questions, "question").replace(/^\d+ /, "")}</a></li>
`
}${
  drifts > 0 &&
  html`<li><a class="tile open" href="#drift"><b>${drifts}</b>~ kinds of drift</a></li>
`
}</ul>
`;
}

function steps(report: RunReport): Html | undefined {
  const lines = nextSteps(report);
  if (lines.length === 0) return undefined;
  return html`<h2>What to do next</h2>
<ul class="steps">${lines.map((line) => html`<li>${line}</li>`)}</ul>
`;
}
