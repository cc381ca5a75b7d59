import type { CheckedLicense } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { requireOneSeat } from "./borrowing.ts";
import { caseMaker } from "./case-maker.ts";
import { edgeCases } from "./edges.ts";
import { complaintUnless, refusedStep, successStep, underPolicy } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { listsExpired, othersOf, ownOf, requireOwnLicense, requireUsable } from "./license-claims.ts";
import { newDevice, otherDevice, requestOf } from "./requests.ts";
import { toleranceCases } from "./tolerance.ts";
import { deactivated, released, seatsReleased } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("check-license");

const ofUser = requireOwnLicense("activeUserLicense");

/** The contract of GET check_license. */
export const checkLicenseCases: readonly ContractCase[] = [
  ok("a key-based license answers its state", "activeKeyLicense", {}, { also: requireOwnLicense("activeKeyLicense") }),
  ok("a license of a user answers its user", "activeUserLicense", {}, { variant: "user", also: ofUser }),
  ok(
    "of several licenses of a user one that is usable on this device is meant",
    "severalLicensesUser",
    {},
    { variant: "several", evidence: "assumed", also: requireUsable },
  ),
  story(
    "a license id chooses among the licenses of a user",
    ["severalLicensesUser"],
    [
      successStep(requestOf("user-licenses", "severalLicensesUser")),
      successStep(send("severalLicensesUser"), undefined, {
        evidence: "assumed",
        question: "check_license/ok-several",
      }),
      successStep(
        send("severalLicensesUser", (_role, scene) => ({ license_id: ownOf(scene) })),
        ({ id }: CheckedLicense, scene) =>
          complaintUnless(id === ownOf(scene), `the license is ${id}, expected ${ownOf(scene)}`),
        { alsoEvidence: "inviolable" },
      ),
      refusedStep(
        "device_not_found",
        send("severalLicensesUser", (_role, scene) => ({ license_id: othersOf(scene)[0] })),
      ),
    ],
    { variant: "license-id", effect: "none" },
  ),
  ok(
    "a trial says so",
    "trialLicense",
    {},
    { variant: "trial", also: ({ is_trial }: CheckedLicense) => complaintUnless(is_trial, "is_trial is false") },
  ),
  ok(
    "a time-limited license gives its end",
    "timeLimitedLicense",
    {},
    {
      variant: "time-limited",
      also: ({ validity_period }: CheckedLicense) =>
        complaintUnless(validity_period !== null, "validity_period is null"),
    },
  ),
  ok("a subscription answers its state", "subscriptionLicense", {}, { variant: "subscription", also: requireUsable }),
  ...edgeCases("check-license"),
  ok(
    "an expired license answers with a flag",
    "expiredLicense",
    {},
    {
      variant: "expired",
      evidence: "assumed",
      otherwise: [underPolicy({ expiredCheck: "error" }, "license_expired")],
      also: ({ is_expired }: CheckedLicense) => complaintUnless(is_expired, "is_expired is false"),
      alsoEvidence: "documented: license types",
    },
  ),
  ok(
    "a consumption license gives its counter",
    "consumptionLicense",
    {},
    {
      variant: "consumption",
      also: ({ total_consumptions: total }: { total_consumptions?: number }) =>
        complaintUnless(total !== undefined, "no total"),
      alsoEvidence: "observed: all sample answers",
    },
  ),
  ok(
    "a used-up consumption license can be checked",
    "exhaustedConsumptionLicense",
    {},
    {
      variant: "exhausted",
      evidence: "assumed",
      otherwise: [underPolicy({ exhaustedCheck: "reached" }, "license_not_enough_consumptions")],
    },
  ),
  ok(
    "a floating license takes a seat and counts the caller",
    "floatingLicense",
    {},
    {
      variant: "floating",
      effect: "reversible",
      undo: [released("floatingLicense")],
      also: ({ floating_in_use_devices: seats }: CheckedLicense) =>
        complaintUnless(seats === 1, `${seats} seats, expected 1`),
      alsoEvidence: "assumed",
    },
  ),
  ok(
    "an expired floating license takes no seat",
    "expiredFloatingLicense",
    {},
    {
      variant: "expired-floating",
      evidence: "assumed",
      otherwise: [underPolicy({ expiredCheck: "error" }, "license_expired")],
      effect: "reversible",
      undo: [released("expiredFloatingLicense")],
      also: ({ floating_in_use_devices: seats }: CheckedLicense) =>
        complaintUnless(seats === 0, `${seats} seats, expected 0`),
    },
  ),
  ok(
    "expired features are left out",
    "featureLicense",
    {},
    {
      variant: "features",
      also: listsExpired(false),
      alsoEvidence: "documented: product features",
    },
  ),
  ok(
    "expired features are listed where they are asked for",
    "featureLicense",
    { include_expired_features: "true" },
    {
      variant: "expired-features",
      also: listsExpired(true),
      alsoEvidence: "documented: License Check",
    },
  ),
  ...(["mac_adddress", "mac_address"] as const).map((name) =>
    ok(
      `the MAC address is taken as ${name}`,
      "activeKeyLicense",
      { [name]: "00:00:5e:00:53:01" },
      {
        variant: name === "mac_adddress" ? "mac-address" : "mac-address-newer",
        evidence: name === "mac_adddress" ? "documented: License Check" : "documented: check license (newest page)",
        effect: "permanent",
      },
    ),
  ),
  ok(
    "a member of a bundle is checked by its own code and the bundle's",
    "bundleMember",
    {},
    {
      variant: "member",
      evidence: "documented: product bundles",
    },
  ),
  ...toleranceCases("check-license", "activeKeyLicense"),
  ...genericCases("check-license", { role: "activeKeyLicense" }),
  ...identificationCases("check-license", { key: "activeKeyLicense", user: "activeUserLicense" }),
  ...deviceCases("check-license"),
  refused("license_not_enabled", "a disabled license is told before an unknown device", "disabledLicense", newDevice, {
    variant: "first",
    isOrder: true,
    rests: { code: "assumed" },
  }),
  refused(
    "device_not_found",
    "a subscription counts as active, so the device is missing",
    "unactivatedSubscription",
    {},
    { variant: "subscription", rests: { code: "assumed" } },
  ),
  ok(
    "a virtual machine may check a license that forbids it",
    "vmForbiddenLicense",
    { is_vm: "true" },
    {
      variant: "vm",
      effect: "permanent",
      evidence: "assumed",
      otherwise: [underPolicy({ vmOnCheck: "refuse" }, "vm_not_allowed")],
    },
  ),
  refused(
    "license_not_enough_consumptions",
    "a consumption license used beyond its limit is refused",
    "overusedConsumptionLicense",
    {},
    { rests: { outcome: "assumed" } },
  ),
  refused(
    "floating_not_available",
    "a floating license without a free seat is refused",
    "fullFloatingLicense",
    {},
    {
      ifActs: [released("fullFloatingLicense")],
    },
  ),
  story(
    "a seat that was taken stays taken",
    ["borrowableLicense"],
    [
      { ...successStep(send("borrowableLicense")), premise: requireOneSeat },
      refusedStep("floating_not_available", send("borrowableLicense", otherDevice)),
    ],
    {
      variant: "held",
      effect: "reversible",
      undo: seatsReleased("borrowableLicense"),
    },
  ),
  story(
    "a device that is refused is not bound by it",
    ["roomyLicense"],
    [
      refusedStep("device_not_found", send("roomyLicense", newDevice)),
      refusedStep("device_not_found", send("roomyLicense", newDevice)),
    ],
    { variant: "binds-nothing", effect: "reversible", undo: [deactivated("roomyLicense", newDevice)] },
  ),
];
