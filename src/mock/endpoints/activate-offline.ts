import { type Behaviour, signaturePlaceholder } from "../behaviour.ts";
import { activateOfflineDevice as activateDevice, offlineLicenseView } from "../offline/activate-offline-device.ts";
import { addOfflineFeatureUnits, readFeatureUnits } from "../offline/feature-units.ts";
import { takeAlong } from "../offline/take-along.ts";
import { addFinalUnits } from "../rules/consumption.ts";
import { requireLicense } from "../rules/license.ts";
import { requireOpenProduct, requireProduct } from "../rules/product.ts";

/**
 * Activates a device from a request file, and gives the license as a file with signatures of its own.
 *
 * @throws unknown_product, api_key_product_not_allowed, disabled_product, archived_product, license_key_required,
 * license_key_or_license_user_required, license_not_found, authentication_failure, then what activateOffline,
 * readFeatureUnits, takeAlong, addOfflineFeatureUnits and addFinalUnits throw. documented: activate license offline (most
 * errors: assumed; so is that units of what draws from a pool are those to take along, and not used ones)
 */
export const activateOffline: Behaviour<"activate-offline"> = (input, context) => {
  const product = requireProduct(input.product, context);
  requireOpenProduct(product, context);
  const found = { ...requireLicense(input, product, "required", context), product };
  const activated = activateDevice(found, input, context);
  const features = readFeatureUnits(input.product_features, context);
  takeAlong(activated, { units: input.consumptions, features }, context);
  const pooled = context.world.features.byLicense(activated.license.id).filter(({ poolId }) => poolId !== null);
  const used = features.filter(({ code }) => !pooled.some((feature) => feature.code === code));
  addOfflineFeatureUnits(activated.license, used, context);
  const finalUnits = activated.license.poolId === null ? input.consumptions : undefined;
  const license = addFinalUnits(activated.license, finalUnits, context);
  return {
    ...offlineLicenseView({ ...activated, license }, input, context),
    license_signature_v2: signaturePlaceholder,
  };
};
