import type { BenchRun } from "../bench-run.ts";
import { type LoadTurn, loadTurn } from "../load-turn.ts";
import { licenseShape, signedHttpAnswer } from "../right-answers.ts";
import { signedRequest } from "../signed-request.ts";
import { checkCall, type RunningTarget } from "../target.ts";

/** Turns of the work *asked before*: the same check_license again and again, whose answer the server remembers. */
export function askAgain(
  { url, pid, target }: RunningTarget,
  { license, connections, loadMs }: Pick<BenchRun, "license" | "connections" | "loadMs">,
): () => Promise<LoadTurn> {
  const load = {
    ...{ url, connections, durationMs: loadMs },
    nextRequest: signedRequest(checkCall(target.active), url, target.credentials),
    checkSample: signedHttpAnswer(target.publicKey, licenseShape(target.active, license)),
  };
  return () => loadTurn(pid, load);
}
