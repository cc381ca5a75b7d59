import type { Behaviour } from "../behaviour.ts";
import { requireDevice } from "../rules/device.ts";
import { isExpired, requireUnexpired } from "../rules/expiry.ts";
import { requireFeature } from "../rules/feature.ts";
import { cloudPool, takeSeat } from "../rules/seats.ts";
import { checkedFeatureView } from "../views/feature.ts";

/**
 * Says how one feature stands on this device, and takes or renews its floating seat, which is counted for the feature
 * alone.
 *
 * @throws what requireDevice throws, then license_expired (policy), invalid_license_feature_code,
 * floating_not_available. documented: License Feature Check (the order: assumed)
 */
export const checkLicenseFeature: Behaviour<"check-license-feature"> = (input, context) => {
  const { license, device } = requireDevice(input, context);
  requireUnexpired(license, "expiredCheck", context);
  const feature = requireFeature(license, input.feature, "invalid_license_feature_code", context);
  const pool = isExpired(license, context) ? undefined : cloudPool(feature);
  if (pool) takeSeat(device, pool, context);
  return checkedFeatureView(feature, { withMetadataText: input.include_metadata_string ?? false }, context);
};
