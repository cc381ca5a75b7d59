import type { ContractCase } from "../case.ts";
import { proofCases } from "./activation.ts";
import { casesOf, isRefused, requestOf, succeeds, unless } from "./define.ts";
import { genericCases } from "./generic.ts";
import { offlineCases } from "./offline.ts";

const { ok, refused, send, story } = casesOf("deactivate-offline");
const permanent = { effect: "permanent" } as const;

/** The contract of POST deactivate_offline. */
export const deactivateOfflineCases: readonly ContractCase[] = [
  ok("a request file lets the device go", "activeOfflineLicense", { request: "deactivation" }, permanent),
  ok("a username alone is enough", "activeUserLicense", { password: undefined }, { variant: "user", ...permanent }),
  story(
    "units used offline count before the device is let go",
    ["activeOfflineLicense"],
    [
      succeeds(
        send("activeOfflineLicense", { consumptions: 5, product_features: [{ code: "counter", consumptions: 1 }] }),
      ),
      succeeds(
        requestOf("activate-license", "activeOfflineLicense"),
        ({ total_consumptions: total }: { total_consumptions?: number }) =>
          unless(total === 15, `the total is ${total}, expected 15`),
      ),
      isRefused(
        "feature_not_enough_consumptions",
        requestOf("add-feature-consumption", "activeOfflineLicense", { feature: "counter" }),
      ),
    ],
    { variant: "units", evidence: "documented: changelog of v4.1.49" },
  ),
  ...genericCases("deactivate-offline", { role: "activeOfflineLicense" }),
  ...offlineCases("deactivate-offline", { key: "activeOfflineLicense", user: "activeUserLicense" }),
  ...proofCases("deactivate-offline", { user: "activeUserLicense" }),
  refused("license_not_active", "a license that no device has activated is refused", "unactivatedLicense"),
  refused("device_not_found", "a device that is not active is refused", "otherDevice"),
  refused("license_not_enough_consumptions", "units beyond the limit are refused", "activeOfflineLicense", {
    consumptions: 11,
  }),
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
    {
      product_features: [{ code: "counter", consumptions: 2 }],
    },
  ),
];
