import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { ProductRecord } from "../world/records.ts";
import { keyOf } from "../world/world.ts";

/**
 * The product that a call names, as far as the caller may see it.
 *
 * @throws unknown_product, api_key_product_not_allowed
 */
export function requireProduct(code: string, { world, caller }: Context): ProductRecord {
  const product = world.products.find("byCode", keyOf(caller.companyId, code));
  if (!product) throw new ApiError("unknown_product", { detail: code });
  const { products } = caller;
  if (products && !products.includes(code)) {
    throw new ApiError("api_key_product_not_allowed", {
      explanation: `the key is limited to ${products.join(", ") || "no product"}`,
    });
  }
  return product;
}

/**
 * A product that new activations are open for. Devices that are active already do not feel the difference.
 *
 * @throws disabled_product, archived_product
 */
export function requireOpenProduct(product: ProductRecord): void {
  if (!product.isEnabled) throw new ApiError("disabled_product", { detail: product.code });
  if (product.isArchived) throw new ApiError("archived_product", { detail: product.code });
}
