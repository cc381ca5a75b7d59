import { InputError } from "../../api/input-error.ts";
import { shortText } from "../../api/text-at-pointer.ts";
import type { Clock } from "../../api/wall-clock.ts";
import { lastInstant } from "../world/moment.ts";
import type { Instant } from "../world/records.ts";
import { type Duration, millisecondsOf } from "./duration.ts";

/** A moment as a caller may write it. */
export type Moment = Date | string | number;

/** A time that follows the wall clock until it is moved. */
export interface Timekeeper {
  now(): Instant;
  set(time: Moment): void;
  advance(duration: Duration): void;
  freeze(time?: Moment): void;
  run(rate?: number): void;
  /** How many times as fast as the wall clock it runs; 0 while it stands still. */
  rate(): number;
  /** Back to where it began. */
  reset(): void;
  setting(): TimeSetting;
  /** Goes on from a setting as if it had never stood still. */
  put(setting: TimeSetting): void;
}

/** Where a clock stands: the mock's time at a wall time, and how fast it runs from there. */
export interface TimeSetting {
  readonly mockAt: Instant;
  readonly wallAt: Instant;
  readonly rate: number;
}

/** Makes a time over the wall clock, frozen at once where `frozenAt` is given. */
export function createTimekeeper(wall: Clock, frozenAt?: Moment): Timekeeper {
  const initial = (): TimeSetting => {
    const wallAt = wall();
    return frozenAt === undefined
      ? { mockAt: wallAt, wallAt, rate: 1 }
      : { mockAt: instantOf(frozenAt), wallAt, rate: 0 };
  };
  let setting = initial();
  const now = () => Math.min(lastInstant, Math.floor(setting.mockAt + (wall() - setting.wallAt) * setting.rate));
  const moveTo = (mockAt: Instant, rate = setting.rate) => {
    setting = { mockAt, wallAt: wall(), rate };
  };
  return {
    now,
    set: (time) => moveTo(instantOf(time)),
    advance: (duration) => moveTo(instantOf(now() + millisecondsOf(duration))),
    freeze: (time) => moveTo(time === undefined ? now() : instantOf(time), 0),
    run: (rate = 1) => {
      if (!(rate >= 0 && Number.isFinite(rate)))
        throw new InputError(`run: found ${rate}, expected a rate not below 0`);
      moveTo(now(), rate);
    },
    rate: () => setting.rate,
    reset: () => {
      setting = initial();
    },
    setting: () => setting,
    put: (other) => {
      setting = other;
    },
  };
}

/** The first instant of the years that ISO 8601 writes with four digits: answers know no others. */
const firstInstant = Date.parse("0000-01-01T00:00:00.000Z");

function instantOf(time: Moment): Instant {
  const instant = new Date(time).getTime();
  if (instant >= firstInstant && instant <= lastInstant) return instant;
  const found = typeof time === "number" ? String(time) : shortText(time);
  throw new InputError(
    `clock: found ${found}, expected a date like 2030-01-31T00:00:00.000Z, of the years 0000 to 9999`,
  );
}
