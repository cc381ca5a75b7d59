import type { ContractCase } from "../case.ts";
import { wholeBundle } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { underPolicy } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { newDevice } from "./requests.ts";
import { released } from "./undo-requests.ts";

const { ok, refused } = caseMaker("check-bundle");

/** The contract of GET check_bundle. */
export const checkBundleCases: readonly ContractCase[] = [
  ok(
    "every license of a bundle answers its state, the bundle's own first",
    "bundleLicense",
    {},
    {
      also: wholeBundle("bundleLicense"),
    },
  ),
  ok("a user's bundle answers its user", "userBundleLicense", {}, { variant: "user" }),
  ...genericCases("check-bundle", { role: "bundleLicense" }),
  ...identificationCases("check-bundle", { key: "bundleLicense", user: "userBundleLicense" }),
  refused("license_not_enabled", "a bundle with a disabled member is refused", "disabledMemberBundle"),
  refused("license_not_active", "a bundle that no device has activated is refused", "unactivatedBundle"),
  refused("device_not_found", "a device that is not active is refused", "bundleLicense", newDevice),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedBundle"),
  refused(
    "vm_not_allowed",
    "a virtual machine is refused where the target says so",
    "vmForbiddenBundle",
    { is_vm: "true" },
    {
      policy: { vmOnCheck: "refuse" },
      evidence: "declared: vmOnCheck=refuse",
      effect: "permanent",
    },
  ),
  ok(
    "an expired bundle answers with its flags",
    "expiredBundle",
    {},
    {
      variant: "expired",
      evidence: "assumed",
      otherwise: [underPolicy({ expiredCheck: "error" }, "license_expired")],
    },
  ),
  refused(
    "license_not_enough_consumptions",
    "a bundle with a member used beyond its limit is refused",
    "overusedBundle",
    {},
    { evidence: "assumed" },
  ),
  refused(
    "floating_not_available",
    "a bundle with a member without a free seat is refused",
    "fullFloatingBundle",
    {},
    {
      ifActs: [released("fullFloatingBundle")],
    },
  ),
];
