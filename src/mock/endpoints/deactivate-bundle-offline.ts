import type { Behaviour } from "../behaviour.ts";
import { requireBundle } from "../rules/bundle.ts";
import { letBundleGo } from "../rules/deactivate-device.ts";

/**
 * Lets a device go from every license of a bundle, from a request file.
 *
 * @throws what requireBundle throws, then license_not_active, device_not_found. documented: deactivate bundle offline
 * (the errors: assumed)
 */
export const deactivateBundleOffline: Behaviour<"deactivate-bundle-offline"> = (input, context) => {
  letBundleGo(requireBundle(input, "if-given", context), input, context);
  return "license_deactivated";
};
