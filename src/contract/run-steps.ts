import { isPossible, needsApiKey } from "./build-request.ts";
import type { Answer, CaseRequest, ContractCase } from "./case.ts";
import { type Expected, type JudgedClaim, notJudgedClaim, type Suspect } from "./claim.ts";
import { judgeAtOnce } from "./judge-at-once.ts";
import { judgeStep } from "./judge-step.ts";
import { codeIn, isSuccess } from "./read-answer.ts";
import { type Exchanged, type RunContext, sceneOf, send } from "./run-context.ts";
import type { NoAnswer } from "./send-request.ts";
import { secretsOf } from "./target.ts";
import { unansweredClaim } from "./unanswered-claim.ts";

/** How the steps of a case went. */
export interface StepResults {
  readonly claims: readonly JudgedClaim[];
  /** What was sent and what came, in order. */
  readonly exchanges: readonly Exchanged[];
  /** Why nothing was judged. */
  readonly blocked?: string;
  /** What came instead of the last answer. */
  readonly unanswered?: NoAnswer["unanswered"];
}

/** Plays the steps of a case in order, up to the first that ends otherwise than the next one needs. */
export async function playCase(contractCase: ContractCase, stage: RunContext): Promise<StepResults> {
  const { id, steps, usesUp } = contractCase;
  const exchanges: Exchanged[] = [];
  const claims: JudgedClaim[] = [];
  const target = { ...stage.target, secrets: secretsOf(stage.target) };
  for (const [at, step] of steps.entries()) {
    if (stage.signal?.aborted) return { claims, exchanges, blocked: "the run was interrupted" };
    const scene = sceneOf(stage, exchanges);
    if (step.skipIf?.(scene)) continue;
    const asked = orFailure(() => [step.request, ...(step.atOnce?.others ?? [])].map((make) => make(scene)));
    if ("failure" in asked) return { claims: [...claims, cannotGoOn(asked.failure, claims)], exchanges };
    if (!asked.every((one) => isPossible(one, stage.target))) return { claims, exchanges, blocked: needsApiKey };
    const sent = await Promise.all(asked.map((one) => send(one, stage)));
    exchanges.push(...sent);
    if (step.atOnce !== undefined) {
      const { isOver, ...together } = await judgeAtOnce({ asked, sent, expect: step.expect, target, ...step.atOnce });
      claims.push(...together.claims.map((claim) => ({ ...claim, step: at + 1 })));
      if (isOver || claims.some(endsCase)) return { ...together, claims, exchanges };
      continue;
    }
    const request = asked[0] as CaseRequest;
    const { answer } = sent[0] as Exchanged;
    if ("unanswered" in answer) {
      return { claims: [...claims, unansweredClaim(answer)], exchanges, unanswered: answer.unanswered };
    }
    if (usesUp !== undefined && isUsedUp(answer)) {
      return {
        claims,
        exchanges,
        blocked: `the role ${usesUp} was used up before; put its device back on the license`,
      };
    }
    const judged = await judgeStep({ caseId: id, request, answer, expect: step.expect, scene, target });
    claims.push(...judged.map((claim) => ({ ...claim, step: at + 1 })));
    // A refusal that the target has declared is held, and yet the next step has nothing to stand on
    const isOver = step.expect.code === undefined && !step.expect.isTried && !isSuccess(answer);
    if (isOver || judged.some(endsCase)) return { claims, exchanges };
    const amiss = orFailure(() => step.premise?.(answer.body as never, scene));
    if (amiss !== undefined) {
      const why = typeof amiss === "string" ? amiss : amiss.failure.message;
      return { claims, exchanges, blocked: `the role ${contractCase.needs[0]} is not as it says: ${why}` };
    }
  }
  return { claims, exchanges };
}

function orFailure<T>(make: () => T): T | { readonly failure: Error } {
  try {
    return make();
  } catch (error) {
    return { failure: error as Error };
  }
}

/** A step is made from the answers before it: where those broke a claim it is no wonder, else the mistake is ours. */
function cannotGoOn(error: Error, before: readonly JudgedClaim[]): JudgedClaim {
  const suspect: Suspect = before.some(({ verdict }) => verdict !== "held") ? "target" : "contract";
  const why = suspect === "contract" ? error.stack : error.message;
  const expected: Expected = { kind: "effect", evidence: "inviolable", expected: "answers that the next step can use" };
  return notJudgedClaim(expected, `the next step could not be made: ${why}`, suspect);
}

/** Whether later steps would rest on something that is not there. */
function endsCase({ kind, verdict }: JudgedClaim): boolean {
  if (verdict === "held") return false;
  return verdict === "not judged" || ["acts", "refuses", "code", "order", "effect"].includes(kind);
}

function isUsedUp(answer: Answer): boolean {
  const code = codeIn(answer);
  return code === "license_not_active" || code === "device_not_found";
}
