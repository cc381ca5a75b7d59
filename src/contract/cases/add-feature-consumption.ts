import type { ContractCase } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { movedBy } from "./counter-claims.ts";
import { successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { featureBy, requestOf } from "./requests.ts";

const { ok, refused, send, story } = caseMaker("add-feature-consumption");
const counter = featureBy("consumption_feature");
const any = { feature: "any-feature" };
const permanent = { effect: "permanent" } as const;

/** The contract of POST add_feature_consumption. */
export const addFeatureConsumptionCases: readonly ContractCase[] = [
  story(
    "without a number one unit is added",
    ["featureLicense"],
    [
      successStep(requestOf("check-license-feature", "featureLicense", counter)),
      successStep(send("featureLicense", counter), movedBy(1)),
      successStep(requestOf("check-license-feature", "featureLicense", counter), movedBy(0)),
    ],
  ),
  story(
    "the total moves by exactly the units that were sent",
    ["featureLicense"],
    [
      successStep(requestOf("check-license-feature", "featureLicense", counter)),
      successStep(send("featureLicense", featureBy("consumption_feature", { consumptions: 3 })), movedBy(3)),
      successStep(requestOf("check-license-feature", "featureLicense", counter), movedBy(0)),
    ],
    { variant: "exactly" },
  ),
  story(
    "units are given back where that is allowed",
    ["featureLicense"],
    [
      successStep(send("featureLicense", featureBy("negative_feature", { consumptions: 2 }))),
      successStep(send("featureLicense", featureBy("negative_feature", { consumptions: -2 })), movedBy(-2)),
      successStep(requestOf("check-license-feature", "featureLicense", featureBy("negative_feature")), movedBy(0)),
    ],
    { variant: "negative" },
  ),
  ok("overages may be used where they are allowed", "featureLicense", featureBy("overage_feature"), {
    variant: "overages",
    evidence: "assumed",
    ...permanent,
  }),
  ...genericCases("add-feature-consumption", {
    role: "featureLicense",
    fields: featureBy("consumption_feature", { consumptions: 0 }),
    required: "feature",
  }),
  ...identificationCases(
    "add-feature-consumption",
    { key: "featureLicense", user: "activeUserLicense" },
    featureBy("consumption_feature", { consumptions: 0 }),
    "nothing",
  ),
  ...deviceCases("add-feature-consumption", any, () => "nothing"),
  refused("license_expired", "an expired license is refused where the target says so", "expiredLicense", any, {
    policy: { expiredUse: "error" },
    evidence: "declared: expiredUse=error",
  }),
  refused(
    "unsupported_product_feature",
    "a feature that the license does not have is refused",
    "featureLicense",
    { feature: "no-such-feature", consumptions: 1 },
    { ifActs: "nothing" },
  ),
  refused(
    "unsupported_product_feature",
    "a feature that counts nothing is refused",
    "featureLicense",
    featureBy("feature"),
    { variant: "activation", evidence: "assumed", ifActs: "nothing" },
  ),
  refused(
    "negative_consumptions_not_allowed",
    "giving units back is refused where it is not allowed",
    "featureLicense",
    featureBy("consumption_feature", { consumptions: -1 }),
  ),
  refused(
    "feature_not_enough_consumptions",
    "units beyond the limit of overages are refused",
    "featureLicense",
    featureBy("overage_feature", { consumptions: 1_000_000 }),
    { variant: "overages" },
  ),
  refused(
    "feature_not_enough_consumptions",
    "units beyond the limit are refused",
    "featureLicense",
    featureBy("exhausted_feature", { consumptions: 1 }),
  ),
];
