import type { ContractCase } from "../case.ts";
import { proofCases } from "./activation.ts";
import { casesOf } from "./define.ts";
import { genericCases } from "./generic.ts";
import { offlineCases } from "./offline.ts";

const { ok, refused } = casesOf("deactivate-bundle-offline");

/** The contract of POST deactivate_bundle_offline. */
export const deactivateBundleOfflineCases: readonly ContractCase[] = [
  ok(
    "a request file lets the device go from a whole bundle",
    "bundleLicense",
    { request: "deactivation" },
    { effect: "permanent" },
  ),
  ok(
    "a username alone is enough",
    "userBundleLicense",
    { password: undefined },
    { variant: "user", effect: "permanent" },
  ),
  ...genericCases("deactivate-bundle-offline", { role: "bundleLicense" }),
  ...offlineCases("deactivate-bundle-offline", { key: "bundleLicense", user: "userBundleLicense" }),
  ...proofCases("deactivate-bundle-offline", { user: "userBundleLicense" }),
  refused("license_not_active", "a bundle that no device has activated is refused", "unactivatedBundle"),
  refused("device_not_found", "a device that is not active is refused", "bundleLicense", { hardware_id: "Laptop-9" }),
];
