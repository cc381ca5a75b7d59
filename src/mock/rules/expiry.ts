import { ApiError } from "../../api/errors.ts";
import type { Policies } from "../../api/policies.ts";
import type { Context } from "../behaviour.ts";
import { lastInstant, startOfDay } from "../world/moment.ts";
import type { Instant, LicenseRecord } from "../world/records.ts";

const hour = 3_600_000;

/** Whether a license is over. */
export function isExpired(license: LicenseRecord, { hasCome, policy }: Pick<Context, "hasCome" | "policy">): boolean {
  const end = endOf(license, policy);
  return end !== null && hasCome(end);
}

/**
 * The first instant at which a license is over, null where it never is: the day after its end, in UTC, so that the last
 * day counts whole. Perpetual and consumption licenses end only as trials; a subscription goes on for its hours of grace,
 * which follow that day. Counted from the moment in `validity_period` (policy graceFrom=instant), the first 24 of them are
 * that day's own. documented: license types (the last day, and from when grace is counted: assumed)
 */
export function endOf(license: LicenseRecord, { graceFrom }: Pick<Policies, "graceFrom">): Instant | null {
  const { expiresAt, graceHours, type } = license;
  if (expiresAt === null || !canExpire(license)) return null;
  const dayAfter = startOfDay(expiresAt) + 24 * hour;
  if (type !== "subscription") return dayAfter;
  const grace = (graceHours ?? 0) * hour;
  return graceFrom === "day-end" ? dayAfter + grace : Math.max(dayAfter, expiresAt + grace);
}

function canExpire({ type, trial }: LicenseRecord): boolean {
  return trial || type === "time-limited" || type === "subscription";
}

/**
 * An end that begins to count now.
 *
 * @throws validation_error after the year 9999, which no answer can tell
 */
export function requireTellable(end: Instant): Instant {
  if (end <= lastInstant) return end;
  throw new ApiError("validation_error", { explanation: "it would end after the year 9999, which no answer can tell" });
}

/**
 * Refuses an expired license where the policy says so.
 *
 * @throws license_expired
 */
export function requireUnexpired(
  license: LicenseRecord,
  policy: "expiredCheck" | "expiredUse",
  context: Context,
): void {
  if (!isExpired(license, context)) return;
  if (context.policy[policy] === "error") {
    throw new ApiError("license_expired", { explanation: `policy ${policy}=error` });
  }
  context.because`the license is over, which policy ${policy} allows`;
}

/**
 * Refuses an expired license, whatever the policies say: it gives no seats.
 *
 * @throws license_expired
 */
export function requireNotExpired(license: LicenseRecord, context: Context): void {
  if (isExpired(license, context)) throw new ApiError("license_expired");
  context.because`the license is not over`;
}
