import { type Behaviour, signaturePlaceholder } from "../behaviour.ts";
import { activateOfflineDevice, offlineLicenseView } from "../offline/activate-offline-device.ts";
import { takeAlong } from "../offline/take-along.ts";
import { activateAll, requireBundle } from "../rules/bundle.ts";

/**
 * Activates a device on every license of a bundle from a request file, or on none.
 *
 * @throws what requireBundle throws, then for each license what activateOfflineDevice and takeAlong throw. documented: activate bundle
 * offline (the errors: assumed)
 */
export const activateBundleOffline: Behaviour<"activate-bundle-offline"> = (input, context) => {
  if (input.consumptions !== undefined) context.note("consumptions: ignored, as a bundle counts no units");
  if (input.product_features) context.note("product_features: ignored, as a bundle has no features of its own");
  const bundle = requireBundle(input, "if-given", context, "activation");
  const licenses = activateAll(bundle, (found) => activateOfflineDevice(found, input, context), context).map(
    (activated) => {
      takeAlong(activated, { units: undefined, features: [] }, context);
      return offlineLicenseView(activated, input, context);
    },
  );
  return { licenses, bundle_signature_v2: signaturePlaceholder };
};
