import type { CheckedLicense } from "../../generated/types.ts";
import type { ContractCase, Role } from "../case.ts";
import { deviceCases } from "./activation.ts";
import { hasOneSeat } from "./borrowing.ts";
import { casesOf } from "./define.ts";
import { isRefused, succeeds, under, unless } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { graceCases } from "./grace.ts";
import { identificationCases } from "./identification.ts";
import { isOwn, isUsable, listsExpired, othersOf, ownOf } from "./license-claims.ts";
import { newDevice, requestOf } from "./requests.ts";
import { toleranceCases } from "./tolerance.ts";
import { deactivated, released } from "./undo.ts";

const { ok, refused, send, story } = casesOf("check-license");
const otherDevice = ({ other_hardware_id }: Role) => ({ hardware_id: other_hardware_id });

/** The contract of GET check_license. */
export const checkLicenseCases: readonly ContractCase[] = [
  ok("a key-based license answers its state", "activeKeyLicense", {}, { also: isOwn("activeKeyLicense") }),
  ok(
    "a user-based license answers its user",
    "activeUserLicense",
    {},
    { variant: "user", also: isOwn("activeUserLicense") },
  ),
  ok(
    "of several licenses of a user one that is usable on this device is meant",
    "severalLicensesUser",
    {},
    { variant: "several", evidence: "assumed", also: isUsable },
  ),
  story(
    "a license id chooses among the licenses of a user",
    ["severalLicensesUser"],
    [
      succeeds(requestOf("user-licenses", "severalLicensesUser")),
      succeeds(send("severalLicensesUser"), undefined, { evidence: "assumed", question: "check_license/ok-several" }),
      succeeds(
        send("severalLicensesUser", (_role, scene) => ({ license_id: ownOf(scene) })),
        ({ id }: CheckedLicense, scene) =>
          unless(id === ownOf(scene), `the license is ${id}, expected ${ownOf(scene)}`),
        { alsoEvidence: "inviolable" },
      ),
      isRefused(
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
    { variant: "trial", also: ({ is_trial }: CheckedLicense) => unless(is_trial, "is_trial is false") },
  ),
  ok(
    "a time-limited license gives its end",
    "timeLimitedLicense",
    {},
    {
      variant: "time-limited",
      also: ({ validity_period }: CheckedLicense) => unless(validity_period !== null, "validity_period is null"),
    },
  ),
  ok("a subscription answers its state", "subscriptionLicense", {}, { variant: "subscription", also: isUsable }),
  ...graceCases,
  ok(
    "an expired license answers with a flag",
    "expiredLicense",
    {},
    {
      variant: "expired",
      evidence: "assumed",
      otherwise: [under({ expiredCheck: "error" }, "license_expired")],
      also: ({ is_expired }: CheckedLicense) => unless(is_expired, "is_expired is false"),
      alsoEvidence: "documented: license types",
    },
  ),
  ok(
    "a consumption license gives its counter",
    "consumptionLicense",
    {},
    {
      variant: "consumption",
      also: ({ total_consumptions: total }: { total_consumptions?: number }) => unless(total !== undefined, "no total"),
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
      otherwise: [under({ exhaustedCheck: "reached" }, "license_not_enough_consumptions")],
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
      also: ({ floating_in_use_devices: seats }: CheckedLicense) => unless(seats === 1, `${seats} seats, expected 1`),
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
      otherwise: [under({ expiredCheck: "error" }, "license_expired")],
      effect: "reversible",
      undo: [released("expiredFloatingLicense")],
      also: ({ floating_in_use_devices: seats }: CheckedLicense) => unless(seats === 0, `${seats} seats, expected 0`),
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
      alsoEvidence: "documented: seed 002",
    },
  ),
  ok(
    "metadata comes as text too where it is asked for",
    "activeKeyLicense",
    { include_metadata_string: "true" },
    {
      variant: "metadata-text",
      evidence: "observed: a client's type",
      also: ({ metadata, metadata_string }: CheckedLicense) =>
        unless(metadata_string === JSON.stringify(metadata), `metadata_string is ${metadata_string}`),
    },
  ),
  ...(["mac_adddress", "mac_address"] as const).map((name) =>
    ok(
      `the MAC address is taken as ${name}`,
      "activeKeyLicense",
      { [name]: "00:00:5e:00:53:01" },
      {
        variant: name === "mac_adddress" ? "mac-address" : "mac-address-newer",
        evidence: name === "mac_adddress" ? "documented: seed 002" : "documented: check license (newest page)",
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
      otherwise: [under({ vmOnCheck: "refuse" }, "vm_not_allowed")],
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
      { ...succeeds(send("borrowableLicense")), premise: hasOneSeat },
      isRefused("floating_not_available", send("borrowableLicense", otherDevice)),
    ],
    {
      variant: "held",
      effect: "reversible",
      undo: [released("borrowableLicense"), released("borrowableLicense", otherDevice)],
    },
  ),
  story(
    "a device that is refused is not bound by it",
    ["roomyLicense"],
    [
      isRefused("device_not_found", send("roomyLicense", newDevice)),
      isRefused("device_not_found", send("roomyLicense", newDevice)),
    ],
    { variant: "binds-nothing", effect: "reversible", undo: [deactivated("roomyLicense", newDevice)] },
  ),
];
