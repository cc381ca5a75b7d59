import type { Measurement } from "../bench-run.ts";
import { childPath } from "../children.ts";
import { type LoadTurn, loadTurn } from "../load-turn.ts";
import { comparison } from "../report.ts";
import { licenseShape, signedHttpAnswer } from "../right-answers.ts";
import { interleave, median } from "../rounds.ts";
import { startServer } from "../server-process.ts";
import { signedRequest } from "../signed-request.ts";
import { checkCall, startTarget } from "../target.ts";

const warmUpRounds = 3;

/** GET check_license with everything on, against a server that only stringifies. Both get the very same request. */
export const checkOverHttp: Measurement = async ({ root, license, connections, loadMs, loadRounds }) => {
  const text = JSON.stringify(license);
  const raw = await startServer([childPath("baseline-server"), text]);
  const { url, pid, target, stop } = await startTarget(root);
  const shared = {
    connections,
    durationMs: loadMs,
    nextRequest: signedRequest(checkCall(target.active), url, target.credentials),
  };
  const checkSample = signedHttpAnswer(target.publicKey, licenseShape(target.active, license));
  const turns = {
    ours: () => loadTurn(pid, { ...shared, url, checkSample }),
    theirs: () =>
      loadTurn(raw.pid, { ...shared, url: raw.url, checkSample: ({ body }) => requireText(body.toString(), text) }),
  };
  try {
    await interleave(warmUpRounds, turns);
    const { ours, theirs } = await interleave(loadRounds, turns);
    const notes = [
      `the client was busy ${busy(ours)} of the time with ours, ${busy(theirs)} with the raw server; near 100% it is itself the limit`,
    ];
    return [
      comparison(
        { name: "GET check_license over HTTP / raw node:http", unit: "answers/s", goal: { atLeast: 1.25 }, notes },
        ours,
        theirs,
      ),
    ];
  } finally {
    await Promise.all([raw.stop(), stop()]);
  }
};

function requireText(given: string, expected: string): void {
  if (given !== expected) throw new Error(`answered another text than it was given:\n${given}`);
}

function busy(turns: readonly LoadTurn[]): string {
  return `${Math.round(median(turns.map(({ clientBusy }) => clientBusy)) * 100)}%`;
}
