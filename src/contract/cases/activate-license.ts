import type { ActivatedLicense } from "../../generated/types.ts";
import type { ContractCase, Scene } from "../case.ts";
import { casesOf, isRefused, requestOf, succeeds, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("activate-license");
const permanent = { effect: "permanent" } as const;
const deactivate = (role: string, fields = {}) => requestOf("deactivate-license", role, fields);

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
    permanent,
  ),
  ok("a user with a password is activated", "unactivatedUserLicense", {}, { variant: "user", ...permanent }),
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
      also: ({ variables }: ActivatedLicense) =>
        unless(variables?.map(({ value }) => value).join() === "dark,2", "the variables are not those that were sent"),
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
      also: ({ validity_period }: ActivatedLicense) => unless(validity_period !== null, "validity_period is null"),
    },
  ),
  ok(
    "an expired license can be activated and says so",
    "expiredLicense",
    { hardware_id: "Laptop-3" },
    {
      variant: "expired",
      evidence: "assumed",
      ...permanent,
      also: ({ is_expired }: ActivatedLicense) => unless(is_expired, "is_expired is false"),
    },
  ),
  ok(
    "activating a floating license takes no seat",
    "floatingLicense",
    {},
    {
      variant: "floating",
      evidence: "assumed",
      also: ({ floating_in_use }: ActivatedLicense) =>
        unless(floating_in_use === 0, `${floating_in_use} seats are taken`),
    },
  ),
  story(
    "moving to another device counts as a transfer",
    ["transferableLicense"],
    [
      succeeds(send("transferableLicense"), ({ transfer_count }: ActivatedLicense) =>
        unless(transfer_count === 2, `transfer_count is ${transfer_count}, expected 2`),
      ),
    ],
    { variant: "transfer", evidence: "documented: activations and device transfers" },
  ),
  story(
    "several devices side by side are no transfer",
    ["activeKeyLicense"],
    [
      succeeds(send("activeKeyLicense", { hardware_id: "Laptop-7" }), ({ transfer_count }: ActivatedLicense) =>
        unless(transfer_count === 0, `transfer_count is ${transfer_count}, expected 0`),
      ),
      succeeds(deactivate("activeKeyLicense", { hardware_id: "Laptop-7" })),
    ],
    { variant: "side-by-side", evidence: "documented: changelog of v4.0.30" },
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
  refused(
    "license_expired",
    "an expired license is refused where the policy says so",
    "expiredLicense",
    {
      hardware_id: "Laptop-3",
    },
    { policy: { expiredUse: "error" } },
  ),
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

/** So many devices are active. */
function counts(devices: number) {
  return ({ times_activated: active }: ActivatedLicense, _scene: Scene) =>
    unless(active === devices, `times_activated is ${active}, expected ${devices}`);
}
