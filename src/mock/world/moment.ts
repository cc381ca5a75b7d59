import type { Consumption, Instant } from "./records.ts";

const second = 1_000;

/** Milliseconds of each unit of a duration whose length is always the same. */
export const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: second,
  m: 60 * second,
  h: 3_600 * second,
  d: 86_400 * second,
  w: 604_800 * second,
};

/**
 * Reads a moment of a world file: a duration from the start of the world (`+30d`, `-1h`; units ms, s, m for minutes, h,
 * d, w, mo, y) or ISO 8601. Gives undefined for anything else.
 */
export function readMoment(text: string, start: Instant): Instant | undefined {
  const duration = /^([+-])(\d+)(ms|s|m|h|d|w|mo|y)$/.exec(text);
  if (duration) {
    const amount = Number(`${duration[1]}${duration[2]}`);
    const unit = duration[3] as string;
    if (unit === "mo") return datable(addMonths(start, amount));
    if (unit === "y") return datable(addMonths(start, 12 * amount));
    return datable(start + amount * (milliseconds[unit] as number));
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : datable(instant);
}

/** The last instant of the years that ISO 8601 writes with four digits: answers know no others. */
export const lastInstant: Instant = Date.parse("9999-12-31T23:59:59.999Z");

/** An instant that is a date of four-digit years, so that it can be written and added to. */
function datable(instant: Instant): Instant | undefined {
  return Math.abs(instant) < 250_000_000_000_000 ? instant : undefined;
}

/** End of a license duration as the API writes it (`5d`, `2m` for months, `3y`) that begins at an instant. */
export function addDuration(from: Instant, duration: string): Instant {
  const amount = Number.parseInt(duration, 10);
  if (duration.endsWith("m")) return addMonths(from, amount);
  if (duration.endsWith("y")) return addMonths(from, 12 * amount);
  return from + amount * (milliseconds.d as number);
}

/** 00:00 UTC of the day of an instant. */
export function startOfDay(instant: Instant): Instant {
  return new Date(instant).setUTCHours(0, 0, 0, 0);
}

/** When the period began that an instant lies in: 00:00 UTC of the day, Monday, the 1st, or 1 January. */
export function startOfPeriod(period: NonNullable<Consumption["period"]>, instant: Instant): Instant {
  const date = new Date(startOfDay(instant));
  if (period === "weekly") return date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (period === "monthly") return date.setUTCDate(1);
  return period === "annually" ? date.setUTCMonth(0, 1) : date.getTime();
}

/** When the period after the one begins that an instant lies in. */
export function startOfNextPeriod(period: NonNullable<Consumption["period"]>, instant: Instant): Instant {
  const days = { daily: 1, weekly: 7, monthly: 32, annually: 366 }[period]; // surely in the next one, and not beyond it
  return startOfPeriod(period, startOfPeriod(period, instant) + days * 24 * 3_600 * second);
}

/** The same day and time some months on; the last day of the month where it has no such day. */
function addMonths(from: Instant, months: number): Instant {
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, days));
  return date.getTime();
}
