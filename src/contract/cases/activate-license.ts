import type { ActivatedLicense } from "../../generated/types.ts";
import type { Answer, ContractCase } from "../case.ts";
import { activationCases, expiredMayBeUsed, noLongerActive } from "./activation-cases.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, refusedStep, successStep, underPolicy } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { counts, listsExpired, transfersSince } from "./license-claims.ts";
import { proofCases } from "./proof-cases.ts";
import { type FieldSource, newDevice, otherDevice, requestOf } from "./requests.ts";
import { deactivated, released } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("activate-license");
const permanent = { effect: "permanent" } as const;
const deactivate = (role: string, fields: FieldSource = {}) => requestOf("deactivate-license", role, fields);
const check = (role: string, fields: FieldSource = {}) => requestOf("check-license", role, fields);
const andBack = (role: string, fields: FieldSource = {}) =>
  ({ effect: "reversible", undo: [deactivated(role, fields)] }) as const;

/** Roles whose device is active already: to activate it again changes nothing that could be put back. */
const isActiveAlready = ["disabledLicense", "blacklistedDevice", "vmForbiddenLicense"];
const userBack = andBack("unactivatedUserLicense");

/** The contract of POST activate_license. */
export const activateLicenseCases: readonly ContractCase[] = [
  story(
    "a device is activated, and can be checked and let go",
    ["unactivatedLicense"],
    [
      successStep(send("unactivatedLicense"), counts(1)),
      successStep(check("unactivatedLicense")),
      successStep(deactivate("unactivatedLicense")),
      refusedStep("license_not_active", check("unactivatedLicense"), noLongerActive),
      successStep(send("unactivatedLicense"), counts(1)),
    ],
    andBack("unactivatedLicense"),
  ),
  ok("a user with a password is activated", "unactivatedUserLicense", {}, { variant: "user", ...userBack }),
  ok("a single sign-on token identifies the user", "ssoUser", { code: undefined }, { variant: "id-token" }),
  ok("a single sign-on code identifies the user", "ssoUser", { id_token: undefined }, { variant: "code" }),
  story(
    "the same device again moves no counter",
    ["roomyLicense"],
    [
      successStep(send("roomyLicense")),
      successStep(
        send("roomyLicense"),
        (now: ActivatedLicense, { seen }) => {
          const { times_activated: before, transfer_count } = (seen[0] as Answer).body as ActivatedLicense;
          const isSame = now.times_activated === before && now.transfer_count === transfer_count;
          const found = `times_activated is ${now.times_activated}, transfer_count ${now.transfer_count}`;
          return complaintUnless(isSame, found);
        },
        { evidence: "assumed", alsoEvidence: "documented: activations and device transfers" },
      ),
    ],
    { variant: "again", effect: "none" },
  ),
  ok(
    "what is told about the device is taken",
    "activeKeyLicense",
    {
      hostname: "ada.local",
      is_vm: false,
      vm_info: null,
      os_ver: "14.1",
      mac_address: "00:00:5e:00:53:01",
      sdk_ver: "test",
    },
    { variant: "device", ...permanent },
  ),
  ok(
    "variables are taken and answered as text",
    "activeKeyLicense",
    { variables: { theme: "dark", size: 2 } },
    {
      variant: "variables",
      evidence: "observed: activation answers",
      ...permanent,
      also: ({ variables = [] }: ActivatedLicense) => {
        const found = Object.fromEntries(variables.map(({ variable, value }) => [variable, value]));
        return complaintUnless(
          found.theme === "dark" && found.size === "2",
          "the variables are not those that were sent",
        );
      },
    },
  ),
  ok(
    "the first activation starts the agreed duration",
    "durationLicense",
    {},
    {
      variant: "duration",
      ...permanent,
      undo: [deactivated("durationLicense")],
      also: ({ validity_period }: ActivatedLicense) =>
        complaintUnless(validity_period !== null, "validity_period is null"),
      alsoEvidence: "documented: subscription tutorial",
    },
  ),
  ok("an expired license can be activated and says so", "expiredLicense", newDevice, {
    variant: "expired",
    ...expiredMayBeUsed,
    ...andBack("expiredLicense", newDevice),
    also: ({ is_expired }: ActivatedLicense) => complaintUnless(is_expired, "is_expired is false"),
    alsoEvidence: "documented: license types",
  }),
  story(
    "activating a floating license takes no seat",
    ["floatingLicense"],
    [
      successStep(
        send("floatingLicense"),
        ({ floating_in_use }: ActivatedLicense) =>
          complaintUnless(floating_in_use === 0, `${floating_in_use} seats are taken`),
        {
          evidence: "assumed",
          otherwise: [
            underPolicy({ activationTakesSeat: true }, undefined, ({ floating_in_use: seats }: ActivatedLicense) =>
              complaintUnless(Number(seats) > 0, `${seats} seats are taken, expected the caller's`),
            ),
          ],
        },
      ),
    ],
    { variant: "floating", effect: "reversible", undo: [released("floatingLicense")] },
  ),
  story(
    "moving to another device counts as a transfer",
    ["transferableLicense"],
    [
      successStep(send("transferableLicense")),
      successStep(deactivate("transferableLicense")),
      successStep(send("transferableLicense", newDevice), transfersSince(0, 1), {
        alsoEvidence: "documented: activations and device transfers",
      }),
    ],
    {
      variant: "transfer",
      undo: [deactivated("transferableLicense"), deactivated("transferableLicense", newDevice)],
    },
  ),
  story(
    "several devices side by side are no transfer",
    ["roomyLicense"],
    [
      successStep(send("roomyLicense")),
      successStep(send("roomyLicense", otherDevice), transfersSince(0, 0), {
        alsoEvidence: "assumed",
      }),
      successStep(check("roomyLicense", otherDevice)),
    ],
    { variant: "side-by-side", ...andBack("roomyLicense", otherDevice) },
  ),
  story(
    "a device that is refused is not bound",
    ["fullLicense"],
    [
      refusedStep("license_activated_max_times", send("fullLicense")),
      refusedStep("device_not_found", check("fullLicense"), { rests: { outcome: "inviolable", code: "assumed" } }),
    ],
    { variant: "binds-nothing", ...andBack("fullLicense") },
  ),
  story(
    "expired features are left out, and listed where they are asked for",
    ["featureLicense"],
    [
      successStep(send("featureLicense"), listsExpired(false)),
      successStep(send("featureLicense", { include_expired_features: true }), listsExpired(true)),
    ],
    { variant: "expired-features", effect: "none" },
  ),
  ...genericCases("activate-license", { role: "unactivatedLicense" }),
  ...identificationCases("activate-license", { key: "activeKeyLicense", user: "activeUserLicense" }),
  ...proofCases("activate-license", { user: "unactivatedUserLicense", token: "ssoUser" }, {}, (role) =>
    role === "ssoUser" ? "nothing" : [deactivated(role)],
  ),
  refused(
    "authentication_failure",
    "a user without a password is refused",
    "unactivatedUserLicense",
    { password: undefined },
    {
      variant: "no-password",
      rests: { outcome: "inviolable", code: "assumed" },
      ifActs: [deactivated("unactivatedUserLicense")],
    },
  ),
  refused(
    "authentication_failure",
    "a wrong password is told before a limit that is reached",
    "userLimitLicense",
    { password: "wrong" },
    {
      variant: "first",
      isOrder: true,
      rests: { outcome: "inviolable", code: "assumed" },
      ifActs: [deactivated("userLimitLicense")],
    },
  ),
  refused(
    "sso_customer_account_token_error",
    "a token for an account that does not exist is refused",
    "ssoUser",
    { code: undefined, customer_account_code: "another" },
    { variant: "account", rests: { outcome: "inviolable" }, ifActs: "nothing" },
  ),
  ...activationCases(
    "activate-license",
    {
      disabled_product: "disabledProduct",
      archived_product: "archivedProduct",
      license_not_enabled: "disabledLicense",
      blacklisted: "blacklistedDevice",
      vm_not_allowed: "vmForbiddenLicense",
      license_start_date_error: "notStartedLicense",
      license_activated_max_times: "fullLicense",
      license_user_activated_max_times: "userLimitLicense",
      license_transferred_max_times: "transfersSpentLicense",
    },
    (role) => (isActiveAlready.includes(role) ? "nothing" : [deactivated(role)]),
  ),
  refused(
    "floating_not_available",
    "without a free seat activation is refused where the target says so",
    "fullFloatingLicense",
    {},
    {
      policy: { activationTakesSeat: true },
      evidence: "declared: activationTakesSeat=true",
      ifActs: [released("fullFloatingLicense")],
    },
  ),
];
