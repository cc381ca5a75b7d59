import { endpoints } from "../../api/endpoints.ts";
import { type JudgedClaim, sentenceOf, stableWords } from "../claim.ts";
import type { Verdict } from "../verdict.ts";
import type { Dialect } from "./dialect.ts";
import type { CaseReport, Leftover, OpenQuestion, RunReport } from "./report.ts";

/** Cases that have something in common, which one sentence says. */
export interface Group {
  readonly about: string;
  readonly cases: readonly CaseReport[];
}

/** The cases of a verdict, in the order of the run. */
export function casesWithVerdict({ cases }: RunReport, verdict: Verdict): CaseReport[] {
  return cases.filter((one) => one.verdict === verdict);
}

/** The cases of each endpoint, in the order of the contents page, as cases that run together end in any order. */
export function casesByEndpoint({ cases }: RunReport): [CaseReport["endpoint"], CaseReport[]][] {
  const known: string[] = Object.keys(endpoints);
  return [
    ...new Set([...known, ...cases.map(({ endpoint }) => endpoint).filter((name) => name !== "unknown"), "unknown"]),
  ]
    .map((name): [CaseReport["endpoint"], CaseReport[]] => [name, cases.filter(({ endpoint }) => endpoint === name)])
    .filter(([, own]) => own.length > 0);
}

/** What a client was judged by, a line for each axis: two numbers that nobody should add up. Nothing for a server. */
export function axisLines(report: RunReport): string[] {
  if (!report.client) return [];
  return casesByEndpoint(report).map(([axis, own]) => {
    const number = (...verdicts: Verdict[]) => own.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const judged = own.length - number("not-applicable", "not-judged", "skipped");
    const parts = [
      `${number("passed")} passed`,
      ...otherVerdicts.map((verdict) => (number(verdict) > 0 ? `${number(verdict)} ${verdictWords[verdict]}` : "")),
    ].filter((part) => part !== "");
    return `${axis}: ${judged} judged, ${parts.join(", ")}`;
  });
}

const verdictWords = {
  failed: "failed",
  drift: "not as it should be",
  open: "otherwise than most",
  "expected-failure": "failed as expected",
  stale: "stale",
  "not-judged": "not judged",
  "not-applicable": "not applicable",
} as const;

const otherVerdicts = Object.keys(verdictWords) as (keyof typeof verdictWords)[];

/** What a client was not asked, by why. Nothing for a server. */
export function notApplicableLines(report: RunReport): string[] {
  if (!report.client) return [];
  return reasonsOf(report, "not-applicable").map(({ about, cases }) => `${about}: ${cases.length}`);
}

/** The claims of a case that did not simply hold, the worst first. */
export function departuresOf({ claims }: Pick<CaseReport, "claims">): JudgedClaim[] {
  const order = ["failed", "not judged", "open", "drift", "accepted"];
  return claims
    .filter(({ verdict }) => verdict !== "held")
    .sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
}

/** The claims that make a case fail. */
export function failuresOf({ claims }: Pick<CaseReport, "claims">): JudgedClaim[] {
  return claims.filter(({ verdict }) => verdict === "failed");
}

/** The cases of a verdict by the reason that they share. */
export function reasonsOf(report: RunReport, verdict: Verdict): Group[] {
  return grouped(casesWithVerdict(report, verdict).map((one) => [one.reason ?? "", one]));
}

/** Every drift once, with the cases in which it was seen. */
export function driftsOf({ cases }: RunReport): Group[] {
  return grouped(
    cases.flatMap((one) =>
      one.claims
        .filter(({ verdict }) => verdict === "drift")
        .map((claim): [string, CaseReport] => [`${one.endpoint}: ${stableWords(sentenceOf(claim))}`, one]),
    ),
  );
}

/** What broke the contract in several cases, the most frequent first: one cause often breaks many. */
export function commonFindings(report: RunReport): Group[] {
  const pairs = casesWithVerdict(report, "failed").flatMap((one) => {
    return [...new Set(failuresOf(one).map((claim) => stableWords(sentenceOf(claim))))].map(
      (text) => [text, one] as const,
    );
  });
  return grouped(pairs)
    .filter(({ cases }) => cases.length > 1)
    .sort((one, other) => other.cases.length - one.cases.length);
}

/** An open question in one line: what is asked, what this target does, and what makes the mock do so. */
export function questionText({ id, about, answers, policy }: OpenQuestion): string {
  const found = Object.entries(answers).map(([answer, seen]) => `${answer} (${seen} ${seen === 1 ? "case" : "cases"})`);
  const mock = policy ? `; the mock does so with ${policyFlags(policy)}` : "";
  return `${id}: found ${found.join(", or ")}; this kit expects: ${about}${mock}`;
}

/** Policies as the command line takes them. */
export function policyFlags(policy: RunReport["observedPolicy"]): string {
  return Object.entries(policy)
    .map(([name, value]) => `--policy ${name}=${value}`)
    .join(" ");
}

/** What stayed changed on the target: by this run, and by earlier ones. */
export function leftBehind({ cases, leftBefore }: RunReport): Leftover[] {
  const own = cases.flatMap(({ id, left }) => (left === undefined ? [] : [{ case: id, reason: left }]));
  return [...own, ...leftBefore.map((one) => ({ ...one, reason: `${one.reason} (by an earlier run)` }))];
}

const dialectNames: Record<Dialect, string> = {
  documents: "as documented to the letter",
  service: "as the live service was observed",
  mixed: "in both forms",
};

/** Which form of answers the endpoints speak, a line for each form, then which where documents contradict each other. */
export function formLines({ dialects, forms }: RunReport): string[] {
  const known = Object.entries(dialects);
  const lines = (Object.keys(dialectNames) as Dialect[]).flatMap((dialect) => {
    const endpoints = known.filter(([, spoken]) => spoken === dialect).map(([endpoint]) => endpoint);
    if (endpoints.length === 0) return [];
    const isOnly = endpoints.length === known.length && known.length > 1;
    return [`${dialectNames[dialect]}: ${isOnly ? `all ${known.length} endpoints that tell` : endpoints.join(", ")}`];
  });
  return [...lines, ...forms.map(({ form, seen }) => `${form} (${seen} ${seen === 1 ? "answer" : "answers"})`)];
}

/** What is said of cases, once each, with the cases that it is said of. */
export function grouped(pairs: readonly (readonly [about: string, one: CaseReport])[]): Group[] {
  const groups = new Map<string, Set<CaseReport>>();
  for (const [about, one] of pairs) groups.set(about, (groups.get(about) ?? new Set()).add(one));
  return [...groups].map(([about, cases]) => ({ about, cases: [...cases] }));
}
