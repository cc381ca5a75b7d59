import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { LicenseRecord, ProductRecord, UserRecord } from "../world/records.ts";
import { licenseByKey, userByName } from "./any-case.ts";
import { maySeeLicense } from "./scope.ts";

/** Every way to say which license is meant; which of them an endpoint takes, its schema says. */
export interface Identification {
  readonly hardware_id: string;
  readonly license_key?: string;
  readonly username?: string;
  readonly password?: string;
  readonly id_token?: string;
  readonly code?: string;
  readonly customer_account_code?: string;
  readonly license_id?: number | null;
  readonly bundle_code?: string;
}
/** What of it names and proves a user. */
type Credentials = Omit<Identification, "hardware_id">;

/** Whether a user must prove who they are: by a password or token, or only where one is given. */
export type Proof = "required" | "if-given";

/** A license with the user in whose name it is used; key-based licenses have none. */
export interface Found {
  readonly license: LicenseRecord;
  readonly user: UserRecord | undefined;
}

/**
 * Finds the license that a call is about. `nobody` is the code for a key-based product without a key, which the pages
 * about installers call otherwise. Key and username may both be sent (real clients send what they know); the
 * product's authorization method decides which one counts.
 *
 * @throws license_key_required, license_key_or_license_user_required, license_not_found, authentication_failure,
 * sso_customer_account_token_error
 */
export function requireLicense(
  input: Identification,
  product: ProductRecord,
  proof: Proof,
  context: Context,
  nobody: "license_key_required" | "license_key_or_license_user_required" = "license_key_required",
): Found {
  if (product.authorizationMethod === "license-key") {
    if (!input.license_key) {
      throw new ApiError(nobody, { explanation: `the product ${product.code} is key-based` });
    }
    const named = licenseByKey(product.id, input.license_key, context);
    const license = requireOne(named ? [named] : [], input, context);
    context.because`license ${license.licenseKey} (id ${license.id}) by its key`;
    return { license, user: undefined };
  }
  const user = requireUser(input, product, context);
  const candidates = context.world.licenseUsers
    .byUser(product.id, user.id)
    .map(({ licenseId }) => context.world.licenses.get(licenseId) as LicenseRecord);
  const license = requireOne(candidates, input, context);
  context.because`license of ${user.email} (id ${license.id}) by its user`;
  requireProof(input, user, proof, context);
  return { license, user };
}

/**
 * The license user that a call names, proved by a password or token.
 *
 * @throws license_key_or_license_user_required, license_not_found, sso_customer_account_token_error,
 * authentication_failure
 */
export function requireProvedUser(input: Credentials, product: ProductRecord, context: Context): UserRecord {
  const user = requireUser(input, product, context);
  requireProof(input, user, "required", context);
  return user;
}

function requireUser(input: Credentials, product: ProductRecord, context: Context): UserRecord {
  if (input.username) {
    const user = userByName(input.username, context);
    if (!user) throw new ApiError("license_not_found", { explanation: `there is no license user ${input.username}` });
    return user;
  }
  if ((input.id_token || input.code) && input.customer_account_code) return requireTokenUser(input, context);
  throw new ApiError("license_key_or_license_user_required", {
    explanation: `the product ${product.code} is user-based`,
  });
}

function requireTokenUser(input: Credentials, { world }: Context): UserRecord {
  const { id_token, code } = input;
  const token = id_token
    ? world.ssoTokens.byToken("id_token", id_token)
    : world.ssoTokens.byToken("code", code as string);
  const account = token && world.customerAccounts.get(token.customerAccountId);
  if (!token || account?.code !== input.customer_account_code) {
    throw new ApiError("sso_customer_account_token_error", {
      explanation: token ? `the token belongs to the customer account ${account?.code}` : "the world has no such token",
    });
  }
  return world.users.get(token.userId) as UserRecord;
}

/**
 * Holds everything that is given against the user: what is given must be right, and where a proof is required there
 * must be one.
 *
 * @throws authentication_failure, sso_customer_account_token_error
 */
function requireProof(input: Credentials, user: UserRecord, proof: Proof, context: Context): void {
  if (input.password !== undefined && input.password !== user.password) {
    throw new ApiError("authentication_failure", { explanation: "the password is wrong" });
  }
  const hasToken = (input.id_token ?? input.code) !== undefined && input.customer_account_code !== undefined;
  if (hasToken && requireTokenUser(input, context).id !== user.id) {
    throw new ApiError("sso_customer_account_token_error", { explanation: "the token is another user's" });
  }
  if (proof === "required" && input.password === undefined && !hasToken) {
    throw new ApiError("authentication_failure", { explanation: "a password is needed here" });
  }
  if (input.password !== undefined) context.because`the password is right`;
  if (hasToken) context.because`the single sign-on token is right`;
}

/**
 * Chooses among several licenses: the one that `license_id` names; else one on which this device is active; else the
 * newest. With `bundle_code` only members of that bundle count.
 */
function requireOne(candidates: LicenseRecord[], input: Identification, context: Context): LicenseRecord {
  const { world } = context;
  const fitting = candidates.filter(
    (license) =>
      maySeeLicense(license, context) &&
      (input.license_id ?? license.id) === license.id &&
      (input.bundle_code === undefined || isMemberOf(license, input.bundle_code, context)),
  );
  const mine = (license: LicenseRecord) => world.devices.byHardware(license.id, input.hardware_id)?.active;
  const chosen = fitting.length < 2 ? fitting[0] : (fitting.find(mine) ?? fitting[fitting.length - 1]);
  if (!chosen) throw new ApiError("license_not_found");
  if (fitting.length > 1) {
    context.because`chosen of ${fitting.length}: ${mine(chosen) ? "the device is active on it" : "the newest"}`;
  }
  return chosen;
}

function isMemberOf(license: LicenseRecord, bundleCode: string, { world, caller }: Context): boolean {
  const bundle = world.products.byCode(caller.companyId, bundleCode);
  const own = world.licenses.get(license.bundleLicenseId);
  return bundle !== undefined && own?.productId === bundle.id;
}

/** @throws license_not_enabled */
export function requireEnabled(license: LicenseRecord, { because }: Context): void {
  if (!license.enabled) throw new ApiError("license_not_enabled");
  because`the license is enabled`;
}

/** Whether a device is active on the license; subscriptions are active from their creation. */
export function isActive(license: LicenseRecord): boolean {
  return license.timesActivated > 0 || license.type === "subscription";
}
