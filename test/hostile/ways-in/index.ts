import { observedWay, runnerWay } from "./answers.ts";
import { apiWay, journalWay } from "./api.ts";
import { controlWay } from "./control.ts";
import { fileWay } from "./files.ts";
import { recordingFileWay, recordingWay, replayWay } from "./recordings.ts";
import { valueWay } from "./values.ts";
import { playWayIn, type WayIn } from "./way-in.ts";

/** A way in with how many inputs come by it, in `npm test` and in the heavy tier. */
export interface Share {
  readonly name: string;
  readonly few: number;
  readonly many: number;
  play(seed: number, count: number): Promise<number>;
}

/** The ways in within one process. Those that cost little bring most. */
export const waysIn: readonly Share[] = [
  share(apiWay, 1_500, 30_000),
  share(journalWay, 100, 500),
  share(controlWay, 500, 3_000),
  share(valueWay, 16_000, 450_000),
  share(recordingWay, 1_500, 10_000),
  share(recordingFileWay, 120, 800),
  share(replayWay, 60, 400),
  share(fileWay, 400, 4_000),
  share(runnerWay, 50, 400),
  share(observedWay, 60, 500),
];

function share<Input>(way: WayIn<Input>, few: number, many: number): Share {
  return { name: way.name, few, many, play: (seed, count) => playWayIn(way, seed, count) };
}
