import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { Consumption, FeatureRecord, LicenseRecord, PoolRecord } from "../world/records.ts";
import { heldOfMember } from "./checkout.ts";
import { addUnits, limitOf, withDueReset } from "./counter.ts";
import { addPoolUnits } from "./pool.ts";

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

/** What counted units, with the consumption pool that counted them too. */
export interface Counted<Member> {
  readonly member: Member;
  readonly pool: PoolRecord | undefined;
}

/**
 * The license with some units more, and so its pool.
 *
 * @throws negative_consumptions_not_allowed, license_not_enough_consumptions
 */
export function addLicenseUnits(
  license: LicenseRecord,
  consumption: Consumption,
  units: number,
  context: Context,
): Counted<LicenseRecord> {
  const counted = addUnits(consumption, units, "license_not_enough_consumptions", context, {
    held: heldOfMember(license, null, context.world),
  });
  const pool = addPoolUnits(license, units, "license_not_enough_consumptions", context);
  return { pool, member: context.world.licenses.update(license, { consumption: counted }) };
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
  return addLicenseUnits(license, license.consumption, units, context).member;
}

/**
 * The feature with some units more, and so its pool.
 *
 * @throws unsupported_product_feature for a feature that counts none, negative_consumptions_not_allowed,
 * feature_not_enough_consumptions
 */
export function addFeatureUnits(feature: FeatureRecord, units: number, context: Context): Counted<FeatureRecord> {
  if (!feature.consumption) {
    throw new ApiError("unsupported_product_feature", {
      detail: feature.code,
      explanation: "the feature counts no units",
    });
  }
  const held = heldOfMember({ id: feature.licenseId }, feature, context.world);
  const consumption = addUnits(feature.consumption, units, "feature_not_enough_consumptions", context, { held });
  const pool = addPoolUnits(feature, units, "feature_not_enough_consumptions", context);
  return { pool, member: context.world.features.update(feature, { consumption }) };
}

/** The kind of a consumption shows in the journal and nowhere else. */
export function noteEvent({ event }: { readonly event?: readonly string[] }, { note }: Context): void {
  if (event) note(`event: ${event.join(", ")}`);
}
