import type { ContractCase } from "../case.ts";
import { noLongerActive, notActiveCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { offlineCases } from "./offline-cases.ts";
import { proofCases } from "./proof-cases.ts";
import { newDevice, requestOf } from "./requests.ts";
import { bundleActivated } from "./undo-requests.ts";

const { ok, send, story } = caseMaker("deactivate-bundle-offline");
const again = (role: string) => [bundleActivated(role)];
const andBack = (role: string) => ({ effect: "reversible", undo: again(role) }) as const;

/** The contract of POST deactivate_bundle_offline. */
export const deactivateBundleOfflineCases: readonly ContractCase[] = [
  ok(
    "a request file lets the device go from a whole bundle",
    "bundleLicense",
    { request: "deactivation" },
    andBack("bundleLicense"),
  ),
  ok(
    "a username alone is enough",
    "userBundleLicense",
    { password: undefined },
    { variant: "user", evidence: "assumed", ...andBack("userBundleLicense") },
  ),
  story(
    "a device that was let go from a bundle is unknown afterwards",
    ["bundleLicense"],
    [
      successStep(send("bundleLicense")),
      refusedStep("license_not_active", requestOf("check-bundle", "bundleLicense"), noLongerActive),
    ],
    { variant: "then-check", ...andBack("bundleLicense") },
  ),
  ...genericCases("deactivate-bundle-offline", { role: "bundleLicense" }),
  ...offlineCases(
    "deactivate-bundle-offline",
    { key: "bundleLicense", user: "userBundleLicense" },
    { role: "bundleLicense", undo: again("bundleLicense") },
  ),
  ...proofCases("deactivate-bundle-offline", { user: "userBundleLicense" }, {}, again),
  ...notActiveCases(
    "deactivate-bundle-offline",
    "bundle",
    { unactivated: "unactivatedBundle", otherDevice: "bundleLicense" },
    newDevice,
  ),
];
