import { type EndpointName, errorCodesOf } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { ContractCase, OwnClaim, Role, Step } from "../case.ts";
import { caseMaker, type RefusalOptions } from "./case-maker.ts";
import { complaintUnless, type Outcome, ownClaim, stillRefusedStep, underPolicy } from "./expectations.ts";
import { ifQuery } from "./proof-cases.ts";
import { type FieldSource, type Fields, requestOf } from "./requests.ts";
import { bundleDeactivated } from "./undo-requests.ts";

/** Roles for what can be wrong with an activation, by code. */
export type ActivationRoles = Readonly<Partial<Record<ErrorCode, string>>>;

/** The roles for bundles, online and offline. */
export const bundleRoles: ActivationRoles = {
  disabled_product: "disabledBundleProduct",
  archived_product: "archivedBundleProduct",
  license_not_enabled: "disabledMemberBundle",
  blacklisted: "blacklistedBundle",
  vm_not_allowed: "vmForbiddenBundle",
  license_start_date_error: "notStartedBundle",
  license_activated_max_times: "fullBundle",
  license_user_activated_max_times: "userLimitBundle",
  license_transferred_max_times: "transfersSpentBundle",
};

/** Roles of bundles whose device is active already: to activate it again changes nothing that could be put back. */
const activeBundles = ["disabledMemberBundle", "blacklistedBundle", "vmForbiddenBundle"];

/** What puts a bundle back that is activated in spite of an obstacle. */
export function bundleIfActs(role: string): NonNullable<RefusalOptions["ifActs"]> {
  return activeBundles.includes(role) ? "nothing" : [bundleDeactivated(role)];
}

type Bundle = readonly { readonly product_details: { readonly short_code: string } }[];

/** Every license of the bundle that a role names, and the bundle's own first; its fact `members` names them all. */
export function wholeBundle(role: string): OwnClaim[] {
  return [
    ownClaim(
      (licenses: Bundle, scene) => isWhole(licenses, scene.role(role)),
      "documented: product bundles",
      "body",
      "every license of the bundle, each once",
    ),
    ownClaim(
      (licenses: Bundle, scene) => {
        const [first] = licenses.map(({ product_details }) => product_details.short_code);
        return complaintUnless(first === scene.role(role).product, `the first product is ${first}`);
      },
      "observed: samples",
      "body",
      "the bundle's own license first",
    ),
  ];
}

function isWhole(licenses: Bundle, { product, members: expected }: Role): string | undefined {
  const products = licenses.map(({ product_details }) => product_details.short_code);
  const members = products.filter((code) => code !== product);
  const isAll = expected === undefined || [...members].sort().join() === String(expected).split(",").sort().join();
  const isOnce = new Set(products).size === products.length;
  return complaintUnless(members.length > 0 && isOnce && isAll, `the products are ${products.join()}`);
}

/** What forbids an activation, and what its parts rest on. */
const obstacles: Partial<Record<ErrorCode, Outcome & { readonly about: string; readonly fields?: Fields }>> = {
  disabled_product: { about: "a disabled product is refused" },
  archived_product: { about: "an archived product is refused" },
  license_not_enabled: {
    about: "a disabled license is refused",
    rests: { outcome: "documented: license detail view", code: "assumed" },
  },
  blacklisted: { about: "a blacklisted device is refused", evidence: "documented: error responses" },
  vm_not_allowed: {
    about: "a virtual machine is refused where the license forbids it",
    fields: { is_vm: true },
    rests: { outcome: "documented: create order (prevent_vm)" },
  },
  license_start_date_error: {
    about: "a license whose time has not come is refused",
    rests: { outcome: "documented: license start date" },
  },
  license_activated_max_times: { about: "a license without activations left is refused" },
  license_user_activated_max_times: { about: "a user without activations left is refused" },
  license_transferred_max_times: { about: "a license without transfers left is refused" },
};

