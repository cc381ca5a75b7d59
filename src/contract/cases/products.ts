import type { ProductsResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { toleranceCases } from "./tolerance.ts";

const { ok } = caseMaker("products");

/** The contract of GET products. */
export const productsCases: readonly ContractCase[] = [
  ok(
    "the products of the company are listed",
    "activeKeyLicense",
    {},
    {
      also: (products: ProductsResponse, scene) => {
        const { product } = scene.role("activeKeyLicense");
        return complaintUnless(
          products.some(({ short_code }) => short_code === product),
          `${product} is missing`,
        );
      },
    },
  ),

  ...toleranceCases("products", "activeKeyLicense"),
  ...genericCases("products", { role: "activeKeyLicense", wrongType: "none" }),
];
