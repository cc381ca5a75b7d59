import type { Behaviour } from "../behaviour.ts";
import { checkOnDevice } from "../rules/check-on-device.ts";
import { requireDevice } from "../rules/device.ts";
import { checkedLicenseView, viewOptions } from "../views/license.ts";

/**
 * Says how a license stands on this device, and takes or renews its floating seat.
 *
 * @throws what requireDevice throws, then vm_not_allowed (policy), license_expired (policy),
 * license_not_enough_consumptions, floating_not_available. documented: License Check (the order: assumed)
 */
export const checkLicense: Behaviour<"check-license"> = (input, context) =>
  checkedLicenseView(checkOnDevice(requireDevice(input, context), input, context), viewOptions(input), context);
