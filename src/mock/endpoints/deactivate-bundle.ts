import type { Behaviour } from "../behaviour.ts";
import { requireBundle } from "../rules/bundle.ts";
import { letBundleGo } from "../rules/deactivate-device.ts";

/**
 * Lets this device go from every license of a bundle.
 *
 * @throws what requireBundle throws, then license_not_active, device_not_found. documented: deactivate bundle (the
 * errors: assumed)
 */
export const deactivateBundle: Behaviour<"deactivate-bundle"> = (input, context) => {
  letBundleGo(requireBundle(input, "if-given", context), input, context);
  return "license_deactivated";
};
