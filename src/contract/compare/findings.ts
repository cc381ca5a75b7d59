import { findingIn } from "../baseline.ts";
import { type JudgedClaim, sentenceOf, stableWords } from "../claim.ts";
import type { CaseReport, RunReport } from "../report/report.ts";
import { departuresOf, failuresOf, type Group, grouped } from "../report/report-lists.ts";
import { judgedVerdicts } from "../verdict.ts";

/** What is new since an earlier run, and what is gone; each once, with its cases. */
export interface Changes {
  readonly appeared: readonly Group[];
  readonly gone: readonly Group[];
}

/** Something that a report says of a case. */
export interface ReportedFinding {
  /** Two of the same key are the same finding, whenever they were found. */
  readonly key: string;
  readonly about: string;
  readonly one: CaseReport;
  /** Whether a baseline knows it, so that it is nothing new. */
  readonly isExpected?: boolean;
}

/** What is new and what is gone. Of a case that was not judged again nobody knows what is gone. */
export function changesBetween(
  before: readonly ReportedFinding[],
  now: readonly ReportedFinding[],
  judgedNow: ReadonlyMap<string, CaseReport>,
): Changes {
  const [were, are] = [before, now].map((all) => new Set(all.map(({ key }) => key))) as [Set<string>, Set<string>];
  const said = (all: readonly ReportedFinding[]) => grouped(all.map(({ about, one }) => [about, one]));
  return {
    appeared: said(now.filter(({ key, isExpected }) => !were.has(key) && !isExpected)),
    gone: said(before.filter(({ key, one }) => !are.has(key) && judgedNow.has(one.id))),
  };
}

/** The masks of a report have done their work: only what differs from run to run is left to take out. */
const known = findingIn((text) => text);

/**
 * The failures of a report, by case, claim and what was found.
 *
 * @param earlier what to say of a case that it did not judge, and of a claim that was broken in another way
 */
export function failuresIn(report: RunReport, earlier?: RunReport): ReportedFinding[] {
  const sayMore = earlier === undefined ? () => "" : historyIn(earlier);
  return report.cases.flatMap((one) =>
    failuresOf(one).map((claim) => ({
      key: JSON.stringify([one.id, known(claim).claim, known(claim).found]),
      about: `${stableWords(sentenceOf(claim))}${sayMore(one, claim)}`,
      one,
      isExpected: one.verdict === "expected-failure" || one.verdict === "stale",
    })),
  );
}

/** Makes what says how a claim was before, where that is not simply that it held. */
function historyIn({ cases }: RunReport): (one: CaseReport, claim: JudgedClaim) => string {
  const judged = new Set(cases.filter(({ verdict }) => judgedVerdicts.includes(verdict)).map(({ id }) => id));
  const keyOf = (one: CaseReport, claim: JudgedClaim) => JSON.stringify([one.id, known(claim).claim]);
  const broken = new Map(
    cases.flatMap((one) => failuresOf(one).map((claim) => [keyOf(one, claim), known(claim).found] as const)),
  );
  return (one, claim) => {
    if (!judged.has(one.id)) return "; not judged before";
    const otherwise = broken.get(keyOf(one, claim));
    return otherwise === undefined ? "" : `; before: ${otherwise}`;
  };
}

/** The open questions of a report, by question and answer. */
export function questionsIn({ cases, questions }: RunReport): ReportedFinding[] {
  const asked = new Map(questions.map(({ id, about }) => [id, about]));
  return cases.flatMap((one) =>
    one.claims
      .filter(({ verdict, question }) => verdict === "open" && question !== undefined)
      .map(({ question = "", answer = "", expected }) => ({
        key: JSON.stringify([question, answer]),
        about: `${question}: found ${answer}; this kit expects: ${asked.get(question) ?? expected}`,
        one,
      })),
  );
}

/** What a report says is not as was observed elsewhere, by endpoint. */
export function driftIn({ cases }: RunReport): ReportedFinding[] {
  return cases.flatMap((one) =>
    departuresOf(one)
      .filter(({ verdict }) => verdict === "drift")
      .map((claim) => {
        const about = `${one.endpoint}: ${stableWords(sentenceOf(claim))}`;
        return { key: about, about, one };
      }),
  );
}
