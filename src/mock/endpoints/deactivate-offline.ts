import type { Behaviour } from "../behaviour.ts";
import { addOfflineUnits } from "../offline/final-units.ts";
import { requireDevice } from "../rules/device.ts";
import { letGo } from "../rules/let-go.ts";

/**
 * Lets a device go from a request file, after adding the units that it used offline.
 *
 * @throws what requireDevice throws but license_not_enabled and blacklisted, then what addOfflineUnits throws.
 * documented: deactivate license offline (the errors: assumed)
 */
export const deactivateOffline: Behaviour<"deactivate-offline"> = (input, context) => {
  const found = requireDevice(input, context, { evenIf: ["disabled", "blacklisted"] });
  const license = addOfflineUnits(found.license, input, context);
  const { consumptions: _added, ...rest } = input;
  letGo({ ...found, license }, rest, context);
  return "license_deactivated";
};
