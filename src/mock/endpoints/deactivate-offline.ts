import type { Behaviour } from "../behaviour.ts";
import { addOfflineFeatureUnits } from "../offline/feature-units.ts";
import { deactivateDevice } from "../rules/deactivate-device.ts";
import { requireDevice } from "../rules/device.ts";

/**
 * Lets a device go from a request file, after adding the units that it used offline.
 *
 * @throws what requireDevice throws but license_not_enabled and blacklisted, then what addOfflineFeatureUnits and letGo throw.
 * documented: deactivate license offline (the errors: assumed)
 */
export const deactivateOffline: Behaviour<"deactivate-offline"> = (input, context) => {
  const found = requireDevice(input, context, { evenIf: ["disabled", "blacklisted"] });
  addOfflineFeatureUnits(found.license, input.product_features, context);
  deactivateDevice(found, input, context);
  return "license_deactivated";
};
