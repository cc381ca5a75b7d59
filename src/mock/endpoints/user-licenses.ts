import type { Behaviour } from "../behaviour.ts";
import { requireProvedUser } from "../rules/license.ts";
import { licensesOfUser } from "../rules/lists.ts";
import { requireUserBasedProduct } from "../rules/product.ts";
import { listedLicenseView, viewOptions } from "../views/license.ts";
import { userView } from "../views/parts.ts";

/**
 * Lists the licenses of a license user for a product; for a bundle its own license and those of its members.
 *
 * @throws unknown_product, api_key_product_not_allowed, invalid_product_auth_method,
 * license_key_or_license_user_required, license_not_found, sso_customer_account_token_error, authentication_failure.
 * assumed: the page's error list was not visible
 */
export const userLicenses: Behaviour<"user-licenses"> = (input, context) => {
  const product = requireUserBasedProduct(input.product, context);
  const user = requireProvedUser(input, product, context);
  return licensesOfUser(user, product, context).map((license) => ({
    license: listedLicenseView(license, viewOptions(input), context),
    user: userView(user),
  }));
};
