import type { Behaviour } from "../behaviour.ts";
import { addFeatureUnits, noteEvent } from "../rules/consumption.ts";
import { requireDevice } from "../rules/device.ts";
import { requireUnexpired } from "../rules/expiry.ts";
import { requireFeature } from "../rules/feature.ts";
import { addedFeatureConsumptionView } from "../views/consumption.ts";

/**
 * Adds units to a consumption feature and to its pool; below 0 it gives units back.
 *
 * @throws what requireDevice throws, then license_expired (policy), unsupported_product_feature,
 * negative_consumptions_not_allowed, feature_not_enough_consumptions. documented: add feature consumption (the order:
 * assumed)
 */
export const addFeatureConsumption: Behaviour<"add-feature-consumption"> = (input, context) => {
  const { license } = requireDevice(input, context);
  requireUnexpired(license, "expiredUse", context);
  noteEvent(input, context);
  const feature = requireFeature(license, input.feature, "unsupported_product_feature", context);
  return addedFeatureConsumptionView(addFeatureUnits(feature, input.consumptions ?? 1, context), context);
};
