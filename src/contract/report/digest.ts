import { type EndpointName, endpoints } from "../../api/endpoints.ts";
import { sentenceOf } from "../finding.ts";
import type { Verdict } from "../run.ts";
import type { Dialect } from "./dialect.ts";
import type { CaseReport, RunReport } from "./report.ts";

/** Cases that have something in common, which one sentence says. */
export interface Group {
  readonly about: string;
  readonly cases: readonly CaseReport[];
}

/** The cases of a verdict, in the order of the run. */
export function casesOf({ cases }: RunReport, verdict: Verdict): CaseReport[] {
  return cases.filter((one) => one.verdict === verdict);
}

/** The cases of each endpoint, in the order of the contents page, as cases that run together end in any order. */
export function casesByEndpoint({ cases }: RunReport): [CaseReport["endpoint"], CaseReport[]][] {
  return [...(Object.keys(endpoints) as EndpointName[]), "unknown" as const]
    .map((name): [CaseReport["endpoint"], CaseReport[]] => [name, cases.filter(({ endpoint }) => endpoint === name)])
    .filter(([, own]) => own.length > 0);
}

/** The cases of a verdict by the reason that they share. */
export function reasonsOf(report: RunReport, verdict: Verdict): Group[] {
  return grouped(casesOf(report, verdict).map((one) => [one.reason ?? "", one]));
}

/** Every drift once, with the cases in which it was seen. */
export function driftsOf({ cases }: RunReport): Group[] {
  return grouped(cases.flatMap((one) => one.drift.map(({ message }) => [message, one] as [string, CaseReport])));
}

/** What broke the contract in several cases, the most frequent first: one cause often breaks many. */
export function commonFindings(report: RunReport): Group[] {
  const pairs = casesOf(report, "fail").flatMap((one) => {
    return [...new Set(one.findings.map(sentenceOf))].map((sentence) => [sentence, one] as const);
  });
  return grouped(pairs)
    .filter(({ cases }) => cases.length > 1)
    .sort((one, other) => other.cases.length - one.cases.length);
}

/** What the target has chosen where the contract leaves it open, each choice once, with what makes the mock do so. */
export function choicesOf(report: RunReport): Group[] {
  return grouped(casesOf(report, "learned").map((one) => [`"${one.about}": ${choiceText(one)}`, one]));
}

/** What a target does where the contract leaves it open, and what makes the mock do the same. */
export function choiceText({ learned }: CaseReport): string {
  if (learned?.policy === undefined) return `${learned?.does ?? "no answer"}; no policy of the mock does so`;
  const policies = policyFlags(learned.policy);
  return `${learned.does}; ${policies === "" ? "the mock does so by default" : policies}`;
}

/** Policies as the command line takes them. */
export function policyFlags(policy: RunReport["learnedPolicy"]): string {
  return Object.entries(policy)
    .map(([name, value]) => `--policy ${name}=${value}`)
    .join(" ");
}

/** Cases that left something behind, because their undoing failed. */
export function leftBehind({ cases }: RunReport): CaseReport[] {
  return cases.filter(({ undone }) => undone === false);
}

const dialectNames: Record<Dialect, string> = {
  documents: "as documented to the letter",
  service: "as the live service was observed",
  mixed: "in both forms",
};

/** Which form of answers the endpoints speak, a line for each form. */
export function dialectLines({ dialects }: RunReport): string[] {
  const known = Object.entries(dialects);
  return (Object.keys(dialectNames) as Dialect[]).flatMap((dialect) => {
    const endpoints = known.filter(([, spoken]) => spoken === dialect).map(([endpoint]) => endpoint);
    if (endpoints.length === 0) return [];
    const isOnly = endpoints.length === known.length && known.length > 1;
    return [`${dialectNames[dialect]}: ${isOnly ? `all ${known.length} endpoints that tell` : endpoints.join(", ")}`];
  });
}

function grouped(pairs: readonly (readonly [about: string, one: CaseReport])[]): Group[] {
  const groups = new Map<string, CaseReport[]>();
  for (const [about, one] of pairs) {
    const cases = groups.get(about);
    if (cases) cases.push(one);
    else groups.set(about, [one]);
  }
  return [...groups].map(([about, cases]) => ({ about, cases }));
}
