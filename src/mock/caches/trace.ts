import type { Call } from "../journal/call.ts";
import type { Instant } from "../world/records.ts";

/** Whether something that was read would be read again just so. */
export type StillSo = () => boolean;

/** Stands for what cannot be had again: the very time, the address that a caller used. */
export const never: StillSo = () => false;

/** What an answer rests on, noted while it is made. */
export interface Trace {
  /** How many remarks were there before: they come of the headers, which differ from call to call. */
  readonly findingsBefore: number;
  /** One for each reading of the world. */
  readonly readings: StillSo[];
  /** The latest moment that was asked for and had come. */
  since: Instant;
  /** The earliest moment that was asked for and had not come. */
  until: Instant;
}

/** More readings than that cost as much as the answer. */
const mostReadings = 64;

/** A trace of nothing yet, for a call that is about to be read. */
export function openTrace({ findings }: Call): Trace {
  return {
    findingsBefore: findings.length,
    readings: [],
    since: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
  };
}

/** Whether an answer can be given again: what it rests on is still so now that it is made, and is not too much. */
export function isRepeatable({ readings }: Trace): boolean {
  return readings.length <= mostReadings && readings.every((isStillSo) => isStillSo());
}

/** Whether an answer would be the same now. */
export function isStillTrue({ readings, since, until }: Trace, now: Instant): boolean {
  if (now < since || now >= until) return false;
  for (const isStillSo of readings) if (!isStillSo()) return false;
  return true;
}
