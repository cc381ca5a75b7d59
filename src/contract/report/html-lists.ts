import type { Verdict } from "../run.ts";
import { casesOf, commonFindings, dialectLines, driftsOf, type Group, reasonsOf } from "./digest.ts";
import { caseCard } from "./html-case.ts";
import { hasCard } from "./html-matrix.ts";
import { type Html, html } from "./html-text.ts";
import type { CaseReport, RunReport } from "./report.ts";
import { count } from "./wording.ts";

/** What needs a look case by case: failures and what the baseline says wrongly. */
export function brokenCases(report: RunReport): Html[] {
  return [
    groups("common", "Common findings", "These broke several cases.", commonFindings(report)),
    cards("fail", "Failed", "These cases break the contract.", report),
    cards("stale", "Stale in the baseline", "The baseline lists these cases as failing, and they pass.", report),
  ];
}

/** All else that a run found out. */
export function otherFindings(report: RunReport): Html[] {
  return [
    cards("learned", "Learned", "The contract leaves these open; this is what the target does.", report),
    groups("drift", "Drift", "Nobody documented these, but clients can live with them.", driftsOf(report)),
    groups("blocked", "Blocked", "These cases were not judged, as something is missing.", reasonsOf(report, "blocked")),
    cardsOnly("blocked", report),
    cards("expected-failure", "Failed as expected", "The baseline lists these cases as failing.", report),
    groups("skipped", "Skipped", "These cases were left out of this run.", reasonsOf(report, "skipped")),
    groups(
      "not-applicable",
      "Not applicable",
      "The target file says that these do not apply.",
      reasonsOf(report, "not-applicable"),
    ),
    dialects(report),
  ];
}

function cards(verdict: Verdict, title: string, about: string, report: RunReport): Html {
  const cases = casesOf(report, verdict);
  return cases.length === 0 ? html`` : html`${heading(verdict, title, cases.length, about)}${cases.map(caseCard)}`;
}

function cardsOnly(verdict: Verdict, report: RunReport): Html {
  return html`${casesOf(report, verdict).filter(hasCard).map(caseCard)}`;
}

function groups(id: string, title: string, about: string, all: readonly Group[]): Html {
  if (all.length === 0) return html``;
  return html`${heading(id, title, all.length, about)}<div class="list">${all.map(group)}</div>
`;
}

function group({ about, cases }: Group): Html {
  return html`<details><summary>${about} <span class="soft">(${count(cases.length, "case")})</span></summary>
<ul>${cases.map(caseName)}</ul></details>
`;
}

function caseName(one: CaseReport): Html {
  const { id, about } = one;
  return html`<li>${hasCard(one) ? html`<a href="#${id}"><code>${id}</code></a>` : html`<code>${id}</code>`} ${about}</li>`;
}

function dialects(report: RunReport): Html {
  const lines = dialectLines(report);
  if (lines.length === 0) return html``;
  return html`<h2>Form of the answers</h2>
<ul class="list">${lines.map((line) => html`<li>${line}</li>`)}</ul>
`;
}

function heading(id: string, title: string, number: number, about: string): Html {
  return html`<h2 id="${id}">${title}: ${number}</h2>
<p class="soft">${about}</p>
`;
}
