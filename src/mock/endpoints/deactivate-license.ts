import type { Behaviour } from "../behaviour.ts";
import { releaseDevice } from "../rules/activation.ts";
import { addFinalUnits } from "../rules/consumption.ts";
import { refreshDevice, requireDevice } from "../rules/device.ts";
import { writeVariables } from "../rules/variables.ts";

/**
 * Lets this device go, after adding the units it used last. Works on disabled and expired licenses and for blacklisted
 * devices too.
 *
 * @throws what requireDevice throws but license_not_enabled and blacklisted, then negative_consumptions_not_allowed,
 * license_not_enough_consumptions. documented: seed 003 (units: assumed)
 */
export const deactivateLicense: Behaviour<"deactivate-license"> = (input, context) => {
  const { license, device } = requireDevice(input, context, { evenIf: ["disabled", "blacklisted"] });
  const settled = input.consumptions === undefined ? license : addFinalUnits(license, input.consumptions, context);
  if (input.variables) writeVariables(device, input.variables, context);
  releaseDevice(settled, refreshDevice(device, input, context), context);
  return "license_deactivated";
};
