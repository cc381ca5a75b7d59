import { InputError } from "../../api/input-error.ts";
import type { Policies } from "../../api/policies.ts";
import type { Instant } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { type Duration, millisecondsOf } from "./duration.ts";
import { type ClockEvent, eventsBetween } from "./events.ts";
import { type LicenseMoment, type LicenseReference, requireMoment } from "./license-moments.ts";
import type { Moment, Timekeeper } from "./timekeeper.ts";

/** The mock's time. It follows the wall clock until it is moved; request dates never feel it. */
export interface MockClock {
  /** Now, in milliseconds since 1970. */
  now(): Instant;
  /** Sets the time; it runs on from there, or stands still if frozen. @throws TypeError for what is no date */
  set(time: Moment): ClockMove;
  /** Moves the time, forwards or (by a negative duration) backwards: `{ days: 30 }`, `"30d"`, `"-1h30m"`. */
  advance(duration: Duration): ClockMove;
  /**
   * Moves the time to a moment of a license, `advanceTo("TIME-LIMI-KEYS-0001", "expiry", { ms: -1 })`, and stops it there:
   * while it ran, a millisecond before an end would be over at once. `run()` lets it go on. It never goes back: `freeze` does.
   *
   * @param license its key or its user's email, its id, or anything that has its id.
   * @throws an error that lists the moments which the license has, where this one is not among them; one that says when
   * it was, where it is past.
   */
  advanceTo(license: LicenseReference, moment: LicenseMoment, offset?: Duration): ClockMove;
  /** Stops the time, where it is or at a given one. */
  freeze(time?: Moment): ClockMove;
  /** Lets the time run, `rate` times as fast as the wall clock. @default 1 */
  run(rate?: number): void;
  /** How many times as fast as the wall clock it runs; 0 while it stands still. */
  rate(): number;
}

/** A move of the time, and what came about on the way. */
export interface ClockMove {
  /** ISO 8601, like `to`. */
  readonly from: string;
  readonly to: string;
  /** In order of time, the first thousand; none where the time went back. */
  readonly events: readonly ClockEvent[];
  /** How many events are left out of the list. */
  readonly more: number;
}

/** Makes the clock of a world: its moves tell what they bring about there, under its policies. */
export function createClock(time: Timekeeper, world: World, policy: Policies): MockClock {
  const move = (change: () => void): ClockMove => {
    const from = time.now();
    change();
    const to = time.now();
    return { from: isoText(from), to: isoText(to), ...eventsBetween(from, to, world, policy) };
  };
  return {
    now: time.now,
    set: (moment) => move(() => time.set(moment)),
    advance: (duration) => move(() => time.advance(duration)),
    advanceTo: (license, moment, offset = {}) => {
      const now = time.now();
      const at = requireMoment(license, moment, { world, policy, now }) + millisecondsOf(offset);
      if (at < now)
        throw new InputError(`advanceTo: ${isoText(at)} is past, as it is ${isoText(now)}: freeze goes back`);
      return move(() => time.freeze(at));
    },
    freeze: (moment) => move(() => time.freeze(moment)),
    run: time.run,
    rate: time.rate,
  };
}

function isoText(instant: Instant): string {
  return new Date(instant).toISOString();
}
