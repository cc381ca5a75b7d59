import type { GetDeviceVariablesResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, isRefused, requestOf, succeeds, unless } from "./define.ts";
import { genericCases, identificationCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("deactivate-license");
const permanent = { effect: "permanent" } as const;
const activate = (role: string) => requestOf("activate-license", role);
const andBack = (role: string) => ({ effect: "reversible", undo: [activate(role)] }) as const;
const check = (role: string) => requestOf("check-license", role);

/** The contract of POST deactivate_license. */
export const deactivateLicenseCases: readonly ContractCase[] = [
  ok("a device is let go", "activeKeyLicense", {}, andBack("activeKeyLicense")),
  ok(
    "a username alone is enough",
    "activeUserLicense",
    { password: undefined },
    {
      variant: "user",
      ...andBack("activeUserLicense"),
    },
  ),
  ok(
    "a username with its password is fine",
    "activeUserLicense",
    {},
    {
      variant: "password",
      ...andBack("activeUserLicense"),
    },
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
    "disabledLicense",
    {},
    {
      variant: "disabled",
      evidence: "assumed",
      ...permanent,
      usesUp: "disabledLicense",
    },
  ),
  ok(
    "a device of an expired license can be let go",
    "expiredLicense",
    {},
    {
      variant: "expired",
      evidence: "assumed",
      ...andBack("expiredLicense"),
    },
  ),
  ok(
    "a blacklisted device can be let go",
    "blacklistedDevice",
    {},
    {
      variant: "blacklisted",
      evidence: "assumed",
      ...permanent,
      usesUp: "blacklistedDevice",
    },
  ),
  ok(
    "units on a license that counts none are ignored",
    "activeKeyLicense",
    { consumptions: 3 },
    {
      variant: "ignored-units",
      evidence: "assumed",
      ...andBack("activeKeyLicense"),
    },
  ),
  ok(
    "variables are taken",
    "activeKeyLicense",
    { variables: { theme: "dark", size: 2, beta: true } },
    {
      variant: "variables",
      evidence: "observed: a client sends them",
      ...permanent,
      undo: [activate("activeKeyLicense")],
    },
  ),
  story(
    "variables that came with the goodbye are there when the device comes back",
    ["variablesLicense"],
    [
      succeeds(send("variablesLicense", { variables: { theme: "blue" } })),
      succeeds(activate("variablesLicense")),
      succeeds(requestOf("get-device-variables", "variablesLicense"), (all: GetDeviceVariablesResponse) => {
        const found = all.find(({ variable }) => variable === "theme")?.value;
        return unless(found === "blue", `the variable is ${found}, expected blue`);
      }),
    ],
    { variant: "variables-kept", evidence: "assumed", undo: [activate("variablesLicense")] },
  ),
  story(
    "a device that was let go is unknown afterwards",
    ["activeKeyLicense"],
    [succeeds(send("activeKeyLicense")), isRefused("license_not_active", check("activeKeyLicense"))],
    { variant: "then-check", ...andBack("activeKeyLicense") },
  ),
  story(
    "a device can be let go and come back",
    ["activeKeyLicense"],
    [succeeds(send("activeKeyLicense")), succeeds(activate("activeKeyLicense")), succeeds(check("activeKeyLicense"))],
    { variant: "and-back", ...andBack("activeKeyLicense") },
  ),
  story(
    "letting a device go frees its seat",
    ["floatingLicense"],
    [
      succeeds(check("floatingLicense")),
      succeeds(send("floatingLicense")),
      succeeds(activate("floatingLicense"), ({ floating_in_use }: { floating_in_use?: number }) =>
        unless(floating_in_use === 0, `${floating_in_use} seats are taken, expected 0`),
      ),
    ],
    { variant: "frees-seat", evidence: "assumed", ...andBack("floatingLicense") },
  ),
  ...genericCases("deactivate-license", { role: "activeKeyLicense" }),
  ...identificationCases("deactivate-license", { key: "activeKeyLicense", user: "activeUserLicense" }),
  refused("authentication_failure", "a wrong password is refused", "activeUserLicense", { password: "wrong" }),
  refused("sso_customer_account_token_error", "an unknown token is refused", "ssoUser", {
    code: undefined,
    id_token: "no-such-token",
  }),
  refused("license_not_active", "a license that no device has activated is refused", "unactivatedLicense"),
  refused("device_not_found", "a device that is not active is refused", "otherDevice"),
  refused("license_not_enough_consumptions", "last units beyond the limit are refused", "exhaustedConsumptionLicense", {
    consumptions: 1,
  }),
  refused(
    "negative_consumptions_not_allowed",
    "giving units back is refused where it is not allowed",
    "consumptionLicense",
    {
      consumptions: -1,
    },
  ),
];
