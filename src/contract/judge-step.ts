import type { Answer, CaseRequest, Expectation, StepContext } from "./case.ts";
import type { JudgedClaim } from "./claim.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { judgeOutcome } from "./judge-outcome.ts";
import type { Knowledge } from "./judged-answer.ts";

/** What judging the answer to a step of a case takes. */
export interface JudgedStep {
  readonly caseId: string;
  readonly request: CaseRequest;
  readonly answer: Answer;
  readonly expect: Expectation;
  readonly scene: StepContext;
  readonly target: Knowledge;
}

/** Every claim on the answer to a step: first what the case asks, then what is true of any answer. */
export async function judgeStep(judged: JudgedStep): Promise<JudgedClaim[]> {
  const { request, answer, target } = judged;
  const always = await judgeAnswer({ request, answer, target });
  if (answer.status >= 500) return always;
  const isSound = !always.some(({ kind, verdict }) => kind === "body" && verdict !== "held" && verdict !== "drift");
  const outcome = judgeOutcome({ ...judged, endpoint: request.endpoint, policy: target.policy ?? {}, isSound });
  return [...outcome, ...always];
}
