import type { Behaviour } from "../behaviour.ts";
import { isAllowed } from "../rules/product.ts";
import { listedProductView } from "../views/product.ts";

/** Lists the products of the company, as far as the key may use them. documented: list products */
export const products: Behaviour<"products"> = (input, context) => {
  const { world, caller } = context;
  return [...world.products.all()]
    .filter(({ companyId, code }) => companyId === caller.companyId && isAllowed(code, caller.products))
    .map((product) =>
      listedProductView(product, { withMetadataText: input.include_metadata_string ?? false }, context),
    );
};
