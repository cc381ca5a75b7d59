import type { ActivatedLicense } from "../../generated/types.ts";
import type { Answer, ContractCase, Scene } from "../case.ts";
import { casesOf, type Filling, isRefused, newDevice, requestOf, succeeds, under, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("activate-license");
const permanent = { effect: "permanent" } as const;
const deactivate = (role: string, fields: Filling = {}) => requestOf("deactivate-license", role, fields);

const otherDevice: Filling = ({ other_hardware_id }) => ({ hardware_id: other_hardware_id });

/** The contract of POST activate_license. */
export const activateLicenseCases: readonly ContractCase[] = [
  story(
    "a device is activated, and can be checked and let go",
    ["unactivatedLicense"],
    [
      succeeds(send("unactivatedLicense"), counts(1)),
      succeeds(requestOf("check-license", "unactivatedLicense")),
      succeeds(deactivate("unactivatedLicense")),
      isRefused("license_not_active", requestOf("check-license", "unactivatedLicense")),
      succeeds(send("unactivatedLicense"), counts(1)),
    ],
    { effect: "reversible", undo: [deactivate("unactivatedLicense")] },
  ),
  ok(
    "a user with a password is activated",
    "unactivatedUserLicense",
    {},
    {
      variant: "user",
      effect: "reversible",
      undo: [deactivate("unactivatedUserLicense")],
    },
  ),
  ok("a single sign-on token identifies the user", "ssoUser", { code: undefined }, { variant: "id-token" }),
  ok("a single sign-on code identifies the user", "ssoUser", { id_token: undefined }, { variant: "code" }),
  ok(
    "the same device again moves no counter",
    "activeKeyLicense",
    {},
    {
      variant: "again",
      evidence: "assumed",
      also: counts(1),
    },
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
        return unless(found.theme === "dark" && found.size === "2", "the variables are not those that were sent");
      },
    },
  ),
  ok(
    "metadata comes as text too where it is asked for",
    "activeKeyLicense",
    { include_metadata_string: true },
    {
      variant: "metadata-text",
      also: ({ metadata, metadata_string }: ActivatedLicense) =>
        unless(metadata_string === JSON.stringify(metadata), `metadata_string is ${metadata_string}`),
    },
  ),
  ok(
    "the first activation starts the agreed duration",
    "durationLicense",
    {},
    {
      variant: "duration",
      evidence: "documented: trial licenses (for trial days)",
      ...permanent,
      undo: [deactivate("durationLicense")],
      also: ({ validity_period }: ActivatedLicense) => unless(validity_period !== null, "validity_period is null"),
    },
  ),
  ok("an expired license can be activated and says so", "expiredLicense", newDevice, {
    variant: "expired",
    evidence: "assumed",
    effect: "reversible",
    undo: [deactivate("expiredLicense", newDevice)],
    alternatives: [under({ expiredUse: "error" }, "license_expired")],
    also: ({ is_expired }: ActivatedLicense) => unless(is_expired, "is_expired is false"),
  }),
  ok(
    "activating a floating license takes no seat",
    "floatingLicense",
    {},
    {
      variant: "floating",
      evidence: "assumed",
      effect: "reversible",
      undo: [requestOf("floating-release", "floatingLicense")],
      alternatives: [under({ activationTakesSeat: true })],
      also: ({ floating_in_use }: ActivatedLicense) =>
        unless(floating_in_use === 0, `${floating_in_use} seats are taken`),
    },
  ),
  story(
    "moving to another device counts as a transfer",
    ["transferableLicense"],
    [
      succeeds(send("transferableLicense")),
      succeeds(deactivate("transferableLicense")),
      succeeds(send("transferableLicense", newDevice), transfersSince(0, 1)),
    ],
    {
      variant: "transfer",
      evidence: "documented: activations and device transfers",
      undo: [deactivate("transferableLicense"), deactivate("transferableLicense", newDevice)],
    },
  ),
  story(
    "several devices side by side are no transfer",
    ["roomyLicense"],
    [succeeds(send("roomyLicense")), succeeds(send("roomyLicense", otherDevice), transfersSince(0, 0))],
    {
      variant: "side-by-side",
      evidence: "documented: changelog of v4.0.30",
      effect: "reversible",
      undo: [deactivate("roomyLicense", otherDevice)],
    },
  ),
  ...genericCases("activate-license", { role: "unactivatedLicense" }),
  ...identificationCases("activate-license", { key: "activeKeyLicense", user: "activeUserLicense" }),
  refused("disabled_product", "a disabled product is refused", "disabledProduct"),
  refused("archived_product", "an archived product is refused", "archivedProduct"),
  refused("authentication_failure", "a wrong password is refused", "activeUserLicense", { password: "wrong" }),
  refused(
    "authentication_failure",
    "a user without a password is refused",
    "activeUserLicense",
    { password: undefined },
    {
      variant: "no-password",
    },
  ),
  refused(
    "authentication_failure",
    "a wrong password is told before a limit that is reached",
    "userLimitLicense",
    { password: "wrong" },
    { variant: "first", evidence: "assumed" },
  ),
  refused("sso_customer_account_token_error", "an unknown token is refused", "ssoUser", {
    code: undefined,
    id_token: "no-such-token",
  }),
  refused(
    "sso_customer_account_token_error",
    "a token of another account is refused",
    "ssoUser",
    {
      code: undefined,
      customer_account_code: "another",
    },
    { variant: "account" },
  ),
  refused("license_not_enabled", "a disabled license is refused", "disabledLicense"),
  refused("blacklisted", "a blacklisted device is refused", "blacklistedDevice"),
  refused("vm_not_allowed", "a virtual machine is refused where the license forbids it", "vmForbiddenLicense", {
    is_vm: true,
  }),
  refused("license_start_date_error", "a license whose time has not come is refused", "notStartedLicense"),
  refused("license_expired", "an expired license is refused where the policy says so", "expiredLicense", newDevice, {
    policy: { expiredUse: "error" },
    effect: "reversible",
    undo: [deactivate("expiredLicense", newDevice)],
  }),
  refused("license_activated_max_times", "a license without activations left is refused", "fullLicense"),
  refused("license_user_activated_max_times", "a user without activations left is refused", "userLimitLicense"),
  refused("license_transferred_max_times", "a license without transfers left is refused", "transfersSpentLicense"),
  refused(
    "floating_not_available",
    "without a free seat activation is refused where the policy says so",
    "fullFloatingLicense",
    {},
    {
      policy: { activationTakesSeat: true },
    },
  ),
];

/** So many transfers were counted since the answer of a step. */
function transfersSince(step: number, transfers: number) {
  return ({ transfer_count: count }: ActivatedLicense, { seen }: Scene) => {
    const expected = ((seen[step] as Answer).body as ActivatedLicense).transfer_count + transfers;
    return unless(count === expected, `transfer_count is ${count}, expected ${expected}`);
  };
}

/** So many devices are active. */
function counts(devices: number) {
  return ({ times_activated: active }: ActivatedLicense, _scene: Scene) =>
    unless(active === devices, `times_activated is ${active}, expected ${devices}`);
}
