import type { Behaviour } from "../behaviour.ts";
import { requireBundle } from "../rules/bundle.ts";
import { checkOnDevice } from "../rules/check-on-device.ts";
import { requireDeviceOn } from "../rules/device.ts";
import { checkedLicenseView, viewOptions } from "../views/license.ts";

/**
 * Says how every license of a bundle stands on this device, or refuses them all.
 *
 * @throws what requireBundle throws, then for each license what a check of it throws. documented: check bundle (the
 * errors: assumed)
 */
export const checkBundle: Behaviour<"check-bundle"> = (input, context) =>
  requireBundle(input, "if-given", context).map((found) => {
    const checked = checkOnDevice(requireDeviceOn(found, input.hardware_id, context), input, context);
    return checkedLicenseView(checked, viewOptions(input), context);
  });
