import type { ContractCase } from "../case.ts";
import { activationCases, bundleIfActs, bundleRoles, expiredMayBeUsed } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { offlineCases } from "./offline-cases.ts";
import { proofCases } from "./proof-cases.ts";
import { requestOf } from "./requests.ts";
import { bundleDeactivated } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("activate-bundle-offline");
const letGo = { effect: "reversible", undo: [bundleDeactivated("unactivatedBundle")] } as const;

/** The contract of POST activate_bundle_offline. */
export const activateBundleOfflineCases: readonly ContractCase[] = [
  ok("a request file activates a whole bundle", "unactivatedBundle", { request: "activation" }, letGo),
  ok("a user's bundle is activated", "userBundleLicense", {}, { variant: "user" }),
  story(
    "a bundle that was activated offline can be checked online",
    ["unactivatedBundle"],
    [
      successStep(send("unactivatedBundle")),
      successStep(requestOf("check-bundle", "unactivatedBundle"), undefined, { evidence: "assumed" }),
    ],
    { variant: "then-check", ...letGo },
  ),
  ...genericCases("activate-bundle-offline", { role: "unactivatedBundle" }),
  ...offlineCases(
    "activate-bundle-offline",
    { key: "unactivatedBundle", user: "userBundleLicense" },
    { role: "unactivatedBundle", undo: [bundleDeactivated("unactivatedBundle")] },
  ),
  ...proofCases("activate-bundle-offline", { user: "userBundleLicense" }, {}, () => "nothing"),
  refused(
    "offline_floating_cloud_not_supported",
    "a bundle with a floating cloud member is refused",
    "floatingOfflineBundle",
    {},
    { ifActs: "nothing" },
  ),
  ...activationCases("activate-bundle-offline", bundleRoles, bundleIfActs),
  ok("an expired bundle can be activated", "expiredBundle", {}, { variant: "expired", ...expiredMayBeUsed }),
];
