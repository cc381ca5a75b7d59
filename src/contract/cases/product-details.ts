import type { ProductDetailsResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless } from "./expectations.ts";
import { genericCases } from "./generic.ts";

const { ok } = caseMaker("product-details");

/** The contract of GET product_details. */
export const productDetailsCases: readonly ContractCase[] = [
  ok("a product is described", "activeKeyLicense"),
  ok(
    "the newest version is added where it is asked for",
    "activeKeyLicense",
    ({ environment }) => ({ include_latest_version: "true", env: environment }),
    {
      variant: "latest-version",
      also: ({ latest_version }: ProductDetailsResponse, scene) => {
        const [found, { environment }] = [latest_version?.environment, scene.role("activeKeyLicense")];
        return complaintUnless(found === environment, `its environment is ${found}, expected ${environment}`);
      },
    },
  ),
  ok(
    "custom fields are added where they are asked for",
    "trialProduct",
    { include_custom_fields: "true" },
    {
      variant: "custom-fields",
      also: ({ custom_fields }: ProductDetailsResponse) =>
        complaintUnless(Array.isArray(custom_fields), "there is no list of custom fields"),
    },
  ),
  ...genericCases("product-details", {
    role: "activeKeyLicense",
    required: "product",
    wrongType: { include_custom_fields: "maybe" },
  }),
];
