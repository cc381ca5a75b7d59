import { evidenceKinds, kindOfEvidence } from "../../api/evidence.ts";
import type { JudgedClaim } from "../claim.ts";
import { type Html, html } from "./html-text.ts";
import { claimLooks, looks } from "./html-verdict.ts";
import { prettyJson } from "./pretty-json.ts";
import { type CaseReport, curlOf, type ExchangeReport } from "./report.ts";
import { departuresOf } from "./report-lists.ts";
import { count, durationText, suspectNames, verdictNames } from "./wording.ts";

/** A case that did not simply pass: what it claims, what was found, and what was sent and came. */
export function caseCard(one: CaseReport): Html {
  const { id, about, verdict, reason, left, retries = 0, durationMs, exchanges, remarks = [] } = one;
  const { colour, sign } = looks[verdict];
  return html`<article class="case ${colour}" id="${id}" data-verdict="${verdict}">
<h3>${sign} <code>${id}</code> ${about}</h3>
<p class="soft">${verdictNames[verdict]} in ${durationText(durationMs)}${retries > 0 && `, flaky: played ${retries + 1} times`}; ${heldText(one)}</p>
${reason !== undefined && html`<p>${clipped(reason, 2_000)}</p>`}${left !== undefined && html`<p><b>The target could not be put back: ${left}</b></p>`}
${claimsTable(departuresOf(one))}
${remarks.map(
  (remark) => html`<p class="soft">${clipped(remark, 2_000)}</p>
`,
)}${
  exchanges.length > 0 &&
  html`<details><summary>${count(exchanges.length, "request")} with what came</summary>
${exchanges.map(exchangePanes)}</details>`
}
</article>
`;
}

/** How many claims held beside those that are shown, by what they rest on. */
function heldText({ claims }: CaseReport): string {
  const all = claims.filter(({ verdict }) => verdict === "held");
  const kinds = evidenceKinds
    .map((kind) => [kind, all.filter(({ evidence }) => kindOfEvidence(evidence) === kind).length] as const)
    .filter(([, number]) => number > 0);
  return `${count(all.length, "claim")} held${kinds.length > 0 ? ` (${kinds.map((kind) => kind.slice().reverse().join(" ")).join(", ")})` : ""}`;
}

function claimsTable(claims: readonly JudgedClaim[]): Html | undefined {
  if (claims.length === 0) return undefined;
  const rows = claims.map(
    ({ verdict, found, expected, evidence, suspect, because, question, step }) => html`<tr>
<td data-of="claim"><span class="cell ${claimLooks[verdict].colour}">${claimLooks[verdict].sign} ${verdict}</span>${step !== undefined && step > 1 && ` step ${step}`}</td>
<td data-of="found">${clipped(found)}</td><td data-of="expected">${expected}${verdict === "open" && question !== undefined && html` <span class="soft">question <code>${question}</code></span>`}</td>
<td data-of="rests on">${evidence}</td>
<td data-of="likely at fault">${suspect && suspectNames[suspect]}${because !== undefined && `, as ${because}`}</td></tr>`,
  );
  return html`<table class="findings"><thead><tr><th>claim</th><th>found</th><th>expected</th><th>rests on</th>
<th>likely at fault</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function exchangePanes(exchange: ExchangeReport): Html {
  const { request, answer } = exchange;
  const came =
    "unanswered" in answer
      ? html`<div><h4>no answer: ${answer.unanswered}</h4><pre>${answer.message}</pre></div>`
      : html`<div><h4>HTTP ${answer.status}</h4>${text(headerText(answer.headers))}${text(prettyJson(answer.body))}</div>`;
  return html`<div class="exchange"><div><h4>${request.method} ${request.url}</h4>
${text(headerText(request.headers))}${request.body !== undefined && text(prettyJson(request.body))}</div>
${came}
<details><summary class="soft">as curl, to be signed anew (one click selects it)</summary><pre class="copy">${clipped(curlOf(exchange))}</pre></details></div>
`;
}

function headerText(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

function text(content: string): Html {
  return content === "" ? html`<p class="soft">empty</p>` : html`<pre>${clipped(content)}</pre>`;
}

/** An answer may have 4 MiB; the page must stay one that can be mailed. */
function clipped(content: string, longest = 20_000): string {
  if (content.length <= longest) return content;
  return `${content.slice(0, longest)}\n… ${content.length - longest} more characters, which the JSON report has`;
}
