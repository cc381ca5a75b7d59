import type { Kept } from "./keeper.ts";
import type { Tally } from "./tally.ts";

/** Everything that a soak found. */
export interface SoakFigures extends Kept, Tally {
  seed: number;
  /** How long the load lasted. */
  tookMs: number;
  connections: number;
  spaces: number;
  /** Share of the time (0 to 1) in which the client itself was at work. */
  clientBusy: number;
  /** How long answers took, from when their calls were due, in milliseconds. */
  latencyMs: { calls: number; p50: number; p99: number; p999: number; longest: number };
  /** Spaces that were there at the end: the main one, those under load, and none that was dropped. */
  spacesLeft: number;
}
