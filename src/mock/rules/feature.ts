import { ApiError, type ErrorCode } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { FeatureRecord, LicenseRecord } from "../world/records.ts";
import { settleFeature } from "./consumption.ts";

/** Whether a feature's time is over. */
export function isFeatureExpired(feature: FeatureRecord, { hasCome }: Pick<Context, "hasCome">): boolean {
  return feature.expiresAt !== null && hasCome(feature.expiresAt);
}

/** The features of a license as of now, with due resets settled. */
export function featuresOf(
  license: LicenseRecord,
  context: Context,
  { withExpired }: { withExpired: boolean },
): FeatureRecord[] {
  const features = context.world.features.byLicense(license.id);
  return features
    .filter((feature) => withExpired || !isFeatureExpired(feature, context))
    .map((feature) => settleFeature(feature, context));
}

/**
 * The feature of a license that a call names; one whose time is over counts as not there.
 *
 * @param missing the code for a feature that is not there, which differs between checks and consumption.
 * @throws `missing`
 */
export function requireFeature(
  license: LicenseRecord,
  code: string,
  missing: Extract<ErrorCode, "invalid_license_feature_code" | "unsupported_product_feature">,
  context: Context,
): FeatureRecord {
  const found = context.world.features.byLicense(license.id).find((feature) => feature.code === code);
  if (!found || isFeatureExpired(found, context)) {
    throw new ApiError(missing, {
      detail: code,
      explanation: found ? "the feature has expired" : "the license has no feature of this code",
    });
  }
  context.because`feature ${code} is there`;
  return settleFeature(found, context);
}
