import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { ProductRecord } from "../world/records.ts";

/**
 * The product that a call names, as far as the caller may see it.
 *
 * @throws unknown_product, api_key_product_not_allowed
 */
export function requireProduct(code: string, { world, caller, because }: Context): ProductRecord {
  const product = world.products.byCode(caller.companyId, code);
  if (!product) throw new ApiError("unknown_product", { detail: code });
  requireAllowed(code, caller.products);
  because`product ${code}`;
  return product;
}

/**
 * Refuses a product that an API key is not for.
 *
 * @param products the codes that the key is limited to, null for all.
 * @throws api_key_product_not_allowed
 */
export function requireAllowed(code: string, products: readonly string[] | null): void {
  if (isAllowed(code, products)) return;
  throw new ApiError("api_key_product_not_allowed", {
    explanation: `the key is limited to ${products?.join(", ") || "no product"}`,
  });
}

/** Whether a key that is limited to some products, or null for all, may use one. */
export function isAllowed(code: string, products: readonly string[] | null): boolean {
  return products === null || products.includes(code);
}

/**
 * A product whose licenses have users.
 *
 * @throws unknown_product, api_key_product_not_allowed, invalid_product_auth_method
 */
export function requireUserBasedProduct(code: string, context: Context): ProductRecord {
  const product = requireProduct(code, context);
  if (product.authorizationMethod !== "user") throw new ApiError("invalid_product_auth_method", { detail: code });
  return product;
}

/**
 * A product that new activations are open for. Devices that are active already do not feel the difference.
 *
 * @throws disabled_product, archived_product
 */
export function requireOpenProduct(product: ProductRecord, { because }: Context): void {
  if (!product.enabled) throw new ApiError("disabled_product", { detail: product.code });
  if (product.archived) throw new ApiError("archived_product", { detail: product.code });
  because`the product takes new activations`;
}
