import { buildRequest } from "./build-request.ts";
import type { AtOnce, Step, StepContext } from "./case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { isSuccess } from "./read-answer.ts";
import type { Exchanged, RunContext } from "./run-steps.ts";
import { unansweredClaim } from "./unanswered-claim.ts";

/** How calls that were sent together went. */
interface Together {
  readonly claims: readonly JudgedClaim[];
  /** Whether the next step has nothing to stand on. */
  readonly isOver: boolean;
}

/**
 * Sends the request of a step and others before any of them is answered. Each answer is judged for itself, and all
 * together by how many succeed: at least one, and no more than may.
 */
export async function playAtOnce(
  { request, expect }: Step,
  { others, atMost }: AtOnce,
  scene: StepContext,
  { target, exchange, now }: RunContext,
  exchanges: Exchanged[],
): Promise<Together> {
  const asked = [request, ...others].map((make) => make(scene));
  const sent = asked.map((one) => buildRequest(one, target, new Date(now())));
  const answers = await Promise.all(sent.map((one) => exchange(one)));
  const claims: JudgedClaim[] = [];
  let succeeded = 0;
  for (const [at, answer] of answers.entries()) {
    const one = asked[at] as (typeof asked)[number];
    exchanges.push({ endpoint: one.endpoint, request: sent[at] as Request, answer });
    if ("unanswered" in answer) return { claims: [...claims, unansweredClaim(answer)], isOver: true };
    claims.push(...(await judgeAnswer({ request: one, answer, target })));
    if (isSuccess(answer)) succeeded += 1;
  }
  const acts: Expected = {
    ...{ kind: "acts", evidence: expect.evidence.outcome, expected: "a success of one call of several at once" },
    ...(expect.question !== undefined && { question: expect.question }),
  };
  const most: Expected = {
    ...{ kind: "effect", evidence: "inviolable" },
    expected: `${atMost} at most of ${answers.length} calls at once to succeed`,
  };
  return {
    claims: [
      ...claims,
      succeeded > 0 ? heldClaim(acts) : brokenClaim(acts, "none succeeded"),
      succeeded <= atMost ? heldClaim(most) : brokenClaim(most, `${succeeded} succeeded`),
    ],
    isOver: succeeded === 0,
  };
}
