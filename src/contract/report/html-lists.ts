import type { Verdict } from "../verdict.ts";
import { caseCard } from "./html-case.ts";
import { hasCard } from "./html-matrix.ts";
import { type Html, html } from "./html-text.ts";
import type { CaseReport, RunReport } from "./report.ts";
import {
  casesWithVerdict,
  commonFindings,
  driftsOf,
  formLines,
  type Group,
  leftBehind,
  questionText,
  reasonsOf,
} from "./report-lists.ts";
import { subjectOf } from "./subject.ts";
import { count } from "./wording.ts";

/** What stayed changed on the target. */
export function leftChanged(report: RunReport): Html {
  return lines(
    "left",
    "Left changed on the target",
    leftBehind(report).map((one) => `${one.case}: ${one.reason}`),
  );
}

/** What needs a look case by case: failures, and what the baseline says wrongly. */
export function brokenCases(report: RunReport): Html[] {
  const { part } = subjectOf(report);
  return [
    groups("common", "Common findings", `These broke several ${part}s.`, report.client ? [] : commonFindings(report)),
    cards("failed", "Failed", `These ${part}s ${report.client ? "the client fails" : "break the contract"}.`, report),
    cards("not-judged", "Not judged", `Nothing can be said of these ${part}s, and why.`, report),
    cards("stale", "Stale in the baseline", "The baseline lists findings that are gone.", report),
  ];
}

/** All else that a run found out. */
export function otherFindings(report: RunReport): Html[] {
  const { noun, part } = subjectOf(report);
  return [
    questions(report),
    cardsOnly("open", report),
    cardsOnly("accepted", report),
    groups("drift", "Drift", "Not as observed elsewhere; nobody has promised it.", driftsOf(report)),
    cardsOnly("drift", report),
    groups("blocked", "Blocked", "These cases were not played, as something is missing.", reasonsOf(report, "blocked")),
    cardsOnly("blocked", report),
    cards("expected-failure", "Failed as expected", "The baseline lists these findings.", report),
    groups("skipped", "Skipped", "These cases were left out of this run.", reasonsOf(report, "skipped")),
    groups(
      "not-applicable",
      "Not applicable",
      `These ${part}s do not apply to this ${noun}.`,
      reasonsOf(report, "not-applicable"),
    ),
    lines("forms", "Form of the answers", formLines(report)),
  ];
}

/** Each question once, with the command that accepts what was found. */
function questions({ questions: all }: RunReport): Html {
  if (all.length === 0) return html``;
  const rows = all.map(
    (
      question,
    ) => html`<li>${questionText(question)}<pre class="copy">license-api-kit contract accept '${question.id}' --target FILE --reason "…"</pre></li>
`,
  );
  return html`${heading("open", "Open questions", all.length, "The sources leave these to you; what is accepted is held to from then on.")}<ul class="list">
${rows}</ul>
`;
}

function cards(verdict: Verdict, title: string, about: string, report: RunReport): Html {
  const cases = casesWithVerdict(report, verdict);
  return cases.length === 0 ? html`` : html`${heading(verdict, title, cases.length, about)}${cases.map(caseCard)}`;
}

function cardsOnly(verdict: Verdict, report: RunReport): Html {
  return html`${casesWithVerdict(report, verdict).filter(hasCard).map(caseCard)}`;
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

function lines(id: string, title: string, all: readonly string[]): Html {
  if (all.length === 0) return html``;
  return html`<h2 id="${id}">${title}</h2>
<ul class="list">${all.map((line) => html`<li>${line}</li>`)}</ul>
`;
}

function heading(id: string, title: string, number: number, about: string): Html {
  return html`<h2 id="${id}">${title}: ${number}</h2>
<p class="soft">${about}</p>
`;
}
