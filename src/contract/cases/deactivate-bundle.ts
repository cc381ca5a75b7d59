import type { ContractCase } from "../case.ts";
import { noLongerActive, notActiveCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { proofCases } from "./proof-cases.ts";
import { newDevice, requestOf } from "./requests.ts";
import { bundleActivated } from "./undo-requests.ts";

const { ok, send, story } = caseMaker("deactivate-bundle");
const again = (role: string) => [bundleActivated(role)];
const andBack = (role: string) => ({ effect: "reversible", undo: again(role) }) as const;

/** The contract of POST deactivate_bundle. */
export const deactivateBundleCases: readonly ContractCase[] = [
  ok("a device is let go from a whole bundle", "bundleLicense", {}, andBack("bundleLicense")),
  ok(
    "a username alone is enough",
    "userBundleLicense",
    { password: undefined },
    { variant: "user", evidence: "assumed", ...andBack("userBundleLicense") },
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
      successStep(requestOf("deactivate-license", "bundleMember")),
      successStep(send("bundleLicense"), undefined, { evidence: "assumed" }),
      refusedStep("license_not_active", requestOf("check-bundle", "bundleLicense"), noLongerActive),
    ],
    { variant: "member", ...andBack("bundleLicense") },
  ),
  ...genericCases("deactivate-bundle", { role: "bundleLicense" }),
  ...identificationCases(
    "deactivate-bundle",
    { key: "bundleLicense", user: "userBundleLicense" },
    {},
    again("bundleLicense"),
  ),
  ...proofCases("deactivate-bundle", { user: "userBundleLicense", token: "ssoBundleUser" }, {}, again),
  ...notActiveCases(
    "deactivate-bundle",
    "bundle",
    { unactivated: "unactivatedBundle", otherDevice: "bundleLicense" },
    newDevice,
  ),
];
