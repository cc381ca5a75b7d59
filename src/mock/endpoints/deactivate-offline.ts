import type { Behaviour } from "../behaviour.ts";
import { addOfflineFeatureUnits, readFeatureUnits } from "../offline/feature-units.ts";
import { deactivateDevice } from "../rules/deactivate-device.ts";
import { requireDevice } from "../rules/device.ts";

/**
 * Lets a device go from a request file, after adding the units that it used offline.
 *
 * @throws what requireDevice throws but license_not_enabled and blacklisted, then what
 * readFeatureUnits, addOfflineFeatureUnits and deactivateDevice throw.
 * documented: deactivate license offline (the errors: assumed)
 */
export const deactivateOffline: Behaviour<"deactivate-offline"> = (input, context) => {
  const found = requireDevice(input, context, { evenIf: ["disabled", "blacklisted"] });
  addOfflineFeatureUnits(found.license, readFeatureUnits(input.product_features, context), context);
  deactivateDevice(found, input, context);
  return "license_deactivated";
};
