import type { ControlClock, ControlClockAdvance, ControlClockAdvanceTo } from "../generated/types.ts";
import type { MockClock } from "../mock/clock/clock.ts";
import type { Duration } from "../mock/clock/duration.ts";
import type { LicenseMoment } from "../mock/clock/license-moments.ts";
import type { Moment } from "../mock/clock/timekeeper.ts";
import { type Route, refusal } from "./route.ts";

/** A move of the clock: all of them say what came about on the way. */
const move = { method: "POST", inSpace: true, gives: "control-clock-move" } as const;

/** The clock of a space. */
export const clockRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/clock",
    about: "Where the clock stands",
    inSpace: true,
    gives: "control-clock",
    answer: ({ space }) => standOf(space.clock),
  },
  {
    ...move,
    path: "/clock/set",
    about: "Sets the time; it runs on from there, or stands still if frozen",
    takes: "control-clock-set",
    answer: ({ space, body }) => space.clock.set(body.time as Moment),
  },
  {
    ...move,
    path: "/clock/advance",
    about: "Moves the time, forwards or by a negative duration backwards",
    takes: "control-clock-advance",
    answer: ({ space, body }) => space.clock.advance(durationIn(body)),
  },
  {
    ...move,
    path: "/clock/advance-to",
    about: "Moves the time to a moment in the life of a license",
    takes: "control-clock-advance-to",
    answer: ({ space, body }) => {
      const { license, moment, offset = {} } = body as unknown as ControlClockAdvanceTo;
      return space.clock.advanceTo(license, moment as LicenseMoment, offset as Duration);
    },
  },
  {
    ...move,
    path: "/clock/freeze",
    about: "Stops the time, where it is or at a given one",
    takes: "control-clock-freeze",
    mayBeEmpty: true,
    answer: ({ space, body }) => space.clock.freeze(body.time as Moment | undefined),
  },
  {
    method: "POST",
    path: "/clock/run",
    about: "Lets the time run",
    inSpace: true,
    takes: "control-clock-run",
    mayBeEmpty: true,
    gives: "control-clock",
    answer: ({ space, body }) => {
      space.clock.run(body.rate as number | undefined);
      return standOf(space.clock);
    },
  },
];

function standOf(clock: MockClock): ControlClock {
  return { now: new Date(clock.now()).toISOString(), rate: clock.rate() };
}

function durationIn(body: object): Duration {
  const { duration, ...parts } = body as ControlClockAdvance;
  if (duration === undefined) return parts;
  const [other] = Object.keys(parts);
  if (other === undefined) return duration;
  throw refusal(400, `body/${other}: found beside duration, expected one of the two`);
}
