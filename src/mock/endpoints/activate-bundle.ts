import type { Behaviour } from "../behaviour.ts";
import { activate } from "../rules/activate.ts";
import { requireBundle } from "../rules/bundle.ts";
import { activatedLicenseView, viewOptions } from "../views/license.ts";

/**
 * Makes this device active on every license of a bundle, or on none.
 *
 * @throws what requireBundle throws, then for each license what activate throws. documented: activate bundle (all or
 * none, and the errors: assumed)
 */
export const activateBundle: Behaviour<"activate-bundle"> = (input, context) =>
  requireBundle(input, "required", context, "activation").map((found) =>
    activatedLicenseView(activate(found, input, context), viewOptions(input), context),
  );
