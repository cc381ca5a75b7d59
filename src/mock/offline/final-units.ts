import type { Context } from "../behaviour.ts";
import { addFeatureUnits, addFinalUnits } from "../rules/consumption.ts";
import { requireFeature } from "../rules/feature.ts";
import type { LicenseRecord } from "../world/records.ts";

/** Units that were used offline: of the license, and of its features. */
export interface OfflineUnits {
  readonly consumptions?: number;
  readonly product_features?: readonly object[];
}

/**
 * Adds the units that a device used offline. An item of `product_features` names its feature as `code` or `feature` and
 * its units as `consumptions`; what the service expects there is not known.
 *
 * @throws negative_consumptions_not_allowed, license_not_enough_consumptions, unsupported_product_feature,
 * feature_not_enough_consumptions
 */
export function addOfflineUnits(license: LicenseRecord, units: OfflineUnits, context: Context): LicenseRecord {
  const { consumptions, product_features = [] } = units;
  for (const item of product_features as readonly Record<string, unknown>[]) {
    const code = item.code ?? item.feature;
    const used = item.consumptions;
    if (typeof code !== "string" || !Number.isInteger(used)) {
      context.note("product_features: an item without code and consumptions was ignored");
      continue;
    }
    const feature = requireFeature(license, code, "unsupported_product_feature", context);
    addFeatureUnits(feature, used as number, context);
  }
  return consumptions === undefined ? license : addFinalUnits(license, consumptions, context);
}
