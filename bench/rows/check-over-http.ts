import type { Measurement } from "../bench-run.ts";
import { childPath } from "../children.ts";
import { type LoadTurn, loadTurn } from "../load-turn.ts";
import { askAgain } from "../loads/ask-again.ts";
import { comparison } from "../report.ts";
import { interleave, median } from "../rounds.ts";
import { startServer } from "../server-process.ts";
import { signedRequest } from "../signed-request.ts";
import { checkCall, startTarget } from "../target.ts";

const warmUpRounds = 3;

/** GET check_license with everything on, against a server that only stringifies. Both get the very same request. */
export const checkOverHttp: Measurement = async (run) => {
  const { root, license, connections, loadMs, loadRounds } = run;
  const text = JSON.stringify(license);
  const raw = await startServer([childPath("baseline-server"), text]);
  const running = await startTarget(root);
  const { target } = running;
  const turns = {
    ours: askAgain(running, run),
    theirs: () =>
      loadTurn(raw.pid, {
        ...{ url: raw.url, connections, durationMs: loadMs },
        nextRequest: signedRequest(checkCall(target.active), running.url, target.credentials),
        checkSample: ({ body }) => requireText(body.toString(), text),
      }),
  };
  try {
    await interleave(warmUpRounds, turns);
    const { ours, theirs } = await interleave(loadRounds, turns);
    const notes = [
      `the client was busy ${busy(ours)} of the time with ours, ${busy(theirs)} with the raw server; near 100% it is itself the limit`,
    ];
    return [
      comparison(
        {
          name: "asked before: GET check_license over HTTP / raw node:http",
          ...{ unit: "answers/s", goal: { atLeast: 1.25 }, notes },
        },
        ours,
        theirs,
      ),
    ];
  } finally {
    await Promise.all([raw.stop(), running.stop()]);
  }
};

function requireText(given: string, expected: string): void {
  if (given !== expected) throw new Error(`answered another text than it was given:\n${given}`);
}

function busy(turns: readonly LoadTurn[]): string {
  return `${Math.round(median(turns.map(({ clientBusy }) => clientBusy)) * 100)}%`;
}
