import type { EndpointName } from "../../api/endpoints.ts";
import { errorCodesOf } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, type Fields } from "./define.ts";

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
  const { refused } = casesOf(endpoint);
  const more: Partial<Record<ErrorCode, Fields>> = { vm_not_allowed: { is_vm: true } };
  return errorCodesOf(endpoint).flatMap((code) => {
    const [about, role] = [sentences[code], roles[code]];
    if (about === undefined || role === undefined) return [];
    const policy = code === "license_expired" ? { policy: { expiredUse: "error" } } : {};
    return [refused(code, about, role, more[code], policy)];
  });
}

/** What can be wrong with a user's proof: a password, or a token where the endpoint takes one. */
export function proofCases(
  endpoint: EndpointName,
  roles: { readonly user: string; readonly token?: string },
  fields: Fields = {},
) {
  const { refused } = casesOf(endpoint);
  const password = refused("authentication_failure", "a wrong password is refused", roles.user, {
    ...fields,
    password: "wrong",
  });
  if (roles.token === undefined) return [password];
  return [
    password,
    refused("sso_customer_account_token_error", "an unknown token is refused", roles.token, {
      ...fields,
      code: undefined,
      id_token: "no-such-token",
    }),
  ];
}

/** What can be wrong with any call from a device: its license, its activation, the device itself. */
export function deviceCases(endpoint: EndpointName, fields: Fields = {}): ContractCase[] {
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
