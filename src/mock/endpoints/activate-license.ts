import type { Behaviour } from "../behaviour.ts";
import { activate } from "../rules/activate.ts";
import { requireLicense } from "../rules/license.ts";
import { requireOpenProduct, requireProduct } from "../rules/product.ts";
import { activatedLicenseView, viewOptions } from "../views/license.ts";

/**
 * Makes this device active on a license. The same device again succeeds and moves no counter.
 *
 * @throws unknown_product, api_key_product_not_allowed, disabled_product, archived_product, license_key_required,
 * license_key_or_license_user_required, license_not_found, authentication_failure, sso_customer_account_token_error,
 * then what activate throws. assumed: the page's error list was not visible
 */
export const activateLicense: Behaviour<"activate-license"> = (input, context) => {
  const product = requireProduct(input.product, context);
  requireOpenProduct(product, context);
  const found = requireLicense(input, product, "required", context);
  return activatedLicenseView(activate({ ...found, product }, input, context), viewOptions(input), context);
};
