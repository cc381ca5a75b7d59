import type { CheckBundleResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { bundleFirst } from "./activation.ts";
import { casesOf, newDevice, requestOf } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused, story } = casesOf("check-bundle");

/** The contract of GET check_bundle. */
export const checkBundleCases: readonly ContractCase[] = [
  ok(
    "every license of a bundle answers its state, the bundle's own first",
    "bundleLicense",
    {},
    {
      also: (licenses: CheckBundleResponse, scene) => bundleFirst(licenses, scene.role("bundleLicense")),
    },
  ),
  ok("a user's bundle answers its user", "userBundleLicense", {}, { variant: "user" }),
  story(
    "a member can be checked by its own code and the bundle's",
    ["bundleMember"],
    [{ request: requestOf("check-license", "bundleMember"), expect: { status: [200] } }],
    { variant: "member", effect: "none" },
  ),
  ...genericCases("check-bundle", { role: "bundleLicense" }),
  ...identificationCases("check-bundle", { key: "bundleLicense", user: "userBundleLicense" }),
  refused("license_not_enabled", "a bundle with a disabled member is refused", "disabledMemberBundle"),
  refused("license_not_active", "a bundle that no device has activated is refused", "unactivatedBundle"),
  refused("device_not_found", "a device that is not active is refused", "bundleLicense", newDevice),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedBundle"),
  refused("vm_not_allowed", "a virtual machine is refused where a license forbids it", "vmForbiddenBundle", {
    is_vm: "true",
  }),
  refused(
    "license_expired",
    "an expired bundle is refused where the policy says so",
    "expiredBundle",
    {},
    {
      policy: { expiredCheck: "error" },
    },
  ),
  refused(
    "license_not_enough_consumptions",
    "a bundle with a member used beyond its limit is refused",
    "overusedBundle",
  ),
  refused("floating_not_available", "a bundle with a member without a free seat is refused", "fullFloatingBundle"),
];
