import type { Clock } from "../api/wall-clock.ts";
import type { ContractCase } from "./case.ts";
import type { Cast } from "./casting.ts";
import type { Exchange } from "./exchange.ts";
import { type Played, playCase, type Stage, undo } from "./play.ts";
import type { CaseResult, RunOptions } from "./run.ts";

/** A run under way. */
export interface Run extends RunOptions {
  readonly now: Clock;
  readonly exchange: Exchange;
  readonly startedAt: number;
}

/** Plays a case, undoes it, and plays it again where the network failed and a retry is left. */
export async function runCase(contractCase: ContractCase, cast: Cast, run: Run): Promise<CaseResult> {
  const { target, exchange, now, retries = 0, signal } = run;
  const begunAt = now();
  const mark = `${run.startedAt.toString(36)}${hashOf(contractCase.id)}`;
  for (let retry = 0; ; retry += 1) {
    const stage: Stage = { target, exchange, now, cast, mark: `${mark}${retry || ""}`, signal };
    const { played, undone } = await playAndUndo(contractCase, stage, run.ledger);
    const isNetwork = played.findings[0]?.rule === "network";
    if (isNetwork && retry < retries && !signal?.aborted) continue;
    return { case: contractCase, ...verdictOf(played), ...undone, durationMs: now() - begunAt };
  }
}

async function playAndUndo(contractCase: ContractCase, stage: Stage, ledger: RunOptions["ledger"]) {
  const { id, undo: requests } = contractCase;
  if (requests === undefined) return { played: await playCase(contractCase, stage), undone: {} };
  const entry = { case: id, cast: stage.cast, mark: stage.mark };
  ledger?.begin(entry);
  const played = await playCase(contractCase, stage);
  const undone = await undo(requests, stage);
  if (undone) ledger?.end(entry);
  return { played, undone: { undone } };
}

function verdictOf({ blocked, ...played }: Played): Omit<CaseResult, "case" | "durationMs"> {
  if (blocked !== undefined) return { ...played, verdict: "blocked", reason: blocked };
  if (played.findings.length > 0) return { ...played, verdict: "fail" };
  return { ...played, verdict: played.learned ? "learned" : "pass" };
}

/** A short text that tells cases apart. */
function hashOf(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash.toString(36);
}
