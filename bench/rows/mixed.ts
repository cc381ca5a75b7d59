import type { Measurement } from "../bench-run.ts";
import { addUnits } from "../loads/add-units.ts";
import { startWithCopies } from "../loads/many-licenses-server.ts";
import { createMixer, type MixedTurn } from "../loads/mix.ts";
import { comparison } from "../report.ts";
import { interleave, median, type Turn } from "../rounds.ts";

const licenseCount = 1_000;
const warmUpRounds = 2;

/**
 * Checks of 1,000 licenses with a write among twenty calls, against what checks alone and writes alone predict: a check that
 * comes after a write needs a signature, as a write does, and all others need none.
 */
export const mixed: Measurement = async (run) => {
  const running = await startWithCopies(run.root, run.target.consumption, licenseCount);
  try {
    const mixer = await createMixer(running, run);
    const turns = { ours: mixer.mixed, checks: mixer.checks, writes: addUnits(running, run) };
    await interleave<keyof typeof turns, Turn>(warmUpRounds, turns);
    const taken = await interleave<keyof typeof turns, Turn>(Math.ceil(run.loadRounds / 2), turns);
    await mixer.requireUnits();
    const ours = taken.ours as MixedTurn[];
    const parts = ours.map(({ signed }, round) =>
      predicted(signed, taken.checks[round] as Turn, taken.writes[round] as Turn),
    );
    const signed = Math.round(median(ours.map((turn) => turn.signed)) * 100);
    const notes = [`${signed}% of the calls needed a signature: the writes, and the first check after each`];
    return [
      comparison(
        {
          name: "mixed: 1,000 licenses, 5% writes / what its parts predict",
          ...{ unit: "answers/s", goal: { atLeast: 0.9 }, notes },
        },
        ours,
        parts,
      ),
    ];
  } finally {
    await running.stop();
  }
};

/** The turn of calls of which this share costs as much as a write, and the others as much as a check. */
function predicted(signed: number, checks: Turn, writes: Turn): Turn {
  const value = 1 / ((1 - signed) / checks.value + signed / writes.value);
  if (!checks.work || !writes.work) return { value };
  const each = (turn: Required<Turn>) => turn.work.processorMs / turn.work.count;
  const processorMs = (1 - signed) * each(checks as Required<Turn>) + signed * each(writes as Required<Turn>);
  return { value, work: { count: 1, processorMs } };
}
