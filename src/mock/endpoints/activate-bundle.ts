import type { Behaviour } from "../behaviour.ts";
import { activate } from "../rules/activate.ts";
import { activateAll, requireBundle } from "../rules/bundle.ts";
import { activatedLicenseView, viewOptions } from "../views/license.ts";

/**
 * Makes this device active on every license of a bundle, or on none.
 *
 * @throws what requireBundle throws, then for each license what activate throws. documented: activate bundle (all or
 * none, and the errors: assumed)
 */
export const activateBundle: Behaviour<"activate-bundle"> = (input, context) => {
  const bundle = requireBundle(input, "required", context, "activation");
  return activateAll(bundle, (found) => activate(found, input, context), context).map((activated) =>
    activatedLicenseView(activated, viewOptions(input), context),
  );
};
