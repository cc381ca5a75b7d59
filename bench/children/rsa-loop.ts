import { generateKeyPairSync, sign, verify } from "node:crypto";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { turnOf } from "../rates.ts";
import { sampleEvery } from "../right-answers.ts";
import type { Turn } from "../rounds.ts";
import { takeTurns } from "../take-turns.ts";

/** What the parent gives: the size of the key, and how long a turn lasts. */
export interface RsaLoopInput {
  modulusLength: number;
  durationMs: number;
}

const { modulusLength, durationMs } = JSON.parse(process.argv[2] ?? "") as RsaLoopInput;
// Read by the thread pool when it first starts, so it can still be set here; the default of 4 would idle larger machines.
process.env.UV_THREADPOOL_SIZE = String(Math.max(4, availableParallelism()));
const inFlight = 4 * availableParallelism();
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
const text = Buffer.from("x".repeat(256));

function signOne(): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    sign("RSA-SHA256", text, privateKey, (error, signature) => (error ? reject(error) : resolve(signature))),
  );
}

/** Signs texts of the size of an answer on all cores. */
async function turn(): Promise<Turn> {
  const processorBefore = process.cpuUsage();
  const bell = performance.now() + durationMs;
  let signatures = 0;
  const signUntilTheBell = async (): Promise<void> => {
    while (performance.now() < bell) {
      const signature = await signOne();
      if (performance.now() < bell) signatures += 1;
      if (signatures % sampleEvery === 1 && !verify("RSA-SHA256", text, publicKey, signature))
        throw new Error("A bare signature does not verify.");
    }
  };
  await Promise.all(Array.from({ length: inFlight }, signUntilTheBell));
  return turnOf(signatures, durationMs, processorBefore);
}

takeTurns(turn);
