import type { EndpointName } from "../../api/endpoints.ts";
import { errorCodesOf } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { ContractCase, Role } from "../case.ts";
import { casesOf, type Fields, type Filling, filled, requestOf, unless } from "./define.ts";

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
  license_expired: "expiredBundle",
  license_activated_max_times: "fullBundle",
  license_user_activated_max_times: "userLimitBundle",
  license_transferred_max_times: "transfersSpentBundle",
};

/**
 * The complaint, unless the bundle's own license comes first and its members' after it, each once; the fact `members`
 * of the role names them all, with commas.
 */
export function bundleFirst(
  licenses: readonly { readonly product_details: { readonly short_code: string } }[],
  { product, members: expected }: Role,
): string | undefined {
  const [first, ...members] = licenses.map(({ product_details }) => product_details.short_code);
  const isOnce = new Set([first, ...members]).size === members.length + 1;
  const isAll = expected === undefined || [...members].sort().join() === String(expected).split(",").sort().join();
  const isRight = first === product && members.length > 0 && isOnce && isAll;
  return unless(isRight, `the products are ${[first, ...members].join()}`);
}

const sentences: Partial<Record<ErrorCode, string>> = {
  disabled_product: "a disabled product is refused",
  archived_product: "an archived product is refused",
  license_not_enabled: "a disabled license is refused",
  blacklisted: "a blacklisted device is refused",
  vm_not_allowed: "a virtual machine is refused where the license forbids it",
  license_start_date_error: "a license whose time has not come is refused",
  license_expired: "an expired license is refused where the policy says so",
  license_activated_max_times: "a license without activations left is refused",
  license_user_activated_max_times: "a user without activations left is refused",
  license_transferred_max_times: "a license without transfers left is refused",
};

/** What can be wrong with any activation, online or offline, of a license or a bundle. */
export function activationCases(endpoint: EndpointName, roles: ActivationRoles): ContractCase[] {
  const undoes = endpoint === "activate-offline"; // the role of an expired bundle is active on its device already
  const { refused } = casesOf(endpoint);
  const more: Partial<Record<ErrorCode, Fields>> = { vm_not_allowed: { is_vm: true } };
  return errorCodesOf(endpoint).flatMap((code) => {
    const [about, role] = [sentences[code], roles[code]];
    if (about === undefined || role === undefined) return [];
    if (code !== "license_expired") return [refused(code, about, role, more[code])];
    const undo = [requestOf("deactivate-license", role)];
    return [
      refused(
        code,
        about,
        role,
        {},
        { policy: { expiredUse: "error" }, ...(undoes && { effect: "reversible", undo }) },
      ),
    ];
  });
}

/** What can be wrong with a user's proof: a password, or a token where the endpoint takes one. */
export function proofCases(
  endpoint: EndpointName,
  roles: { readonly user: string; readonly token?: string },
  fields: Filling = {},
) {
  const { refused } = casesOf(endpoint);
  const more =
    (own: Fields): Filling =>
    (role, scene) => ({ ...filled(fields, role, scene), ...own });
  const password = refused(
    "authentication_failure",
    "a wrong password is refused",
    roles.user,
    more({ password: "wrong" }),
  );
  if (roles.token === undefined) return [password];
  return [
    password,
    refused(
      "sso_customer_account_token_error",
      "an unknown token is refused",
      roles.token,
      more({ code: undefined, id_token: "no-such-token" }),
    ),
  ];
}

/** What can be wrong with any call from a device: its license, its activation, the device itself. */
export function deviceCases(endpoint: EndpointName, fields: Filling = {}): ContractCase[] {
  const { refused } = casesOf(endpoint);
  const all: ContractCase[] = [
    refused("license_not_enabled", "a disabled license is refused", "disabledLicense", fields),
    refused("license_not_active", "a license that no device has activated is refused", "unactivatedLicense", fields),
    refused("device_not_found", "a device that is not active is refused", "otherDevice", fields),
    refused("blacklisted", "a blacklisted device is refused", "blacklistedDevice", fields),
  ];
  const codes: readonly string[] = errorCodesOf(endpoint);
  return all.filter(({ outcome }) => codes.includes(outcome));
}
