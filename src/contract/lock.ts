import type { Choice } from "../api/policies.ts";
import { brokenClaim, type JudgedClaim } from "./claim.ts";

/** What is known of a target where the sources are silent, by the ids of questions. */
export type Lock = Readonly<Record<string, LockedQuestion>>;

/** Answers in words, each with the ids of the cases that showed it; `all`: every case that asks. */
export type Answers = Readonly<Record<string, "all" | readonly string[]>>;

/** A question that the sources leave open, with what this target answers to it. */
export interface LockedQuestion {
  /** What is asked, as the end of "expected …". */
  readonly about: string;
  /** What the target does. */
  readonly answers: Answers;
  /** The policies that make the mock do so. */
  readonly policy?: Choice;
  /** Why the user accepts it. From then on another answer is a failure. */
  readonly accepted?: string;
  /** What further cases answered since it was accepted, and what is open again for them. */
  readonly further?: Answers;
}

/** A longer list of cases says no more than that all do so. */
const mostNamed = 40;

/** Claims in the light of what the user has accepted: an answer that was accepted is no question, another one fails. */
export function applyLock(claims: readonly JudgedClaim[], caseId: string, lock: Lock): JudgedClaim[] {
  const settled = claims.map((claim) => settleOne(claim, caseId, lock));
  return [...settled, ...goneAnswers(claims, caseId, lock)];
}

function settleOne(claim: JudgedClaim, caseId: string, lock: Lock): JudgedClaim {
  const { question, answer, verdict } = claim;
  const locked = question === undefined ? undefined : lock[question];
  if (locked?.accepted === undefined || answer === undefined || (verdict !== "open" && verdict !== "held"))
    return claim;
  const expected = acceptedAnswer(locked, caseId, answer);
  if (expected === undefined) return claim;
  if (expected === answer)
    return verdict === "open" ? { ...claim, verdict: "accepted", because: locked.accepted } : claim;
  return otherThanAccepted(claim, expected, answer, locked.accepted);
}

function otherThanAccepted(
  claim: Pick<JudgedClaim, "kind">,
  expected: string,
  found: string,
  reason: string,
): JudgedClaim {
  const evidence = `declared: contract.lock.json (${reason})` as const;
  return brokenClaim({ kind: claim.kind, evidence, expected: `${expected}, as was accepted` }, found);
}

/** What was accepted for a case; one that nobody had seen then may answer like any of the others. */
function acceptedAnswer({ answers }: LockedQuestion, caseId: string, found: string): string | undefined {
  const usual = Object.keys(answers).find((answer) => answers[answer] === "all");
  return ownAnswer(answers, caseId) ?? usual ?? (Object.hasOwn(answers, found) ? found : undefined);
}

/** The answer that a case is named for. */
function ownAnswer(answers: Answers, caseId: string): string | undefined {
  return Object.entries(answers).find(([, cases]) => cases !== "all" && cases.includes(caseId))?.[0];
}

/** Answers that were accepted for this very case, and of which it shows nothing any more. */
function goneAnswers(claims: readonly JudgedClaim[], caseId: string, lock: Lock): JudgedClaim[] {
  if (claims.length === 0 || claims.some(({ verdict }) => verdict === "failed" || verdict === "not judged")) return [];
  return Object.entries(lock).flatMap(([id, { accepted, answers }]) => {
    if (accepted === undefined || claims.some(({ question }) => question === id)) return [];
    const own = ownAnswer(answers, caseId);
    return own === undefined ? [] : [otherThanAccepted({ kind: "body" }, own, "nothing of it", accepted)];
  });
}

/** Results, as far as questions are concerned. */
export type Asking = readonly {
  readonly case: { readonly id: string; readonly about: string };
  readonly claims: readonly JudgedClaim[];
}[];

/**
 * What results ask the user, by the ids of the questions, beside what was known: what was accepted stays, and what was
 * asked by cases that did not run this time.
 */
export function questionsOf(results: Asking, before: Lock = {}): Lock {
  const found = openQuestions(results);
  const judged = new Set(results.filter(({ claims }) => claims.length > 0).map((result) => result.case.id));
  const isStill = ({ accepted, answers }: LockedQuestion) =>
    accepted !== undefined ||
    Object.values(answers).every((cases) => cases !== "all" && !cases.some((id) => judged.has(id)));
  const all = new Map(Object.entries(before).filter(([id, question]) => !found.has(id) && isStill(question)));
  for (const [id, question] of found) {
    const known = before[id];
    all.set(id, known?.accepted === undefined ? question : { ...known, further: question.answers });
  }
  return Object.fromEntries([...all].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function openQuestions(results: Asking): Map<string, LockedQuestion> {
  const found = new Map<string, { about: string; policy?: Choice; answers: Map<string, string[]> }>();
  for (const { case: contractCase, claims } of results) {
    for (const { kind, question, answer, verdict, expected, policy } of claims) {
      if (verdict !== "open" || question === undefined || answer === undefined) continue;
      const isOfCase = ["acts", "refuses", "code", "order", "about", "effect"].includes(kind);
      const about = isOfCase ? `${contractCase.about} (${expected})` : expected;
      const known = found.get(question) ?? { about, ...(policy && { policy }), answers: new Map<string, string[]>() };
      const cases = known.answers.get(answer) ?? [];
      if (!cases.includes(contractCase.id)) cases.push(contractCase.id);
      known.answers.set(answer, cases);
      found.set(question, known);
    }
  }
  return new Map([...found].map(([id, { answers, ...rest }]) => [id, { ...rest, answers: namedAnswers(answers) }]));
}

function namedAnswers(answers: ReadonlyMap<string, readonly string[]>): Answers {
  return Object.fromEntries(
    [...answers].map(([text, cases]) => [text, cases.length > mostNamed ? "all" : [...cases].sort()]),
  );
}

/** A question that is accepted, with all that is known to be answered to it. */
export function acceptQuestion({ further, ...question }: LockedQuestion, reason: string): LockedQuestion {
  return { ...question, answers: { ...question.answers, ...further }, accepted: reason };
}

/** Whether a question still waits for the user. */
export function isOpen({ accepted, further }: LockedQuestion): boolean {
  return accepted === undefined || further !== undefined;
}
