import { isPossible, needsApiKey } from "./build-request.ts";
import type { Answer, UndoRequest } from "./case.ts";
import { answerWords, refusesBy } from "./judge-outcome.ts";
import { isSuccess } from "./read-answer.ts";
import { type Exchanged, type RunContext, sceneOf, send } from "./run-context.ts";

/** Whether a target was put back, or why not. */
export type Undone = { readonly isUndone: true } | { readonly isUndone: false; readonly reason: string };

/**
 * Sends the requests that put the target back. Each must succeed, or be refused by a code that says that there is nothing
 * to put back: any other refusal leaves the target changed. All are sent, whatever the first ones answer.
 */
export async function undo(undos: readonly UndoRequest[], stage: RunContext): Promise<Undone> {
  const exchanges: Exchanged[] = [];
  const reasons: string[] = [];
  for (const one of undos) {
    const reason = await undoOne(one, stage, exchanges);
    if (reason !== undefined) reasons.push(reason);
  }
  return reasons.length === 0 ? { isUndone: true } : { isUndone: false, reason: reasons.join("; ") };
}

async function undoOne(
  { request: make, settled }: UndoRequest,
  stage: RunContext,
  exchanges: Exchanged[],
): Promise<string | undefined> {
  try {
    const request = make(sceneOf(stage, exchanges));
    if (!isPossible(request, stage.target)) return needsApiKey;
    const exchanged = await send(request, stage);
    exchanges.push(exchanged);
    const { answer } = exchanged;
    if ("unanswered" in answer)
      return `${request.endpoint}: ${answer.unanswered.replaceAll("-", " ")}, ${answer.message}`;
    if (isSuccess(answer) || isSettled(answer, settled)) return undefined;
    return `${request.endpoint} answered ${answerWords(answer)}`;
  } catch (error) {
    return `it could not be asked for: ${(error as Error).message}`;
  }
}

function isSettled(answer: Answer, settled: UndoRequest["settled"]): boolean {
  if (settled === "any refusal") return answer.status < 500;
  return settled.some((code) => refusesBy(answer, code));
}

/** Whether a case may have changed its target: something succeeded, or nobody knows what became of it. */
export function mayHaveActed(exchanges: readonly Exchanged[]): boolean {
  return exchanges.some(({ answer }) => "unanswered" in answer || isSuccess(answer) || answer.status >= 500);
}
