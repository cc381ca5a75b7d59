import type { Measurement } from "../bench-run.ts";
import { askNew, newLicenses, newLicensesInAll } from "../loads/ask-new.ts";
import { startBareLoop } from "../loads/bare-loop.ts";
import { startWithCopies } from "../loads/many-licenses-server.ts";
import { comparison } from "../report.ts";
import { interleave, type Turn } from "../rounds.ts";

/** The license's own signature and the header's. */
const signaturesEach = 2;

/** GET check_license of 15,000 licenses that nobody asked about before, against nothing but the signatures that it takes. */
export const newChecks: Measurement = async (run) => {
  const running = await startWithCopies(run.root, run.target.active, newLicensesInAll);
  const bareLoop = startBareLoop(running.target.publicKey, run.loadMs);
  const turns = { ours: askNew(running, run), theirs: async () => inAnswers(await bareLoop.turn()) };
  try {
    await interleave<"ours" | "theirs", Turn>(newLicenses.warmUps, turns);
    const { ours, theirs } = await interleave<"ours" | "theirs", Turn>(newLicenses.turns, turns);
    return [
      comparison(
        {
          name: "new: GET check_license of 15,000 licenses, first time each / (bare RSA-2048 on all cores ÷ 2)",
          ...{ unit: "answers/s", goal: { atLeast: 0.85 }, byProcessorTime: true },
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

/** How many answers so many signatures would do for. */
function inAnswers({ value, work }: Turn): Turn {
  return {
    value: value / signaturesEach,
    ...(work && { work: { ...work, count: work.count / signaturesEach } }),
  };
}
