import type { GetDeviceVariablesResponse } from "../../generated/types.ts";
import type { Answer, ContractCase } from "../case.ts";
import { expiredMayBeUsed, noLongerActive, notActiveCases } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { activeSince } from "./counter-claims.ts";
import { complaintUnless, refusedStep, successStep, underPolicy } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { proofCases } from "./proof-cases.ts";
import { newDevice, otherDevice, requestOf } from "./requests.ts";
import { activated, deactivated } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("deactivate-license");
const permanent = { effect: "permanent" } as const;
const activate = (role: string) => requestOf("activate-license", role);
const andBack = (role: string) => ({ effect: "reversible", undo: [activated(role)] }) as const;
const check = (role: string) => requestOf("check-license", role);

/** So many seats are taken. */
function seatsTaken(expected: number) {
  return ({ floating_in_use: found }: { floating_in_use?: number }) =>
    complaintUnless(found === expected, `${found} seats are taken, expected ${expected}`);
}

/** The contract of POST deactivate_license. */
export const deactivateLicenseCases: readonly ContractCase[] = [
  ok("a device is let go", "activeKeyLicense", {}, andBack("activeKeyLicense")),
  ok(
    "a username alone is enough",
    "activeUserLicense",
    { password: undefined },
    { variant: "user", evidence: "assumed", ...andBack("activeUserLicense") },
  ),
  ok(
    "a username with its password is fine",
    "activeUserLicense",
    {},
    { variant: "password", ...andBack("activeUserLicense") },
  ),
  ok(
    "a single sign-on token identifies the user",
    "ssoUser",
    { code: undefined },
    { variant: "id-token", ...andBack("ssoUser") },
  ),
  ok(
    "a single sign-on code identifies the user",
    "ssoUser",
    { id_token: undefined },
    { variant: "code", ...andBack("ssoUser") },
  ),
  ok(
    "a device of a disabled license can be let go",
    "disabledLicenseToEnd",
    {},
    { variant: "disabled", evidence: "assumed", ...permanent, usesUp: "disabledLicenseToEnd" },
  ),
  story(
    "a device of an expired license can be let go",
    ["expiredLicense"],
    [
      successStep(requestOf("activate-license", "expiredLicense", newDevice), undefined, expiredMayBeUsed),
      successStep(send("expiredLicense", newDevice), undefined, { evidence: "assumed" }),
    ],
    { variant: "expired", effect: "reversible", undo: [deactivated("expiredLicense", newDevice)] },
  ),
  ok(
    "a blacklisted device can be let go",
    "blacklistedDeviceToEnd",
    {},
    { variant: "blacklisted", evidence: "assumed", ...permanent, usesUp: "blacklistedDeviceToEnd" },
  ),
  ok(
    "units on a license that counts none are ignored",
    "activeKeyLicense",
    { consumptions: 3 },
    { variant: "ignored-units", evidence: "assumed", ...andBack("activeKeyLicense") },
  ),
  story(
    "last units count before the device is let go",
    ["consumptionLicense"],
    [
      successStep(check("consumptionLicense")),
      successStep(send("consumptionLicense", { consumptions: 2 })),
      successStep(activate("consumptionLicense")),
      successStep(check("consumptionLicense"), (now: { total_consumptions?: number }, { seen }) => {
        const before = (seen[0] as Answer).body as { total_consumptions?: number };
        const moved = (now.total_consumptions ?? 0) - (before.total_consumptions ?? 0);
        return complaintUnless(moved === 2, `the total moved by ${moved}, expected 2`);
      }),
    ],
    { variant: "units", ...permanent, undo: [activated("consumptionLicense")] },
  ),
  ok(
    "variables are taken",
    "activeKeyLicense",
    { variables: { theme: "dark", size: 2, beta: true } },
    {
      variant: "variables",
      evidence: "observed: a client sends them",
      ...permanent,
      undo: [activated("activeKeyLicense")],
    },
  ),
  story(
    "variables that came with the goodbye are there when the device comes back",
    ["variablesLicense"],
    [
      successStep(
        send("variablesLicense", (_role, scene) => ({
          variables: { theme: scene.fresh("theme"), size: scene.fresh("size") },
        })),
        undefined,
        {
          evidence: "observed: a client sends them",
        },
      ),
      successStep(activate("variablesLicense")),
      successStep(
        requestOf("get-device-variables", "variablesLicense"),
        (all: GetDeviceVariablesResponse, scene) => {
          const found = Object.fromEntries(all.map(({ variable, value }) => [variable, value]));
          const isKept = (["theme", "size"] as const).every((name) => found[name] === scene.fresh(name));
          return complaintUnless(isKept, `the variables are ${JSON.stringify(found)}`);
        },
        { alsoEvidence: "assumed" },
      ),
    ],
    { variant: "variables-kept", undo: [activated("variablesLicense")] },
  ),
  story(
    "a device that was let go is unknown afterwards",
    ["activeKeyLicense"],
    [
      successStep(send("activeKeyLicense")),
      refusedStep("license_not_active", check("activeKeyLicense"), noLongerActive),
    ],
    { variant: "then-check", ...andBack("activeKeyLicense") },
  ),
  story(
    "a device can be let go and come back",
    ["activeKeyLicense"],
    [
      successStep(send("activeKeyLicense")),
      successStep(activate("activeKeyLicense")),
      successStep(check("activeKeyLicense")),
    ],
    { variant: "and-back", ...andBack("activeKeyLicense") },
  ),
  story(
    "one device is let go, the others stay",
    ["roomyLicense"],
    [
      successStep(requestOf("activate-license", "roomyLicense")),
      successStep(requestOf("activate-license", "roomyLicense", otherDevice)),
      successStep(send("roomyLicense", otherDevice)),
      successStep(check("roomyLicense"), activeSince(1, -1)),
    ],
    {
      variant: "others-stay",
      effect: "reversible",
      undo: [deactivated("roomyLicense", otherDevice), activated("roomyLicense")],
    },
  ),
  story(
    "letting a device go frees its seat",
    ["floatingLicense"],
    [
      successStep(check("floatingLicense")),
      successStep(send("floatingLicense")),
      successStep(activate("floatingLicense"), seatsTaken(0), {
        alsoEvidence: "assumed",
        otherwise: [underPolicy({ activationTakesSeat: true }, undefined, seatsTaken(1))],
      }),
    ],
    { variant: "frees-seat", ...andBack("floatingLicense") },
  ),
  ...genericCases("deactivate-license", { role: "activeKeyLicense" }),
  ...identificationCases("deactivate-license", { key: "activeKeyLicense", user: "activeUserLicense" }, {}, [
    activated("activeKeyLicense"),
  ]),
  ...proofCases("deactivate-license", { user: "activeUserLicense", token: "ssoUser" }, {}, (role) => [activated(role)]),
  ...notActiveCases("deactivate-license", "license", { unactivated: "unactivatedLicense", otherDevice: "otherDevice" }),
  refused(
    "license_not_enough_consumptions",
    "last units beyond the limit are refused",
    "exhaustedConsumptionLicense",
    { consumptions: 1 },
    { evidence: "assumed" },
  ),
  refused(
    "negative_consumptions_not_allowed",
    "giving units back is refused where it is not allowed",
    "consumptionLicense",
    { consumptions: -1 },
    { evidence: "assumed" },
  ),
];
