import { type EndpointName, endpointRow, endpoints } from "../../api/endpoints.ts";
import { type Html, html } from "./html-text.ts";
import { looks, worstFirst } from "./html-verdict.ts";
import type { CaseReport, RunReport } from "./report.ts";
import { casesByEndpoint, departuresOf } from "./report-lists.ts";
import { subjectOf } from "./subject.ts";
import { verdictNames } from "./wording.ts";

const kinds = ["answers", "documented errors", "errors of all endpoints", "assumed errors"] as const;

/** How strongly a scenario demands something. */
const levels = ["must", "should", "may"] as const;

/** Every endpoint with how its cases went, by kinds of outcomes; each opens to all of its cases. */
export function matrix(report: RunReport): Html {
  if (report.cases.length === 0) return html``;
  const isClient = report.client !== undefined;
  const columns: readonly string[] = isClient ? [...levels, ""] : kinds;
  return html`<h2 id="endpoints">${isClient ? "Scenarios" : "Endpoints"}</h2>
<p class="soft">${legend(report)}. A line opens to its ${subjectOf(report).part}s.</p>
<div class="matrix"><div class="row head"><span>${isClient ? "axis" : "endpoint"}</span>${columns.map((kind) => html`<span>${kind}</span>`)}</div>
${casesByEndpoint(report).map(([endpoint, cases]) => line(endpoint, cases))}</div>
`;
}

function legend({ summary: { verdicts } }: RunReport): string {
  return worstFirst
    .filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => `${looks[verdict].sign} ${verdictNames[verdict]}`)
    .join(", ");
}

function line(endpoint: CaseReport["endpoint"], cases: readonly CaseReport[]): Html {
  const isLevel = cases.some(({ outcome }) => (levels as readonly string[]).includes(outcome));
  const cells = (isLevel ? [...levels, ""] : kinds).map((kind) =>
    cell(
      kind,
      cases.filter((one) => kindOf(one) === kind),
    ),
  );
  return html`<details><summary class="row"><code class="name">${endpoint}</code>${cells}</summary>
<ul class="chips">${cases.map(chip)}</ul></details>
`;
}

function kindOf({ endpoint, outcome }: CaseReport): (typeof kinds)[number] | (typeof levels)[number] {
  const level = levels.find((one) => one === outcome);
  if (level) return level;
  if (outcome === "ok") return "answers";
  if (!isEndpoint(endpoint)) return "errors of all endpoints";
  const { documented, generic } = endpointRow(endpoint).errors;
  if ((documented as readonly string[]).includes(outcome)) return "documented errors";
  return (generic as readonly string[]).includes(outcome) ? "errors of all endpoints" : "assumed errors";
}

function isEndpoint(name: string): name is EndpointName {
  return Object.hasOwn(endpoints, name);
}

function cell(kind: string, cases: readonly CaseReport[]): Html {
  const present = worstFirst.filter((verdict) => cases.some((one) => one.verdict === verdict));
  const [worst] = present;
  if (worst === undefined) return html`<span class="cell none"></span>`;
  const counts = present.map((verdict) => {
    return `${looks[verdict].sign}\u00a0${cases.filter((one) => one.verdict === verdict).length}`;
  });
  return html`<span class="cell ${looks[worst].colour}" data-of="${kind}">${counts.join(" · ")}</span>`;
}

function chip(one: CaseReport): Html {
  const { colour, sign } = looks[one.verdict];
  const name = one.id.slice(one.id.lastIndexOf("/") + 1);
  const link = hasCard(one) ? html`<a href="#${one.id}">${name}</a>` : html`${name}`;
  return html`<li class="${colour}" data-verdict="${one.verdict}" data-id="${one.id}" title="${one.about}">${sign} ${link}</li>`;
}

/** Whether a case is told on the page with what was sent and what came. */
export function hasCard(one: CaseReport): boolean {
  return (
    one.verdict !== "passed" && (one.exchanges.length > 0 || one.verdict === "stale" || departuresOf(one).length > 0)
  );
}
