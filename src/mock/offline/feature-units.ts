import type { Context } from "../behaviour.ts";
import { addFeatureUnits } from "../rules/consumption.ts";
import { requireWholeUnits } from "../rules/counter.ts";
import { requireFeature } from "../rules/feature.ts";
import type { LicenseRecord } from "../world/records.ts";

/** Units of a feature that an offline request names. */
export interface FeatureUnits {
  readonly code: string;
  readonly units: number;
}

/**
 * Reads the units of features from an offline request. An item names its feature as `code` or `feature` and its units as
 * `consumptions`; what the service expects there is not known.
 *
 * @throws validation_error (policy)
 */
export function readFeatureUnits(items: readonly object[] = [], context: Context): FeatureUnits[] {
  return (items as readonly Record<string, unknown>[]).flatMap((item) => {
    const code = item.code ?? item.feature;
    const units = item.consumptions;
    if (typeof code !== "string" || typeof units !== "number" || !Number.isFinite(units)) {
      context.note("product_features: an item without code and consumptions was ignored");
      return [];
    }
    requireWholeUnits(units, context);
    return [{ code, units }];
  });
}

/**
 * Adds the units of features that a device used offline.
 *
 * @throws unsupported_product_feature, negative_consumptions_not_allowed, feature_not_enough_consumptions
 */
export function addOfflineFeatureUnits(license: LicenseRecord, used: readonly FeatureUnits[], context: Context): void {
  for (const { code, units } of used) {
    addFeatureUnits(requireFeature(license, code, "unsupported_product_feature", context), units, context);
  }
}
