import type { Behaviour } from "../behaviour.ts";
import { deactivateDevice } from "../rules/deactivate-device.ts";
import { requireDevice } from "../rules/device.ts";

/**
 * Lets this device go, after adding the units it used last. Works on disabled and expired licenses and for blacklisted
 * devices too.
 *
 * @throws what requireDevice throws but license_not_enabled and blacklisted, then negative_consumptions_not_allowed,
 * license_not_enough_consumptions. documented: Deactivate License (units: assumed)
 */
export const deactivateLicense: Behaviour<"deactivate-license"> = (input, context) => {
  deactivateDevice(requireDevice(input, context, { evenIf: ["disabled", "blacklisted"] }), input, context);
  return "license_deactivated";
};
