import type { Clock } from "../api/wall-clock.ts";
import type { ContractCase } from "./case.ts";
import type { CaseResult } from "./case-result.ts";
import { type JudgedClaim, worstOf } from "./claim.ts";
import { applyLock, type Lock } from "./lock.ts";
import type { RoleInstances } from "./role-instances.ts";
import type { RunContext } from "./run-context.ts";
import type { RunOptions } from "./run-options.ts";
import { playCase, type StepResults } from "./run-steps.ts";
import type { NoAnswer, SendRequest } from "./send-request.ts";
import { mayHaveActed, type Undone, undo } from "./undo.ts";
import { verdictOfWorst } from "./verdict.ts";

/** A run under way. */
export interface Run extends RunOptions {
  readonly now: Clock;
  readonly exchange: SendRequest;
  readonly startedAt: number;
}

/** Failures that may be gone at the next try. */
const passing: readonly NoAnswer["unanswered"][] = ["unreachable", "timeout", "broken-off"];

/** Plays a case, undoes it, and plays it again where the network failed and a retry is left. */
export async function runCase(contractCase: ContractCase, cast: RoleInstances, run: Run): Promise<CaseResult> {
  const { target, exchange, now, retries = 0, signal, lock = {} } = run;
  const begunAt = now();
  const mark = `${run.startedAt.toString(36)}${hashOf(contractCase.id)}`;
  for (let retry = 0; ; retry += 1) {
    const stage: RunContext = { target, exchange, now, cast, mark: `${mark}${retry || ""}`, signal };
    const { played, undone } = await playAndUndo(contractCase, stage, run.ledger);
    const mayPass = played.unanswered !== undefined && passing.includes(played.unanswered);
    if (mayPass && undone?.isUndone !== false && retry < retries && !signal?.aborted) continue;
    return {
      case: contractCase,
      cast,
      ...verdictOf(played, contractCase, lock),
      ...(undone?.isUndone === false && { left: undone.reason }),
      ...(retry > 0 && { retries: retry }),
      durationMs: now() - begunAt,
    };
  }
}

async function playAndUndo(
  contractCase: ContractCase,
  stage: RunContext,
  ledger: RunOptions["ledger"],
): Promise<{ readonly played: StepResults; readonly undone?: Undone }> {
  const { id, undo: undos } = contractCase;
  if (undos === undefined) return { played: await playCase(contractCase, stage) };
  const entry = { case: id, cast: stage.cast, mark: stage.mark };
  const unwritten = whyUnwritten(() => ledger?.begin(entry));
  if (unwritten !== undefined) return { played: { claims: [], exchanges: [], blocked: unwritten } };
  const played = await playCase(contractCase, stage);
  const undone: Undone = mayHaveActed(played.exchanges) ? await undo(undos, stage) : { isUndone: true };
  if (undone.isUndone) ledger?.end(entry);
  else ledger?.leave(entry, undone.reason);
  return { played, undone };
}

/** Nothing is changed that could not be put back after a crash. */
function whyUnwritten(begin: () => void): string | undefined {
  try {
    begin();
    return undefined;
  } catch (error) {
    return `what it would have to undo cannot be written down: ${(error as Error).message}`;
  }
}

function verdictOf(
  { blocked, claims, exchanges, unanswered }: StepResults,
  { id }: ContractCase,
  lock: Lock,
): Omit<CaseResult, "case" | "cast" | "durationMs"> {
  const settled = applyLock(claims, id, lock);
  const rest = { claims: settled, exchanges, ...(unanswered !== undefined && { unanswered }) };
  const worst = worstOf(settled);
  if (blocked !== undefined && worst !== "failed") return { ...rest, verdict: "blocked", reason: blocked };
  return { ...rest, verdict: verdictOfWorst[worst], ...reasonOf(settled, worst) };
}

function reasonOf(claims: readonly JudgedClaim[], worst: JudgedClaim["verdict"]): { readonly reason?: string } {
  const first = worst === "not judged" ? claims.find(({ verdict }) => verdict === worst) : undefined;
  return first === undefined ? {} : { reason: first.found };
}

/** A short text that tells cases apart. */
function hashOf(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash.toString(36);
}
