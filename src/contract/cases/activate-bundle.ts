import type { DeviceLicensesResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import {
  activationCases,
  bundleIfActs,
  bundleRoles,
  expiredMayBeUsed,
  noLongerActive,
  wholeBundle,
} from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { proofCases } from "./proof-cases.ts";
import { newDevice, requestOf } from "./requests.ts";
import { bundleDeactivated, released } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("activate-bundle");
const letGo = requestOf("deactivate-bundle", "unactivatedBundle");
const andBack = (role: string) => [bundleDeactivated(role)];
const product = "the bundle's own license comes first, then its members'";

/** The contract of POST activate_bundle. */
export const activateBundleCases: readonly ContractCase[] = [
  ok(
    `a bundle is activated as a whole: ${product}`,
    "unactivatedBundle",
    {},
    {
      effect: "reversible",
      undo: andBack("unactivatedBundle"),
      also: wholeBundle("unactivatedBundle"),
    },
  ),
  ok("a user's bundle is activated", "userBundleLicense", {}, { variant: "user" }),
  ok("a single sign-on token identifies the user", "ssoBundleUser", { code: undefined }, { variant: "id-token" }),
  story(
    "a bundle with one disabled member is activated on none of its licenses",
    ["disabledMemberBundle"],
    [
      refusedStep("license_not_enabled", send("disabledMemberBundle", newDevice)),
      successStep(
        requestOf("device-licenses", "disabledMemberBundle", newDevice),
        (known: DeviceLicensesResponse) =>
          complaintUnless(known.length === 0, `${known.length} licenses know the device, expected none`),
        { evidence: "assumed", alsoEvidence: "inviolable", question: "device_licenses/ok-none" },
      ),
      refusedStep("device_not_found", requestOf("check-bundle", "disabledMemberBundle", newDevice), {
        evidence: "assumed",
      }),
    ],
    { variant: "none", effect: "reversible", undo: [bundleDeactivated("disabledMemberBundle", newDevice)] },
  ),
  story(
    "a bundle that is activated can be checked and let go",
    ["unactivatedBundle"],
    [
      successStep(send("unactivatedBundle")),
      successStep(requestOf("check-bundle", "unactivatedBundle")),
      successStep(letGo),
      refusedStep("license_not_active", requestOf("check-bundle", "unactivatedBundle"), noLongerActive),
    ],
    { variant: "whole-life", effect: "reversible", undo: andBack("unactivatedBundle") },
  ),
  ...genericCases("activate-bundle", { role: "unactivatedBundle" }),
  ...identificationCases("activate-bundle", { key: "unactivatedBundle", user: "userBundleLicense" }),
  ...proofCases("activate-bundle", { user: "userBundleLicense", token: "ssoBundleUser" }, {}, () => "nothing"),
  refused(
    "unknown_product",
    "a product that is no bundle is refused",
    "activeKeyLicense",
    {},
    { variant: "no-bundle", evidence: "assumed", ifActs: "nothing" },
  ),
  ...activationCases("activate-bundle", bundleRoles, bundleIfActs),
  ok("an expired bundle can be activated", "expiredBundle", {}, { variant: "expired", ...expiredMayBeUsed }),
  refused(
    "floating_not_available",
    "without a free seat activation is refused where the target says so",
    "fullFloatingBundle",
    {},
    {
      policy: { activationTakesSeat: true },
      evidence: "declared: activationTakesSeat=true",
      ifActs: [released("fullFloatingBundle")],
    },
  ),
];
