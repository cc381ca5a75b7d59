import { InputError } from "../../api/input-error.ts";
import { shortText } from "../../api/text-at-pointer.ts";
import { milliseconds } from "../world/moment.ts";

/** A span of time: parts that add up, or a text like `30d`, `90m`, `1h30m` or `-1d` (units ms, s, m for minutes, h, d, w). */
export type Duration = string | DurationParts;

/** A span of time; its parts add up. */
export interface DurationParts {
  readonly ms?: number;
  readonly seconds?: number;
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
}

/**
 * A span of time in milliseconds.
 *
 * @throws TypeError for a text that is no duration
 */
export function millisecondsOf(duration: Duration): number {
  if (typeof duration === "string") return readDuration(duration);
  const { ms = 0, seconds = 0, minutes = 0, hours = 0, days = 0 } = duration;
  return ms + 1_000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
}

function readDuration(text: string): number {
  if (!/^[+-]?(\d+(ms|[smhdw]))+$/.test(text)) {
    throw new InputError(`clock: found ${shortText(text)}, expected a duration like 30d, 90m, 1h30m or -1d`);
  }
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[smhdw])/g)) {
    sum += Number(amount) * (milliseconds[unit as string] as number);
  }
  return text.startsWith("-") ? -sum : sum;
}
