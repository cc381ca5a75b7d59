import type { ProductDetailsResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, unless } from "./define.ts";
import { genericCases } from "./generic.ts";

const { ok } = casesOf("product-details");

/** The contract of GET product_details. */
export const productDetailsCases: readonly ContractCase[] = [
  ok("a product is described", "activeKeyLicense"),
  ok(
    "the newest version is added where it is asked for",
    "activeKeyLicense",
    { include_latest_version: "true", env: "mac" },
    {
      variant: "latest-version",
      also: ({ latest_version }: ProductDetailsResponse) =>
        unless(latest_version?.environment === "mac", "not the mac version"),
    },
  ),
  ok(
    "without a version there is null",
    "activeUserLicense",
    { include_latest_version: "true" },
    {
      variant: "no-version",
      also: ({ latest_version }: ProductDetailsResponse) =>
        unless(latest_version === null, "latest_version is not null"),
    },
  ),
  ok(
    "custom fields are added where they are asked for",
    "trialProduct",
    { include_custom_fields: "true" },
    {
      variant: "custom-fields",
      also: ({ custom_fields }: ProductDetailsResponse) => unless(custom_fields?.length === 1, "not one custom field"),
    },
  ),
  ...genericCases("product-details", {
    role: "activeKeyLicense",
    required: "product",
    wrongType: { include_custom_fields: "maybe" },
  }),
];
