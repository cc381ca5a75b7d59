import type { EndpointName } from "../api/endpoints.ts";
import type { Clock } from "../api/wall-clock.ts";
import { buildRequest, isPossible, needsApiKey } from "./build-request.ts";
import type { Answer, CaseRequest, ContractCase, StepContext } from "./case.ts";
import { type Expected, type JudgedClaim, notJudgedClaim, type Suspect } from "./claim.ts";
import { judgeStep } from "./judge-step.ts";
import { codeIn, isSuccess } from "./read-answer.ts";
import { playAtOnce } from "./run-at-once.ts";
import type { NoAnswer, SendRequest } from "./send-request.ts";
import { instancesOf, secretsOf, type Target } from "./target.ts";
import { unansweredClaim } from "./unanswered-claim.ts";

/** A request with what came of it. */
export interface Exchanged {
  readonly endpoint: EndpointName;
  readonly request: Request;
  readonly answer: Answer | NoAnswer;
}

/** What a run of one case works with. */
export interface RunContext {
  readonly target: Target;
  readonly exchange: SendRequest;
  readonly now: Clock;
  /** Which instance plays each role. */
  readonly cast: Readonly<Record<string, number>>;
  /** What makes fresh names differ from those of other cases and runs. */
  readonly mark: string;
  /** Ends the case before its next step. What it did is undone. */
  readonly signal?: AbortSignal | undefined;
}

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
    const request = orFailure(() => step.request(scene));
    if ("failure" in request) return { claims: [...claims, cannotGoOn(request.failure, claims)], exchanges };
    if (step.atOnce !== undefined) {
      const together = await playAtOnce(step, step.atOnce, scene, { ...stage, target }, exchanges);
      claims.push(...together.claims.map((claim) => ({ ...claim, step: at + 1 })));
      if (together.isOver || claims.some(endsCase)) return { claims, exchanges };
      continue;
    }
    if (!isPossible(request, stage.target)) return { claims, exchanges, blocked: needsApiKey };
    const answer = await send(request, stage, exchanges);
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

/** Sends a request and keeps what came. */
export async function send(
  request: CaseRequest,
  stage: RunContext,
  exchanges: Exchanged[],
): Promise<Answer | NoAnswer> {
  const sent = buildRequest(request, stage.target, new Date(stage.now()));
  const answer = await stage.exchange(sent);
  exchanges.push({ endpoint: request.endpoint, request: sent, answer });
  return answer;
}

/** What requests are made from after these exchanges. */
export function sceneOf({ target, cast, mark }: RunContext, exchanges: readonly Exchanged[]): StepContext {
  return {
    role: (name) => instancesOf(target, name)[cast[name] ?? 0] ?? {},
    seen: exchanges.map(({ answer }) => answer as Answer),
    fresh: (name) => `${name}-${mark}`,
  };
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
