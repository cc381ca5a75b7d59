import type { AddFeatureConsumptionResponse } from "../../generated/types.ts";
import type { Answer, ContractCase, Scene } from "../case.ts";
import { deviceCases } from "./activation.ts";
import { casesOf, featureBy, requestOf, succeeds, unless } from "./define.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";

const { ok, refused, send, story } = casesOf("add-feature-consumption");
const counter = featureBy("consumption_feature");
const any = { feature: "any-feature" };
const permanent = { effect: "permanent" } as const;

/** The total of this answer is the last one's plus some units. */
function movedBy(units: number) {
  return ({ total_consumptions: total }: { total_consumptions?: number }, { seen }: Scene): string | undefined => {
    const before = (seen[seen.length - 1] as Answer).body as AddFeatureConsumptionResponse;
    return unless(
      total === before.total_consumptions + units,
      `the total is ${total} after ${before.total_consumptions}`,
    );
  };
}

/** The contract of POST add_feature_consumption. */
export const addFeatureConsumptionCases: readonly ContractCase[] = [
  story(
    "without a number one unit is added",
    ["featureLicense"],
    [
      succeeds(requestOf("check-license-feature", "featureLicense", counter)),
      succeeds(send("featureLicense", counter), movedBy(1)),
      succeeds(requestOf("check-license-feature", "featureLicense", counter), movedBy(0)),
    ],
  ),
  story(
    "the total moves by exactly the units that were sent",
    ["featureLicense"],
    [
      succeeds(requestOf("check-license-feature", "featureLicense", counter)),
      succeeds(send("featureLicense", featureBy("consumption_feature", { consumptions: 3 })), movedBy(3)),
      succeeds(requestOf("check-license-feature", "featureLicense", counter), movedBy(0)),
    ],
    { variant: "exactly" },
  ),
  story(
    "units are given back where that is allowed",
    ["featureLicense"],
    [
      succeeds(send("featureLicense", featureBy("negative_feature", { consumptions: 2 }))),
      succeeds(send("featureLicense", featureBy("negative_feature", { consumptions: -2 })), movedBy(-2)),
      succeeds(requestOf("check-license-feature", "featureLicense", featureBy("negative_feature")), movedBy(0)),
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
  refused("unsupported_product_feature", "a feature that the license does not have is refused", "featureLicense", {
    feature: "no-such-feature",
  }),
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
