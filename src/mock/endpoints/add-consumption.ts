import type { Behaviour } from "../behaviour.ts";
import { addLicenseUnits, noteEvent, requireConsumptionType } from "../rules/consumption.ts";
import { withOverages } from "../rules/counter.ts";
import { requireDevice } from "../rules/device.ts";
import { requireUnexpired } from "../rules/expiry.ts";
import { addedConsumptionView } from "../views/consumption.ts";

/**
 * Adds units to a consumption license and to its pool; below 0 it gives units back. New overage settings count for this very call and
 * are kept only if it succeeds.
 *
 * @throws what requireDevice throws, then license_expired (policy), license_not_consumption,
 * negative_consumptions_not_allowed, license_not_enough_consumptions. documented: Add Consumption (the order: assumed)
 */
export const addConsumption: Behaviour<"add-consumption"> = (input, context) => {
  const { license } = requireDevice(input, context);
  requireUnexpired(license, "expiredUse", context);
  noteEvent(input, context);
  requireConsumptionType(license);
  const asked = withOverages(license.consumption, input);
  return addedConsumptionView(addLicenseUnits(license, asked, input.consumptions ?? 1, context), context);
};
