import type { Clock } from "../api/wall-clock.ts";
import type { Instant } from "./world/records.ts";

/** A span of time; its parts add up. */
export interface Duration {
  readonly ms?: number;
  readonly seconds?: number;
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
}

/** The mock's time. It follows the wall clock until it is moved; request dates never feel it. */
export interface MockClock {
  /** Now, in milliseconds since 1970. */
  now(): Instant;
  /** Sets the time; it runs on from there, or stands still if frozen. @throws TypeError for what is no date */
  set(time: Date | string | number): void;
  /** Moves the time, forwards or (with negative parts) backwards. */
  advance(duration: Duration): void;
  /** Stops the time, where it is or at a given one. */
  freeze(time?: Date | string | number): void;
  /** Lets the time run, `rate` times as fast as the wall clock. @default 1 */
  run(rate?: number): void;
}

/** Where a clock stands: the mock's time at a wall time, and how fast it runs from there. */
interface Setting {
  readonly mockAt: Instant;
  readonly wallAt: Instant;
  readonly rate: number;
}

/** Makes a clock over the wall clock, frozen at once where `frozenAt` is given. */
export function createClock(wall: Clock, frozenAt?: Date | string | number): MockClock & { reset(): void } {
  const initial = (): Setting => {
    const wallAt = wall();
    return frozenAt === undefined
      ? { mockAt: wallAt, wallAt, rate: 1 }
      : { mockAt: instantOf(frozenAt), wallAt, rate: 0 };
  };
  let setting = initial();
  const now = () => Math.floor(setting.mockAt + (wall() - setting.wallAt) * setting.rate);
  const moveTo = (mockAt: Instant, rate = setting.rate) => {
    setting = { mockAt, wallAt: wall(), rate };
  };
  return {
    now,
    set: (time) => moveTo(instantOf(time)),
    advance: (duration) => moveTo(instantOf(now() + millisecondsOf(duration))),
    freeze: (time) => moveTo(time === undefined ? now() : instantOf(time), 0),
    run: (rate = 1) => {
      if (!(rate >= 0 && Number.isFinite(rate))) throw new TypeError(`run: found ${rate}, expected a rate not below 0`);
      moveTo(now(), rate);
    },
    reset: () => {
      setting = initial();
    },
  };
}

function instantOf(time: Date | string | number): Instant {
  const instant = new Date(time).getTime();
  if (Number.isNaN(instant)) {
    throw new TypeError(`clock: found ${JSON.stringify(time)}, expected a date like 2030-01-31T00:00:00.000Z`);
  }
  return instant;
}

function millisecondsOf({ ms = 0, seconds = 0, minutes = 0, hours = 0, days = 0 }: Duration): number {
  return ms + 1_000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
}
