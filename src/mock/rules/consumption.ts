import { ApiError, type ErrorCode } from "../../api/errors.ts";
import { readConsumption } from "../../generated/row-readers.ts";
import type { Context } from "../behaviour.ts";
import { startOfNextPeriod, startOfPeriod } from "../world/moment.ts";
import type { Consumption, FeatureRecord, LicenseRecord } from "../world/records.ts";

/** A counter that counts nothing. */
export const noConsumption: Consumption = readConsumption({}, { countedFrom: 0 });

/**
 * A counter as of now: a total whose period is over starts again from 0. A clock that is moved back does not bring
 * units back.
 */
export function withDueReset(consumption: Consumption, time: Pick<Context, "now" | "hasCome">): Consumption {
  const { resets, period, countedFrom } = consumption;
  if (!resets || period === null || !time.hasCome(startOfNextPeriod(period, countedFrom))) return consumption;
  return { ...consumption, total: 0, countedFrom: startOfPeriod(period, time.now) };
}

/** Stores a license whose counter is due for a reset. */
export function settleConsumption(license: LicenseRecord, context: Context): LicenseRecord {
  const consumption = withDueReset(license.consumption, context);
  if (consumption === license.consumption) return license;
  context.because`a new period: the total starts again from 0`;
  return context.world.licenses.update(license, { consumption });
}

/** Stores a feature whose counter is due for a reset. */
export function settleFeature(feature: FeatureRecord, context: Context): FeatureRecord {
  if (!feature.consumption) return feature;
  const consumption = withDueReset(feature.consumption, context);
  return consumption === feature.consumption ? feature : context.world.features.update(feature, { consumption });
}

/** @throws license_not_consumption */
export function requireConsumptionType(license: LicenseRecord): void {
  if (license.type !== "consumption") throw new ApiError("license_not_consumption");
}

/**
 * Refuses a part of a unit. The documents print the type as number, so clients may send one; the service's counters are
 * whole. assumed
 *
 * @throws validation_error (policy)
 */
export function requireWholeUnits(units: number, { policy }: Pick<Context, "policy">): void {
  if (policy.fractions === "accept" || Number.isInteger(units)) return;
  throw new ApiError("validation_error", {
    detail: "consumptions must be a whole number",
    explanation: "policy fractions=reject",
  });
}

/**
 * A counter with some units more. The total may reach its limit exactly, and never passes what a number can count
 * exactly; giving units back needs the permission and stops at 0. Nothing is changed where it is refused.
 *
 * @param notEnough the code for units beyond the limit, which differs between licenses and features.
 * @throws negative_consumptions_not_allowed, then `notEnough`
 */
export function addUnits(
  consumption: Consumption,
  units: number,
  notEnough: Extract<ErrorCode, `${string}_not_enough_consumptions`>,
  context: Context,
): Consumption {
  const total = consumption.total + units;
  if (units < 0 && (!consumption.negative || total < 0)) {
    throw new ApiError("negative_consumptions_not_allowed", {
      explanation: consumption.negative ? "the total cannot fall below 0" : "units cannot be given back here",
    });
  }
  const limit = limitOf(consumption, context);
  if (units > 0 && (total > limit || total > Number.MAX_SAFE_INTEGER)) {
    throw new ApiError(notEnough, { explanation: `${consumption.total} used, ${units} asked for, ${limit} allowed` });
  }
  context.because`units counted: ${total} of ${limit} used`;
  return { ...consumption, total };
}

/** Units that may be used in all. */
export function limitOf({ unlimited, max, overages, maxOverages }: Consumption, { policy }: Context): number {
  if (unlimited) return Number.POSITIVE_INFINITY;
  if (overages && maxOverages === 0 && policy.zeroOverages === "unlimited") return Number.POSITIVE_INFINITY;
  return max + (overages ? maxOverages : 0);
}

/**
 * The overage settings that a request asks for: a limit above 0 alone also switches overages on, 0 alone switches them
 * off; both together are taken as they are.
 */
export function withOverages(
  consumption: Consumption,
  { allow_overages, max_overages }: { allow_overages?: boolean; max_overages?: number },
): Consumption {
  if (allow_overages === undefined && max_overages === undefined) return consumption;
  return {
    ...consumption,
    overages: allow_overages ?? (max_overages as number) > 0,
    maxOverages: max_overages ?? consumption.maxOverages,
  };
}

/**
 * Refuses a check of a consumption license that is used up.
 *
 * @throws license_not_enough_consumptions
 */
export function requireUnitsLeft(license: LicenseRecord, context: Context): void {
  const { consumption } = license;
  if (license.type !== "consumption") return;
  const limit = limitOf(consumption, context);
  const isOver = context.policy.exhaustedCheck === "over" ? consumption.total > limit : consumption.total >= limit;
  if (isOver) {
    throw new ApiError("license_not_enough_consumptions", {
      explanation: `${consumption.total} used, ${limit} allowed`,
    });
  }
  context.because`units are left: ${consumption.total} of ${limit} used`;
}

/**
 * The license with the units that a device used last, as it is let go. On a license that counts no units they are
 * ignored, with a remark.
 *
 * @throws negative_consumptions_not_allowed, license_not_enough_consumptions
 */
export function addFinalUnits(license: LicenseRecord, units: number | undefined, context: Context): LicenseRecord {
  if (units === undefined) return license;
  if (license.type !== "consumption") {
    context.note("consumptions: ignored, as this is not a consumption license");
    return license;
  }
  const consumption = addUnits(license.consumption, units, "license_not_enough_consumptions", context);
  return context.world.licenses.update(license, { consumption });
}

/**
 * The feature with some units more.
 *
 * @throws unsupported_product_feature for a feature that counts none, negative_consumptions_not_allowed,
 * feature_not_enough_consumptions
 */
export function addFeatureUnits(feature: FeatureRecord, units: number, context: Context): FeatureRecord {
  if (!feature.consumption) {
    throw new ApiError("unsupported_product_feature", {
      detail: feature.code,
      explanation: "the feature counts no units",
    });
  }
  const consumption = addUnits(feature.consumption, units, "feature_not_enough_consumptions", context);
  return context.world.features.update(feature, { consumption });
}

/** The kind of a consumption shows in the journal and nowhere else. */
export function noteEvent({ event }: { readonly event?: readonly string[] }, { note }: Context): void {
  if (event) note(`event: ${event.join(", ")}`);
}
