import type { ContractCase, Role } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { earlier, requireEarlierEnd, requireOneFeatureSeat } from "./borrowing.ts";
import { caseMaker } from "./case-maker.ts";
import { refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { proofCases } from "./proof-cases.ts";
import { featureBy, requestOf } from "./requests.ts";
import { featureReleased } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("floating-feature-borrow");
const longest = featureBy("feature", { borrowed_until: null });
const any = { feature: "any-feature", borrowed_until: null };
const otherDevice = ({ feature, other_hardware_id }: Role) => ({ feature, hardware_id: other_hardware_id });
const again = (fact = "feature") => [featureReleased("borrowableFeatureLicense", featureBy(fact))];
const andRelease = { effect: "reversible", undo: again() } as const;

/** The contract of POST floating/feature_borrow. */
export const floatingFeatureBorrowCases: readonly ContractCase[] = [
  ok("null borrows for as long as is allowed", "borrowableFeatureLicense", longest, andRelease),
  story(
    "a borrowed seat is refused to another device until it is given back",
    ["borrowableFeatureLicense"],
    [
      { ...successStep(requestOf("check-license", "borrowableFeatureLicense")), premise: requireOneFeatureSeat },
      successStep(send("borrowableFeatureLicense", longest)),
      refusedStep(
        "floating_not_available",
        requestOf("check-license-feature", "borrowableFeatureLicense", otherDevice),
      ),
      successStep(requestOf("floating-feature-release", "borrowableFeatureLicense")),
      successStep(requestOf("check-license-feature", "borrowableFeatureLicense", otherDevice)),
      successStep(requestOf("floating-feature-release", "borrowableFeatureLicense", otherDevice)),
    ],
    {
      variant: "and-release",
      effect: "reversible",
      undo: [...again(), featureReleased("borrowableFeatureLicense", otherDevice)],
    },
  ),
  story(
    "a seat is borrowed until the end that is asked for",
    ["borrowableFeatureLicense"],
    [
      successStep(send("borrowableFeatureLicense", longest)),
      successStep(requestOf("floating-feature-release", "borrowableFeatureLicense")),
      successStep(send("borrowableFeatureLicense", earlier), requireEarlierEnd),
      successStep(requestOf("floating-feature-release", "borrowableFeatureLicense")),
    ],
    { variant: "until", ...andRelease },
  ),
  ...genericCases("floating-feature-borrow", {
    role: "borrowableFeatureLicense",
    fields: longest,
    required: "feature",
  }),
  ...identificationCases(
    "floating-feature-borrow",
    { key: "borrowableFeatureLicense", user: "activeUserLicense" },
    longest,
    again(),
  ),
  ...proofCases("floating-feature-borrow", { user: "activeUserLicense", token: "ssoUser" }, any, () => "nothing"),
  ...deviceCases("floating-feature-borrow", any, () => "nothing"),
  refused("license_expired", "an expired license is refused", "expiredFeatureLicense", longest, {
    isOrder: true, // its feature may be over too
    rests: { code: "assumed" },
    ifActs: [featureReleased("expiredFeatureLicense", featureBy("feature"))],
  }),
  refused(
    "invalid_license_feature_code",
    "a feature that the license does not have is refused",
    "borrowableFeatureLicense",
    { ...any, feature: "no-such-feature" },
    { ifActs: "nothing" },
  ),
  refused(
    "feature_not_floating",
    "a feature without seats is refused",
    "borrowableFeatureLicense",
    featureBy("fixed_feature", { borrowed_until: null }),
    { ifActs: again("fixed_feature") },
  ),
  refused(
    "license_borrow_not_allowed",
    "a feature that cannot be borrowed is refused",
    "borrowableFeatureLicense",
    featureBy("unborrowable_feature", { borrowed_until: null }),
    { ifActs: again("unborrowable_feature") },
  ),
  refused(
    "borrow_until_not_valid",
    "an end that is past is refused",
    "borrowableFeatureLicense",
    { borrowed_until: "2020-01-01 12:00" },
    { ifActs: again() },
  ),
  refused(
    "floating_not_available",
    "a feature without a free seat is refused",
    "borrowableFeatureLicense",
    featureBy("taken_feature", { borrowed_until: null }),
    { ifActs: again("taken_feature") },
  ),
];
