import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import { startOfDay } from "../world/moment.ts";
import type { Instant, LicenseRecord } from "../world/records.ts";

const hour = 3_600_000;

/**
 * Whether a license is over: the day of its end lies before today, both in UTC, so that the last day counts whole.
 * Perpetual and consumption licenses end only as trials; a subscription goes on for its hours of grace.
 */
export function isExpired(license: LicenseRecord, now: Instant): boolean {
  if (license.expiresAt === null || !canExpire(license)) return false;
  if (startOfDay(license.expiresAt) >= startOfDay(now)) return false;
  const isGraceful = license.type === "subscription" && license.graceHours !== null;
  return !(isGraceful && now < license.expiresAt + (license.graceHours as number) * hour);
}

function canExpire({ type, isTrial }: LicenseRecord): boolean {
  return isTrial || type === "time-limited" || type === "subscription";
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
  if (context.policy[policy] !== "error" || !isExpired(license, context.now)) return;
  throw new ApiError("license_expired", { explanation: `policy ${policy}=error` });
}

/**
 * Refuses an expired license, whatever the policies say: it gives no seats.
 *
 * @throws license_expired
 */
export function requireRunning(license: LicenseRecord, { now }: Context): void {
  if (isExpired(license, now)) throw new ApiError("license_expired");
}
