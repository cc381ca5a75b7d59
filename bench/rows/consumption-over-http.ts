import type { Measurement } from "../bench-run.ts";
import { addUnits } from "../loads/add-units.ts";
import { startBareLoop } from "../loads/bare-loop.ts";
import { comparison } from "../report.ts";
import { interleave } from "../rounds.ts";
import { startTarget } from "../target.ts";

const warmUpRounds = 3;

/**
 * POST add_consumption, whose every answer needs a fresh signature, against nothing but signatures. The client shares the
 * cores with our server, so by rates what it takes counts against us.
 */
export const consumptionOverHttp: Measurement = async (run) => {
  const running = await startTarget(run.root);
  const bareLoop = startBareLoop(running.target.publicKey, run.loadMs);
  const turns = { ours: addUnits(running, run), theirs: bareLoop.turn };
  try {
    await interleave(warmUpRounds, turns);
    const { ours, theirs } = await interleave(run.loadRounds, turns);
    return [
      comparison(
        {
          name: "write: POST add_consumption over HTTP / bare RSA-2048 on all cores",
          ...{ unit: "calls/s", goal: { atLeast: 0.85 }, byProcessorTime: true },
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
