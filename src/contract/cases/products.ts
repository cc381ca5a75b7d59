import type { ProductsResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, unless } from "./define.ts";
import { genericCases } from "./generic.ts";

const { ok } = casesOf("products");

/** The contract of GET products. */
export const productsCases: readonly ContractCase[] = [
  ok(
    "the products of the company are listed",
    "activeKeyLicense",
    {},
    {
      also: (products: ProductsResponse, scene) => {
        const { product } = scene.role("activeKeyLicense");
        return unless(
          products.some(({ short_code }) => short_code === product),
          `${product} is missing`,
        );
      },
    },
  ),

  ...genericCases("products", { role: "activeKeyLicense", wrongType: "none" }),
];
