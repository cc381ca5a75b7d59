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
  share(apiWay, 2_500, 60_000),
  share(journalWay, 200, 1_000),
  share(controlWay, 1_200, 6_000),
  share(valueWay, 12_000, 330_000),
  share(recordingWay, 3_000, 20_000),
  share(recordingFileWay, 300, 1_500),
  share(replayWay, 150, 700),
  share(fileWay, 800, 6_000),
  share(runnerWay, 100, 600),
  share(observedWay, 150, 900),
];

function share<Input>(way: WayIn<Input>, few: number, many: number): Share {
  return { name: way.name, few, many, play: (seed, count) => playWayIn(way, seed, count) };
}
