import type { ContractCase, Role } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { featureBy, requestOf } from "./requests.ts";
import { featureReleased } from "./undo-requests.ts";

const { refused, send, story } = caseMaker("floating-feature-release");
const feature = featureBy("feature");
const otherDevice = ({ feature: code, other_hardware_id }: Role) => ({ feature: code, hardware_id: other_hardware_id });
const any = { feature: "any-feature" };

/** The contract of POST floating/feature_release. */
export const floatingFeatureReleaseCases: readonly ContractCase[] = [
  story(
    "a seat of a feature is given back",
    ["borrowableFeatureLicense"],
    [
      successStep(requestOf("check-license-feature", "borrowableFeatureLicense", feature)),
      successStep(send("borrowableFeatureLicense", feature)),
    ],
    { effect: "reversible", undo: [featureReleased("borrowableFeatureLicense", feature)] },
  ),
  story(
    "a seat that is given back is free for another device",
    ["borrowableFeatureLicense"],
    [
      successStep(requestOf("check-license-feature", "borrowableFeatureLicense", feature)),
      successStep(send("borrowableFeatureLicense", feature)),
      successStep(requestOf("check-license-feature", "borrowableFeatureLicense", otherDevice)),
      successStep(send("borrowableFeatureLicense", otherDevice)),
    ],
    {
      variant: "frees",
      effect: "reversible",
      undo: [
        featureReleased("borrowableFeatureLicense", feature),
        featureReleased("borrowableFeatureLicense", otherDevice),
      ],
    },
  ),
  ...genericCases("floating-feature-release", {
    role: "borrowableFeatureLicense",
    fields: feature,
    required: "feature",
  }),
  ...identificationCases(
    "floating-feature-release",
    { key: "borrowableFeatureLicense", user: "activeUserLicense" },
    feature,
    "nothing",
  ),
  ...deviceCases("floating-feature-release", any, () => "nothing"),
  refused(
    "floating_feature_device_not_in_use",
    "a device without a seat is refused",
    "borrowableFeatureLicense",
    feature,
    { ifActs: "nothing" },
  ),
  refused(
    "invalid_license_feature_code",
    "a feature that the license does not have is refused",
    "borrowableFeatureLicense",
    { feature: "no-such-feature" },
    { ifActs: "nothing" },
  ),
  refused(
    "feature_not_floating",
    "a feature without seats is refused",
    "borrowableFeatureLicense",
    featureBy("fixed_feature"),
    { ifActs: "nothing" },
  ),
];
