import type { Behaviour } from "../behaviour.ts";
import { borrowSeat } from "../rules/borrow.ts";
import { requireDevice } from "../rules/device.ts";
import { requireNotExpired } from "../rules/expiry.ts";
import { requireFeature } from "../rules/feature.ts";
import { requireFeaturePool } from "../rules/seats.ts";
import { borrowView } from "../views/borrow.ts";

/**
 * Borrows a seat of a floating cloud feature until a moment, null for as long as is allowed.
 *
 * @throws what requireDevice throws, then license_expired, invalid_license_feature_code, feature_not_floating,
 * license_borrow_not_allowed, borrow_until_not_valid, floating_not_available. documented: borrow floating feature (from
 * feature_not_floating on: assumed)
 */
export const floatingFeatureBorrow: Behaviour<"floating-feature-borrow"> = (input, context) => {
  const { license, device } = requireDevice(input, context, { proof: "required" });
  requireNotExpired(license, context);
  const pool = requireFeaturePool(requireFeature(license, input.feature, "invalid_license_feature_code", context));
  return borrowView(borrowSeat(device, pool, input.borrowed_until, context), pool, device, context);
};