/** What can be wrong with any activation, online or offline, of a license or a bundle. */
export function activationCases(
  endpoint: EndpointName,
  roles: ActivationRoles,
  ifActs: (role: string) => NonNullable<RefusalOptions["ifActs"]>,
): ContractCase[] {
  const { refused } = caseMaker(endpoint);
  return errorCodesOf(endpoint).flatMap((code) => {
    const [obstacle, role] = [obstacles[code], roles[code]];
    if (obstacle === undefined || role === undefined) return [];
    const { about, fields, ...outcome } = obstacle;
    // A product that is not offered any more may also lack what offline activation asks for
    const isSecond = endpoint.includes("offline") && /_product$/.test(code);
    const order = isSecond ? ({ isOrder: true, rests: { ...outcome.rests, code: "assumed" } } as const) : {};
    // Whether one disabled member stops the others, no page says
    const isPartial = code === "license_not_enabled" && endpoint.includes("bundle");
    const partial = isPartial ? ({ rests: { outcome: "assumed", code: "assumed" } } as const) : {};
    const own = refused(code, about, role, fields, { ...outcome, ...order, ...partial, ifActs: ifActs(role) });
    return [stillRefused.includes(code) ? { ...own, steps: [...own.steps, stillInactive(endpoint, role)] } : own];
  });
}

/** Obstacles that do not hinder a check: the device would be active after an activation in spite of them. */
const stillRefused: readonly ErrorCode[] = [
  "license_start_date_error",
  "license_activated_max_times",
  "license_user_activated_max_times",
  "license_transferred_max_times",
];

function stillInactive(endpoint: EndpointName, role: string): Step {
  return stillRefusedStep(requestOf(endpoint.includes("bundle") ? "check-bundle" : "check-license", role));
}

/** An expired license may be activated or refused, as the target has chosen. */
export const expiredMayBeUsed = {
  evidence: "assumed",
  otherwise: [underPolicy({ expiredUse: "error" }, "license_expired")],
} as const satisfies Outcome;

/** A device that was let go may not go on; of two codes that say so, none is promised. */
export const noLongerActive = {
  rests: { outcome: "documented: activations and device transfers", code: "assumed" },
} as const satisfies Outcome;

/** What can be wrong with any call from a device: its license, its activation, the device itself. */
export function deviceCases(
  endpoint: EndpointName,
  fields: FieldSource = {},
  ifActs: (role: string) => NonNullable<RefusalOptions["ifActs"]> = () => ifQuery(endpoint),
): ContractCase[] {
  const { refused } = caseMaker(endpoint);
  const about: readonly (readonly [code: ErrorCode, about: string, role: string])[] = [
    ["license_not_enabled", "a disabled license is refused", "disabledLicense"],
    ["license_not_active", "a license that no device has activated is refused", "unactivatedLicense"],
    ["device_not_found", "a device that is not active is refused", "otherDevice"],
    ["blacklisted", "a blacklisted device is refused", "blacklistedDevice"],
  ];
  const codes: readonly string[] = errorCodesOf(endpoint);
  return about
    .filter(([code]) => codes.includes(code))
    .map(([code, sentence, role]) => {
      // Without an active device that is the second reason; these roles need not count units, have seats or features
      const isSecond = code === "license_not_active" || asksForMore.includes(endpoint);
      const order = isSecond ? ({ isOrder: true, rests: { code: "assumed" } } as const) : {};
      return refused(code, sentence, role, fields, { ifActs: ifActs(role), ...order });
    });
}

/** Endpoints that ask for a license of a kind that the roles of device cases need not be. */
const asksForMore: readonly EndpointName[] = [
  "add-consumption",
  "check-license-feature",
  "add-feature-consumption",
  "floating-borrow",
  "floating-release",
  "floating-feature-borrow",
  "floating-feature-release",
];

/** What cannot be let go, as no device is active on it, or another one is. */
export function notActiveCases(
  endpoint: EndpointName,
  what: "license" | "bundle",
  roles: { readonly unactivated: string; readonly otherDevice: string },
  fields: FieldSource = {},
): ContractCase[] {
  const { refused } = caseMaker(endpoint);
  return [
    refused(
      "license_not_active",
      `a ${what} that no device has activated is refused`,
      roles.unactivated,
      {},
      { ifActs: "nothing", isOrder: true, rests: { code: "assumed" } },
    ),
    refused("device_not_found", "a device that is not active is refused", roles.otherDevice, fields, {
      ifActs: "nothing",
    }),
  ];
}
