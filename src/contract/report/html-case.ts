import { choiceText } from "./digest.ts";
import { type Html, html } from "./html-text.ts";
import { looks } from "./html-verdict.ts";
import { prettyJson } from "./pretty-json.ts";
import { type CaseReport, curlOf, type ExchangeReport } from "./report.ts";
import { count, durationText, suspectNames, verdictNames } from "./wording.ts";

/** A case that did not simply pass: what it asks, what broke it, and what was sent and came. */
export function caseCard(one: CaseReport): Html {
  const { id, about, evidence, verdict, reason, learned, undone, durationMs, exchanges } = one;
  const { colour, sign } = looks[verdict];
  const why = learned ? choiceText(one) : reason;
  return html`<article class="case ${colour}" id="${id}">
<h3>${sign} <code>${id}</code> ${about}</h3>
<p class="soft">${verdictNames[verdict]} in ${durationText(durationMs)}; rests on ${evidence}</p>
${why !== undefined && html`<p>${why}</p>`}${undone === false && html`<p><b>The target could not be put back.</b></p>`}
${findingsTable(one)}
${
  exchanges.length > 0 &&
  html`<details><summary>${count(exchanges.length, "request")} with what came</summary>
${exchanges.map(exchangePanes)}</details>`
}
</article>
`;
}

function findingsTable({ findings }: CaseReport): Html | undefined {
  if (findings.length === 0) return undefined;
  const rows = findings.map(
    ({ found, expected, written, suspect }) => html`<tr><td data-of="found">${clipped(found)}</td>
<td data-of="expected">${expected}</td><td data-of="written in">${written}</td>
<td data-of="likely at fault">${suspectNames[suspect]}</td></tr>`,
  );
  return html`<table class="findings"><thead><tr><th>found</th><th>expected</th><th>written in</th>
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
