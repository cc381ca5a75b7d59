import type { Behaviour } from "../behaviour.ts";
import { requireProduct } from "../rules/product.ts";
import { newestOf } from "../rules/versions.ts";
import { productDetailsView } from "../views/product.ts";

/**
 * Describes a product. No license is needed.
 *
 * @throws unknown_product, api_key_product_not_allowed. documented: get product details
 */
export const productDetails: Behaviour<"product-details"> = (input, context) => {
  const product = requireProduct(input.product, context);
  const latest = input.include_latest_version ? newestOf(product.versions, input)[0] : undefined;
  return productDetailsView(product, latest, input, context);
};
