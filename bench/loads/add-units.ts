import { availableParallelism } from "node:os";
import type { BenchRun } from "../bench-run.ts";
import { type LoadTurn, loadTurn } from "../load-turn.ts";
import { consumptionShape, signedHttpAnswer } from "../right-answers.ts";
import { signedRequest } from "../signed-request.ts";
import { checkedLicense, consumptionCall, type RunningTarget } from "../target.ts";

/**
 * Turns of the work *write*: add_consumption, whose every answer needs a fresh signature. Each asks before and after how many
 * units there are: a lost update shows however right the answers looked.
 */
export function addUnits(
  { url, pid, target }: RunningTarget,
  { connections, loadMs }: Pick<BenchRun, "connections" | "loadMs">,
): () => Promise<LoadTurn> {
  const { consumption, credentials, publicKey } = target;
  const nextRequest = signedRequest(consumptionCall(consumption), url, credentials);
  const total = async (): Promise<number> =>
    Number((await checkedLicense(url, consumption, credentials)).total_consumptions);
  return async () => {
    const before = await total();
    const turn = await loadTurn(pid, {
      ...{ url, nextRequest, durationMs: loadMs, connections: enoughInFlight(connections) },
      checkSample: signedHttpAnswer(publicKey, consumptionShape(before)),
    });
    const moved = (await total()) - before;
    if (moved !== turn.answers)
      throw new Error(
        `WRONG STATE: ${turn.answers} calls of add_consumption succeeded, and the total moved by ${moved}.`,
      );
    return turn;
  };
}

/** Enough calls at once to keep every core signing while answers are on their way. */
export function enoughInFlight(connections: number): number {
  return Math.max(connections, 4 * availableParallelism());
}
