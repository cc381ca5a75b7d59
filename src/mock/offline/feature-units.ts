import type { Context } from "../behaviour.ts";
import { addFeatureUnits, requireWholeUnits } from "../rules/consumption.ts";
import { requireFeature } from "../rules/feature.ts";
import type { LicenseRecord } from "../world/records.ts";

/**
 * Adds the units of features that a device used offline. An item names its feature as `code` or `feature` and its units as
 * `consumptions`; what the service expects there is not known.
 *
 * @throws validation_error (policy), unsupported_product_feature, negative_consumptions_not_allowed, feature_not_enough_consumptions
 */
export function addOfflineFeatureUnits(license: LicenseRecord, items: readonly object[] = [], context: Context): void {
  for (const item of items as readonly Record<string, unknown>[]) {
    const code = item.code ?? item.feature;
    const used = item.consumptions;
    if (typeof code !== "string" || typeof used !== "number" || !Number.isFinite(used)) {
      context.note("product_features: an item without code and consumptions was ignored");
      continue;
    }
    requireWholeUnits(used, context);
    addFeatureUnits(requireFeature(license, code, "unsupported_product_feature", context), used, context);
  }
}
