import type { Call } from "../journal/call.ts";
import type { Instant } from "../world/records.ts";

/** Whether something that was read would be read again just so. */
export type IsUnchanged = () => boolean;

/** Stands for what cannot be had again: the very time, the address that a caller used. */
export const alwaysChanged: IsUnchanged = () => false;

/** What an answer rests on, noted while it is made. */
export interface Dependencies {
  /** How many remarks were there before: they come of the headers, which differ from call to call. */
  readonly findingsBefore: number;
  /** One for each reading of the world. */
  readonly readings: IsUnchanged[];
  /** Version of the world in which they were last found to be so. */
  version: number;
  /** The latest moment that was asked for and had come. */
  since: Instant;
  /** The earliest moment that was asked for and had not come. */
  until: Instant;
}

/** More readings than that cost as much as the answer. */
const mostReadings = 64;

/** A trace of nothing yet, for a call that is about to be read. */
export function openDependencies({ findings }: Call): Dependencies {
  return {
    findingsBefore: findings.length,
    readings: [],
    version: -1,
    since: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
  };
}

/** Whether an answer can be given again: what it rests on is still so now that it is made, and is not too much. */
export function isCacheable({ readings }: Dependencies): boolean {
  return readings.length <= mostReadings && readings.every((isStillSo) => isStillSo());
}

/** Whether an answer would be the same now. The readings are asked only where anything has changed since. */
export function isReusable(trace: Dependencies, now: Instant, version: number): boolean {
  if (now < trace.since || now >= trace.until) return false;
  if (trace.version === version) return true;
  for (const isStillSo of trace.readings) if (!isStillSo()) return false;
  trace.version = version;
  return true;
}
