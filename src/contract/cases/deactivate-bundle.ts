import type { ContractCase } from "../case.ts";
import { proofCases } from "./activation.ts";
import { casesOf, isRefused, newDevice, requestOf, succeeds } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("deactivate-bundle");
const andBack = (role: string) => ({ effect: "reversible", undo: [requestOf("activate-bundle", role)] }) as const;

/** The contract of POST deactivate_bundle. */
export const deactivateBundleCases: readonly ContractCase[] = [
  ok("a device is let go from a whole bundle", "bundleLicense", {}, andBack("bundleLicense")),
  ok(
    "a username alone is enough",
    "userBundleLicense",
    { password: undefined },
    { variant: "user", ...andBack("userBundleLicense") },
  ),
  ok(
    "a single sign-on code identifies the user",
    "ssoBundleUser",
    { id_token: undefined },
    { variant: "code", ...andBack("ssoBundleUser") },
  ),
  story(
    "a member that was let go by itself is passed over",
    ["bundleLicense", "bundleMember"],
    [
      succeeds(requestOf("deactivate-license", "bundleMember")),
      succeeds(send("bundleLicense")),
      isRefused("license_not_active", requestOf("check-bundle", "bundleLicense")),
    ],
    { variant: "member", evidence: "assumed", ...andBack("bundleLicense") },
  ),
  ...genericCases("deactivate-bundle", { role: "bundleLicense" }),
  ...identificationCases("deactivate-bundle", { key: "bundleLicense", user: "userBundleLicense" }),
  ...proofCases("deactivate-bundle", { user: "userBundleLicense", token: "ssoBundleUser" }),
  refused("license_not_active", "a bundle that no device has activated is refused", "unactivatedBundle"),
  refused("device_not_found", "a device that is not active is refused", "bundleLicense", newDevice),
];
