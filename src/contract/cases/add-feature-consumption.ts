import type { AddFeatureConsumptionResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { deviceCases } from "./activation.ts";
import { casesOf, requestOf, succeeds, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("add-feature-consumption");
const feature = { feature: "consumption" };
const total =
  (expected: number) =>
  ({ total_consumptions }: { total_consumptions?: number }) =>
    unless(total_consumptions === expected, `the total is ${total_consumptions}, expected ${expected}`);

/** The contract of POST add_feature_consumption. */
export const addFeatureConsumptionCases: readonly ContractCase[] = [
  ok("without a number one unit is added", "featureLicense", feature, { effect: "permanent" }),
  story(
    "the total moves by exactly the units that were sent",
    ["featureLicense"],
    [
      succeeds(send("featureLicense", { ...feature, consumptions: 3 }), total(13)),
      succeeds(requestOf("check-license-feature", "featureLicense", feature), total(13)),
    ],
    { variant: "exactly" },
  ),
  ok(
    "units are given back where that is allowed",
    "featureLicense",
    { feature: "negative", consumptions: -2 },
    {
      variant: "negative",
      effect: "permanent",
      also: ({ total_consumptions }: AddFeatureConsumptionResponse) => total(8)({ total_consumptions }),
    },
  ),
  ok(
    "overages may be used where they are allowed",
    "featureLicense",
    { ...feature, consumptions: 100 },
    {
      variant: "overages",
      effect: "permanent",
    },
  ),
  ...genericCases("add-feature-consumption", { role: "featureLicense", fields: feature, required: "feature" }),
  ...identificationCases("add-feature-consumption", { key: "featureLicense", user: "activeUserLicense" }, feature),
  ...deviceCases("add-feature-consumption", feature),
  refused("license_expired", "an expired license is refused where the policy says so", "expiredLicense", feature, {
    policy: { expiredUse: "error" },
  }),
  refused("unsupported_product_feature", "a feature that the license does not have is refused", "featureLicense", {
    feature: "no-such-feature",
  }),
  refused(
    "unsupported_product_feature",
    "a feature that counts nothing is refused",
    "featureLicense",
    { feature: "activation" },
    {
      variant: "activation",
      evidence: "assumed",
    },
  ),
  refused(
    "negative_consumptions_not_allowed",
    "giving units back is refused where it is not allowed",
    "featureLicense",
    {
      ...feature,
      consumptions: -1,
    },
  ),
  refused("feature_not_enough_consumptions", "units beyond the limit are refused", "featureLicense", {
    feature: "exhausted",
  }),
];
