import type { AtOnce, CaseRequest, Expectation } from "./case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import { judgeAnswer } from "./judge-answer.ts";
import type { Knowledge } from "./judged-answer.ts";
import { isSuccess } from "./read-answer.ts";
import type { Exchanged } from "./run-context.ts";
import type { NoAnswer } from "./send-request.ts";
import { unansweredClaim } from "./unanswered-claim.ts";

/** Calls that were sent together, with what came. */
interface SentAtOnce extends Pick<AtOnce, "atMost"> {
  readonly asked: readonly CaseRequest[];
  readonly sent: readonly Exchanged[];
  readonly expect: Expectation;
  readonly target: Knowledge;
}

/** How they went. */
interface Together {
  readonly claims: readonly JudgedClaim[];
  /** Whether the next step has nothing to stand on. */
  readonly isOver: boolean;
  /** What came instead of one of the answers. */
  readonly unanswered?: NoAnswer["unanswered"];
}

/**
 * Judges calls that were sent before any of them was answered. Each answer is judged for itself, and all together by how
 * many succeed: at least one, and no more than may.
 */
export async function judgeAtOnce({ asked, sent, expect, atMost, target }: SentAtOnce): Promise<Together> {
  const claims: JudgedClaim[] = [];
  let succeeded = 0;
  for (const [at, { answer }] of sent.entries()) {
    if ("unanswered" in answer) {
      return { claims: [...claims, unansweredClaim(answer)], isOver: true, unanswered: answer.unanswered };
    }
    claims.push(...(await judgeAnswer({ request: asked[at] as CaseRequest, answer, target })));
    if (isSuccess(answer)) succeeded += 1;
  }
  const acts: Expected = {
    ...{ kind: "acts", evidence: expect.evidence.outcome, expected: "a success of one call of several at once" },
    ...(expect.question !== undefined && { question: expect.question }),
  };
  const most: Expected = {
    ...{ kind: "effect", evidence: "inviolable" },
    expected: `${atMost} at most of ${sent.length} calls at once to succeed`,
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
