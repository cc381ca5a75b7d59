import { ApiError } from "../../api/errors.ts";
import type { Behaviour } from "../behaviour.ts";
import { requireDevice } from "../rules/device.ts";
import { requireFeature } from "../rules/feature.ts";
import { freeSeat, requireFeaturePool, seatOf } from "../rules/seats.ts";

/**
 * Gives this device's seat of a feature back, borrowed or not.
 *
 * @throws what requireDevice throws, then invalid_license_feature_code, feature_not_floating,
 * floating_feature_device_not_in_use. documented: release floating feature (the order: assumed)
 */
export const floatingFeatureRelease: Behaviour<"floating-feature-release"> = (input, context) => {
  const { license, device } = requireDevice(input, context);
  const pool = requireFeaturePool(requireFeature(license, input.feature, "invalid_license_feature_code", context));
  if (!seatOf(device, pool, context)) throw new ApiError("floating_feature_device_not_in_use");
  freeSeat(device, pool, context.world);
  return "";
};
