import { createPublicKey } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Measurement } from "../bench-run.ts";
import type { RsaLoopInput } from "../children/rsa-loop.ts";
import { startContender } from "../contender.ts";
import { loadTurn } from "../load-turn.ts";
import { comparison } from "../report.ts";
import { consumptionShape, signedHttpAnswer } from "../right-answers.ts";
import { interleave, type Turn } from "../rounds.ts";
import { signedRequest } from "../signed-request.ts";
import { checkedLicense, consumptionCall, type RunningTarget, startTarget } from "../target.ts";

const modulusLength = 2048;
const warmUpRounds = 3;

/**
 * POST add_consumption, whose every answer needs a fresh signature, against nothing but signatures. The client shares the
 * cores with our server, so what it takes counts against us, here more than in the other rows.
 */
export const consumptionOverHttp: Measurement = async ({ root, connections, loadMs, loadRounds }) => {
  const running = await startTarget(root);
  // Enough calls at once to keep every core signing while answers are on their way.
  const inFlight = Math.max(connections, 4 * availableParallelism());
  const bareLoop = startContender("rsa-loop", { modulusLength, durationMs: loadMs } satisfies RsaLoopInput);
  const turns = { ours: () => addAndCount(running, inFlight, loadMs), theirs: bareLoop.turn };
  try {
    requireModulus(running.target.publicKey);
    await interleave(warmUpRounds, turns);
    const { ours, theirs } = await interleave(loadRounds, turns);
    return [
      comparison(
        {
          name: "POST add_consumption over HTTP / bare RSA-2048 on all cores",
          unit: "calls/s",
          goal: { atLeast: 0.8 },
        },
        ours,
        theirs,
      ),
    ];
  } finally {
    bareLoop.stop();
    await running.stop();
  }
};

/** Adds units for a while, then asks how many there are: a lost update shows however right the answers looked. */
async function addAndCount(
  { url, pid, target }: RunningTarget,
  connections: number,
  durationMs: number,
): Promise<Turn> {
  const { consumption, credentials, publicKey } = target;
  const total = async (): Promise<number> =>
    Number((await checkedLicense(url, consumption, credentials)).total_consumptions);
  const before = await total();
  const turn = await loadTurn(pid, {
    url,
    connections,
    durationMs,
    nextRequest: signedRequest(consumptionCall(consumption), url, credentials),
    checkSample: signedHttpAnswer(publicKey, consumptionShape(before)),
  });
  const moved = (await total()) - before;
  if (moved !== turn.answers)
    throw new Error(
      `WRONG STATE: ${turn.answers} calls of add_consumption succeeded, and the total moved by ${moved}.`,
    );
  return turn;
}

function requireModulus(publicKeyPem: string): void {
  const given = createPublicKey(publicKeyPem).asymmetricKeyDetails?.modulusLength;
  if (given !== modulusLength)
    throw new Error(`The server signs with RSA-${given}; the row compares with RSA-${modulusLength}.`);
}
