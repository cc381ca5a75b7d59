import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { DeviceRecord, Instant } from "../world/records.ts";
import { requireTellable } from "./expiry.ts";
import { type Pool, takeSeat } from "./seats.ts";

const hour = 3_600_000;

/**
 * Borrows a seat for a device: it keeps it until the end, seen or not. Borrowing again replaces the end.
 *
 * @throws license_borrow_not_allowed, validation_error (an end after the year 9999), borrow_until_not_valid, floating_not_available
 */
export function borrowSeat(device: DeviceRecord, pool: Pool, until: string | null, context: Context): Instant {
  const { maxBorrowHours } = pool.floating;
  if (maxBorrowHours === null) throw new ApiError("license_borrow_not_allowed");
  const borrowedUntil = requireEnd(until, maxBorrowHours, context.now);
  context.world.seats.update(takeSeat(device, pool, context), { borrowedUntil });
  context.because`borrowed, ${maxBorrowHours} hours are allowed`;
  return borrowedUntil;
}

/** The end that was asked for; null asks for the longest. It lies ahead, and not beyond what is allowed. */
function requireEnd(until: string | null, maxBorrowHours: number, now: Instant): Instant {
  const latest = requireTellable(now + maxBorrowHours * hour);
  if (until === null) return latest;
  const end = readUtc(until);
  if (end === undefined || end <= now || end > latest) {
    throw new ApiError("borrow_until_not_valid", {
      detail: until,
      explanation: `expected a moment in UTC after ${toText(now)} and not after ${toText(latest)}`,
    });
  }
  return end;
}

/**
 * Reads the documented forms, all in UTC: a date, with a time behind a blank or T or without, with or without Z. A day
 * that its month does not have is no date.
 */
function readUtc(text: string): Instant | undefined {
  const time = "(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,3})?)?";
  const found = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})(?:[T ](${time})Z?)?$`).exec(text);
  if (found === null) return undefined;
  const [, date, clock = "00:00"] = found;
  const instant = Date.parse(`${date}T${clock}Z`);
  return Number.isNaN(instant) || !toText(instant).startsWith(date as string) ? undefined : instant;
}

function toText(instant: Instant): string {
  return new Date(instant).toISOString();
}
