import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { LicenseRecord, ProductRecord } from "../world/records.ts";
import type { Activated } from "./activate.ts";
import type { OnLicense } from "./device.ts";
import { type Identification, type Proof, requireLicense } from "./license.ts";
import { requireOpenProduct, requireProduct } from "./product.ts";
import { maySeeLicense } from "./scope.ts";

/**
 * The licenses of a bundle: its own first, then its members'. They share key or user. For an activation the bundle must
 * be open.
 *
 * @throws unknown_product (for a product that is no bundle too), api_key_product_not_allowed, disabled_product and
 * archived_product (for an activation), license_key_required, license_key_or_license_user_required, license_not_found,
 * authentication_failure, sso_customer_account_token_error
 */
export function requireBundle(
  input: Identification & { readonly product: string },
  proof: Proof,
  context: Context,
  purpose: "activation" | "use" = "use",
): OnLicense[] {
  const product = requireProduct(input.product, context);
  if (product.bundle === null) {
    throw new ApiError("unknown_product", { detail: product.code, explanation: "the product is no bundle" });
  }
  if (purpose === "activation") requireOpenProduct(product, context);
  const { license, user } = requireLicense(input, product, proof, context);
  const members = membersOf(license, context).map((member) => ({
    license: member,
    user,
    product: context.world.products.get(member.productId) as ProductRecord,
  }));
  context.because`bundle of ${members.length} members`;
  return [{ license, user, product }, ...members];
}

/** Activates every license of a bundle. Each counts a device of its user, whom all of them tell of as of the end. */
export function activateAll(
  bundle: readonly OnLicense[],
  activateOne: (found: OnLicense) => Activated,
  { world }: Context,
): Activated[] {
  const all = bundle.map(activateOne);
  return all.map((one) => ({ ...one, user: one.user && world.users.get(one.user.id) }));
}

/** The licenses of a bundle's members, as far as the caller may see them. */
export function membersOf(license: LicenseRecord, context: Context): LicenseRecord[] {
  const members = context.world.licenses.byBundle(license.id);
  return members.filter((member) => maySeeLicense(member, context));
}
