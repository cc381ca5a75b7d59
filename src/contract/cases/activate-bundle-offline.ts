import type { ContractCase } from "../case.ts";
import { activationCases, bundleRoles, proofCases } from "./activation.ts";
import { casesOf, requestOf, succeeds } from "./define.ts";
import { genericCases } from "./generic.ts";
import { offlineCases } from "./offline.ts";

const { ok, refused, send, story } = casesOf("activate-bundle-offline");
const letGo = { effect: "reversible", undo: [requestOf("deactivate-bundle", "unactivatedBundle")] } as const;

/** The contract of POST activate_bundle_offline. */
export const activateBundleOfflineCases: readonly ContractCase[] = [
  ok("a request file activates a whole bundle", "unactivatedBundle", { request: "activation" }, letGo),
  ok("a user's bundle is activated", "userBundleLicense", { password: undefined }, { variant: "user" }),
  story(
    "a bundle that was activated offline can be checked online",
    ["unactivatedBundle"],
    [succeeds(send("unactivatedBundle")), succeeds(requestOf("check-bundle", "unactivatedBundle"))],
    { variant: "then-check", ...letGo },
  ),
  ...genericCases("activate-bundle-offline", { role: "unactivatedBundle" }),
  ...offlineCases("activate-bundle-offline", { key: "unactivatedBundle", user: "userBundleLicense" }),
  ...proofCases("activate-bundle-offline", { user: "userBundleLicense" }),
  refused(
    "offline_floating_cloud_not_supported",
    "a bundle with a floating cloud member is refused",
    "floatingOfflineBundle",
  ),
  ...activationCases("activate-bundle-offline", bundleRoles),
];
