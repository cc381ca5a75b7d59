import { sentenceOf } from "./finding.ts";
import type { CaseResult } from "./run.ts";

/** What is known of a target: which cases fail, and how its messages read. */
export interface Baseline {
  /** Reasons by the ids of cases that are known to fail. */
  readonly failures: Readonly<Record<string, string>>;
  /** The target's messages by case, to notice when one changes. */
  readonly messages?: Readonly<Record<string, string>>;
}

/** A result in the light of what is known: a known failure is expected, and stale where it no longer fails. */
export function judgeByBaseline(result: CaseResult, baseline: Baseline | undefined): CaseResult {
  if (!baseline) return result;
  const { id } = result.case;
  const drifted = { ...result, drift: [...result.drift, ...changedMessage(result, baseline)] };
  const reason = baseline.failures[id];
  if (reason === undefined) return drifted;
  if (result.verdict === "fail") return { ...drifted, verdict: "expected-failure", reason };
  if (result.verdict !== "pass" && result.verdict !== "learned") return drifted;
  return { ...drifted, verdict: "stale", reason: `the baseline lists it as failing (${reason}), and it passes` };
}

function changedMessage({ case: { id }, exchanges }: CaseResult, { messages = {} }: Baseline): CaseResult["drift"] {
  const [before, now] = [messages[id], messageOf(exchanges)];
  if (before === undefined || now === undefined || before === now) return [];
  return [{ kind: "other-message", message: `${id}: the message was "${before}" and is "${now}"` }];
}

/** The baseline that results make: what fails now is known from now on. */
export function baselineOf(results: readonly CaseResult[]): Baseline {
  const failures: Record<string, string> = {};
  const messages: Record<string, string> = {};
  for (const { case: contractCase, verdict, findings, reason, exchanges } of results) {
    if (verdict === "fail" && findings[0]) failures[contractCase.id] = sentenceOf(findings[0]);
    if (verdict === "expected-failure") failures[contractCase.id] = reason ?? "";
    const message = messageOf(exchanges);
    if (message !== undefined) messages[contractCase.id] = message;
  }
  return { failures, messages };
}

/** The message of the error that a case ended with. */
function messageOf(exchanges: CaseResult["exchanges"]): string | undefined {
  const answer = exchanges[exchanges.length - 1]?.answer;
  const message = answer && "body" in answer ? (answer.body as { message?: unknown } | null)?.message : undefined;
  return typeof message === "string" ? message : undefined;
}
