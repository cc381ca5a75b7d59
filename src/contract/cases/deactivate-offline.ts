import type { ActivatedLicense, CheckedLicense } from "../../generated/types.ts";
import type { Answer, ContractCase, StepContext } from "../case.ts";
import { noLongerActive, notActiveCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { offlineCases } from "./offline-cases.ts";
import { proofCases } from "./proof-cases.ts";
import { requestOf } from "./requests.ts";
import { activated } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("deactivate-offline");
const again = (role: string) => [activated(role)];
const andBack = (role: string) => ({ effect: "reversible", undo: again(role) }) as const;

/** The contract of POST deactivate_offline. */
export const deactivateOfflineCases: readonly ContractCase[] = [
  ok(
    "a request file lets the device go",
    "activeOfflineLicense",
    { request: "deactivation" },
    andBack("activeOfflineLicense"),
  ),
  ok(
    "a username alone is enough",
    "activeUserLicense",
    { password: undefined },
    { variant: "user", evidence: "assumed", ...andBack("activeUserLicense") },
  ),
  story(
    "units used offline count before the device is let go",
    ["activeOfflineLicense"],
    [
      successStep(requestOf("check-license", "activeOfflineLicense")),
      successStep(
        send("activeOfflineLicense", ({ counter_feature }) => ({
          consumptions: 2,
          product_features: [{ code: counter_feature, consumptions: 1 }],
        })),
      ),
      successStep(requestOf("activate-license", "activeOfflineLicense"), countedOffline, {
        alsoEvidence: "documented: changelog of v4.1.49",
      }),
    ],
    {
      variant: "units",
      undo: again("activeOfflineLicense"),
    },
  ),
  story(
    "a device that was let go is unknown afterwards",
    ["activeOfflineLicense"],
    [
      successStep(send("activeOfflineLicense")),
      refusedStep("license_not_active", requestOf("check-license", "activeOfflineLicense"), noLongerActive),
    ],
    { variant: "then-check", ...andBack("activeOfflineLicense") },
  ),
  ...genericCases("deactivate-offline", { role: "activeOfflineLicense" }),
  ...offlineCases(
    "deactivate-offline",
    { key: "activeOfflineLicense", user: "activeUserLicense" },
    { role: "activeOfflineLicense", undo: again("activeOfflineLicense") },
  ),
  ...proofCases("deactivate-offline", { user: "activeUserLicense" }, {}, again),
  ...notActiveCases("deactivate-offline", "license", { unactivated: "unactivatedLicense", otherDevice: "otherDevice" }),
  refused(
    "license_not_enough_consumptions",
    "units beyond the limit are refused",
    "activeOfflineLicense",
    { consumptions: 1_000_000 },
    { evidence: "assumed", rests: { outcome: "documented: changelog of v4.1.49" } },
  ),
  refused(
    "negative_consumptions_not_allowed",
    "giving units back is refused where it is not allowed",
    "activeOfflineLicense",
    {
      consumptions: -1,
    },
  ),
  refused("unsupported_product_feature", "units of a feature that is not there are refused", "activeOfflineLicense", {
    product_features: [{ feature: "no-such-feature", consumptions: 1 }],
  }),
  refused(
    "feature_not_enough_consumptions",
    "units of a feature beyond its limit are refused",
    "activeOfflineLicense",
    ({ counter_feature }) => ({ product_features: [{ code: counter_feature, consumptions: 1_000_000 }] }),
  ),
];

/** Two units of the license and one of its feature were counted since the first answer. */
function countedOffline(now: ActivatedLicense, { seen, role }: StepContext): string | undefined {
  const before = (seen[0] as Answer).body as CheckedLicense;
  const code = role("activeOfflineLicense").counter_feature;
  const moved = (now.total_consumptions ?? 0) - (before.total_consumptions ?? 0);
  const counted = featureTotal(now, code) - featureTotal(before, code);
  return complaintUnless(moved === 2 && counted === 1, `the totals moved by ${moved} and ${counted}, expected 2 and 1`);
}

function featureTotal({ product_features }: Pick<CheckedLicense, "product_features">, code: unknown): number {
  return product_features.find((feature) => feature.code === code)?.total_consumptions ?? 0;
}
