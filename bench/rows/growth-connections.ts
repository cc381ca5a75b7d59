import type { Measurement } from "../bench-run.ts";
import { growth, sizesOf } from "../growth.ts";
import { loadTurn } from "../load-turn.ts";
import { licenseShape, signedHttpAnswer } from "../right-answers.ts";
import { interleave } from "../rounds.ts";
import { signedRequest } from "../signed-request.ts";
import { checkCall, startTarget } from "../target.ts";

/** One server with more and more connections, each of which asks again as soon as it has its answer. */
export const growthConnections: Measurement = async ({ root, license, loadMs, loadRounds, everySize }) => {
  const { url, pid, target, stop } = await startTarget(root);
  const shared = {
    url,
    durationMs: loadMs,
    nextRequest: signedRequest(checkCall(target.active), url, target.credentials),
    checkSample: signedHttpAnswer(target.publicKey, licenseShape(target.active, license)),
  };
  const contenders = Object.fromEntries(
    sizesOf([1, 4, 16, 64], everySize).map(
      (connections) => [String(connections), () => loadTurn(pid, { ...shared, connections })] as const,
    ),
  );
  try {
    await interleave(2, contenders);
    const turns = await interleave(Math.ceil(loadRounds / 3), contenders);
    return [growth({ work: "check_license", of: "connections over HTTP", unit: "answers/s" }, turns)];
  } finally {
    await stop();
  }
};
