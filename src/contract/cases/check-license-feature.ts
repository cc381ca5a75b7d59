import type { CheckLicenseFeatureResponse } from "../../generated/types.ts";
import type { Answer, ContractCase } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { featureBy, newDevice, requestOf, resolvedFields } from "./requests.ts";
import { toleranceCases } from "./tolerance.ts";
import { featureReleased } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("check-license-feature");
const feature = featureBy("feature");
const seatAgain = (fact: string) => [featureReleased("featureLicense", featureBy(fact))];

const any = { feature: "any-feature" };

/** The contract of GET check_license_feature. */
export const checkLicenseFeatureCases: readonly ContractCase[] = [
  ok("an activation feature answers its state", "featureLicense", feature, {
    also: ({ feature_type, code }: CheckLicenseFeatureResponse, scene) => {
      const isRight = feature_type === "activation" && code === scene.role("featureLicense").feature;
      return complaintUnless(isRight, `the feature is ${code}, of the type ${feature_type}`);
    },
  }),
  ok("a consumption feature gives its counter", "featureLicense", featureBy("consumption_feature"), {
    variant: "consumption",
    also: ({ total_consumptions: total }: CheckLicenseFeatureResponse) =>
      complaintUnless(total !== undefined, "no total"),
  }),
  story(
    "a feature is one of the license that is named",
    ["featureLicense"],
    [
      successStep(requestOf("check-license", "featureLicense")),
      successStep(
        send("featureLicense", feature),
        ({ license_id }: CheckLicenseFeatureResponse, { seen }) => {
          const { id } = (seen[0] as Answer).body as { id: number };
          return complaintUnless(license_id === id, `license_id is ${license_id}, expected ${id}`);
        },
        { alsoEvidence: "inviolable" },
      ),
    ],
    { variant: "of-the-license", effect: "none" },
  ),
  ok("a floating feature takes a seat and counts the caller", "featureLicense", featureBy("floating_feature"), {
    variant: "floating",
    effect: "reversible",
    undo: seatAgain("floating_feature"),
    also: ({ floating_in_use_devices: seats }: CheckLicenseFeatureResponse) =>
      complaintUnless(seats === 1, `${seats} seats, expected 1`),
    alsoEvidence: "assumed",
  }),
  ok("an empty license_id counts as absent", "featureLicense", featureBy("feature", { license_id: "" }), {
    variant: "empty-license-id",
    evidence: "assumed",
  }),
  ...toleranceCases("check-license-feature", "featureLicense", feature),
  ...genericCases("check-license-feature", { role: "featureLicense", fields: feature, required: "feature" }),
  ...identificationCases("check-license-feature", { key: "featureLicense", user: "activeUserLicense" }, feature),
  ...deviceCases("check-license-feature", any),
  refused(
    "device_not_found",
    "a device that is not active is refused a feature that is there",
    "featureLicense",
    (role, scene) => ({ feature: role.feature, ...resolvedFields(newDevice, role, scene) }),
    { variant: "feature" },
  ),
  refused("license_expired", "an expired license is refused where the target says so", "expiredLicense", any, {
    policy: { expiredCheck: "error" },
    evidence: "declared: expiredCheck=error",
  }),
  refused("invalid_license_feature_code", "a feature that the license does not have is refused", "featureLicense", {
    feature: "no-such-feature",
  }),
  refused(
    "invalid_license_feature_code",
    "a feature whose time is over is refused",
    "featureLicense",
    featureBy("expired_feature"),
    { variant: "expired", evidence: "assumed" },
  ),
  refused(
    "floating_not_available",
    "a floating feature without a free seat is refused",
    "featureLicense",
    featureBy("full_floating_feature"),
    { ifActs: seatAgain("full_floating_feature") },
  ),
];
