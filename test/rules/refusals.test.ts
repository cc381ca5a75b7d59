import { expect, test } from "vitest";
import type { EndpointName } from "../../src/api/endpoints.ts";
import { type ApiError, type ErrorCode, errors } from "../../src/api/errors.ts";
import type { Policies } from "../../src/api/policies.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf } from "../calls.ts";

interface Refused {
  readonly role: string;
  readonly fields?: object;
  /** The role that calls. */
  readonly by?: string;
  readonly policy?: Partial<Policies>;
  readonly code: ErrorCode;
  /** What the message names besides the code's own text. */
  readonly detail?: string;
  /** What the journal and a header say besides the message. */
  readonly explanation?: string;
}

const offline = { api_key: "6f9619ff-8b86-4d01-b42d-00c04fc964ff", date: "d" };
const borrowed = { borrowed_until: null };

const refusals: Partial<Record<EndpointName, readonly Refused[]>> = {
  "activate-license": [
    { role: "transfersSpentLicense", code: "license_transferred_max_times", explanation: "1 of 1 transfers were made" },
    {
      role: "transfersSpentOfflineLicense",
      code: "license_transferred_max_times",
      explanation: "transfers are forbidden",
    },
    { role: "fullLicense", code: "license_activated_max_times", explanation: "1 of 1 devices are active" },
    {
      role: "userLimitLicense",
      code: "license_user_activated_max_times",
      explanation: "the user has 1 of 1 devices active",
    },
    {
      role: "notStartedLicense",
      code: "license_start_date_error",
      explanation: "it starts at 2036-11-19T12:00:00.000Z",
    },
    {
      role: "expiredLicense",
      fields: { hardware_id: "x" },
      policy: { expiredUse: "error" },
      code: "license_expired",
      explanation: "policy expiredUse=error",
    },
    { role: "archivedProduct", code: "archived_product", detail: "archived-app" },
    { role: "disabledProduct", code: "disabled_product", detail: "disabled-app" },
    {
      role: "activeUserLicense",
      fields: { password: "wrong" },
      code: "authentication_failure",
      explanation: "the password is wrong",
    },
    {
      role: "activeUserLicense",
      fields: { password: undefined },
      code: "authentication_failure",
      explanation: "a password is needed here",
    },
    {
      role: "activeUserLicense",
      fields: { username: "nobody@x.test" },
      code: "license_not_found",
      explanation: "there is no license user nobody@x.test",
    },
    {
      role: "activeUserLicense",
      fields: { username: undefined },
      code: "license_key_or_license_user_required",
      explanation: "the product user-app is user-based",
    },
    {
      role: "activeKeyLicense",
      fields: { license_key: undefined },
      code: "license_key_required",
      explanation: "the product key-app is key-based",
    },
    {
      role: "ssoUser",
      fields: { id_token: "wrong" },
      code: "sso_customer_account_token_error",
      explanation: "the world has no such token",
    },
    {
      role: "ssoUser",
      fields: { customer_account_code: "complete" },
      code: "sso_customer_account_token_error",
      explanation: "the token belongs to the customer account acme",
    },
    {
      role: "ssoUser",
      fields: { username: "ada@example.test" },
      code: "sso_customer_account_token_error",
      explanation: "the token is another user's",
    },
    {
      role: "ssoUser",
      fields: { username: "linus@customer.test", customer_account_code: undefined },
      code: "authentication_failure",
      explanation: "a password is needed here",
    },
    {
      role: "ssoUser",
      fields: { username: "linus@customer.test", id_token: undefined, code: undefined },
      code: "authentication_failure",
      explanation: "a password is needed here",
    },
  ],
  "check-license": [
    {
      role: "expiredLicense",
      policy: { expiredCheck: "error" },
      code: "license_expired",
      explanation: "policy expiredCheck=error",
    },
    { role: "activeKeyLicense", fields: { product: "none" }, code: "unknown_product", detail: "none" },
    {
      role: "activeKeyLicense",
      by: "limitedKey",
      code: "api_key_product_not_allowed",
      explanation: "the key is limited to archived-app",
    },
    { role: "blacklistedDevice", code: "blacklisted" },
    {
      role: "unactivatedLicense",
      code: "license_not_active",
      explanation: "no device is active on this license",
    },
    { role: "bundleMember", fields: { bundle_code: "disabled-suite" }, code: "license_not_found" },
    { role: "bundleMember", fields: { bundle_code: "none" }, code: "license_not_found" },
    { role: "activeKeyLicense", fields: { bundle_code: "suite" }, code: "license_not_found" },
  ],
  "add-consumption": [
    {
      role: "negativeConsumptionLicense",
      fields: { consumptions: -11 },
      code: "negative_consumptions_not_allowed",
      explanation: "the total cannot fall below 0",
    },
    {
      role: "consumptionLicense",
      fields: { consumptions: -1 },
      code: "negative_consumptions_not_allowed",
      explanation: "units cannot be given back here",
    },
    {
      role: "consumptionLicense",
      fields: { consumptions: 1.5 },
      code: "validation_error",
      detail: "consumptions must be a whole number",
      explanation: "policy fractions=reject",
    },
    {
      role: "exhaustedConsumptionLicense",
      code: "license_not_enough_consumptions",
      explanation: "5 used, 1 asked for, 5 allowed",
    },
    {
      role: "emptyPoolLicense",
      fields: { consumptions: 2 },
      code: "license_not_enough_consumptions",
      explanation: "pool Used up: 5 used, 2 asked for, 5 allowed",
    },
  ],
  "add-feature-consumption": [
    {
      role: "featureLicense",
      fields: { feature: "activation" },
      code: "unsupported_product_feature",
      detail: "activation",
      explanation: "the feature counts no units",
    },
    {
      role: "featureLicense",
      fields: { feature: "none" },
      code: "unsupported_product_feature",
      detail: "none",
      explanation: "the license has no feature of this code",
    },
  ],
  "check-license-feature": [
    {
      role: "featureLicense",
      fields: { feature: "none" },
      code: "invalid_license_feature_code",
      detail: "none",
      explanation: "the license has no feature of this code",
    },
  ],
  "floating-borrow": [
    {
      role: "borrowableLicense",
      fields: { borrowed_until: "2026-11-22" },
      code: "borrow_until_not_valid",
      detail: "2026-11-22",
      explanation: "expected a moment in UTC after 2026-11-22T12:00:00.000Z and not after 2026-11-24T12:00:00.000Z",
    },
    {
      role: "borrowableLicense",
      fields: { borrowed_until: "tomorrow" },
      code: "borrow_until_not_valid",
      detail: "tomorrow",
      explanation: "expected a moment in UTC after 2026-11-22T12:00:00.000Z and not after 2026-11-24T12:00:00.000Z",
    },
    {
      role: "serverFloatingLicense",
      fields: borrowed,
      code: "floating_not_available",
      explanation: "its seats are not kept by this API",
    },
    { role: "expiredFloatingLicense", fields: borrowed, code: "license_expired" },
    {
      role: "borrowableUserLicense",
      fields: { ...borrowed, password: undefined },
      code: "authentication_failure",
      explanation: "a password is needed here",
    },
  ],
  "floating-feature-borrow": [
    {
      role: "featureLicense",
      fields: borrowed,
      code: "feature_not_floating",
      explanation: "its seats are not kept by this API",
    },
    {
      role: "borrowableUserLicense",
      fields: { ...borrowed, feature: "any", password: undefined },
      code: "authentication_failure",
      explanation: "a password is needed here",
    },
  ],
  "activate-bundle": [
    { role: "activeKeyLicense", code: "unknown_product", detail: "key-app", explanation: "the product is no bundle" },
  ],
  "activate-offline": [
    {
      role: "offlineUserLicense",
      fields: { ...offline, password: undefined },
      code: "authentication_failure",
      explanation: "a password is needed here",
    },
    {
      role: "pooledOfflineLicense",
      fields: { ...offline, consumptions: -1 },
      code: "negative_consumptions_not_allowed",
      explanation: "-1 to take along",
    },
    {
      role: "pooledOfflineLicense",
      fields: { ...offline, consumptions: 11 },
      code: "license_not_enough_consumptions",
      explanation: "11 units to take along, pool Field work has 10 left",
    },
    {
      role: "pooledOfflineLicense",
      fields: { ...offline, consumptions: 1_001 },
      code: "license_not_enough_consumptions",
      explanation: "1001 units to take along, the member has 1000 left",
    },
    {
      role: "onlineOnlyLicense",
      fields: offline,
      code: "validation_error",
      detail: "the license does not allow offline activation",
    },
    { role: "floatingLicense", fields: offline, code: "offline_floating_cloud_not_supported" },
  ],
  "user-licenses": [
    {
      role: "activeUserLicense",
      fields: { product: "key-app" },
      code: "invalid_product_auth_method",
      detail: "key-app",
    },
  ],
  "customer-license-users": [
    {
      role: "customer",
      fields: { customer: "none@x.test" },
      code: "customer_does_not_exist",
      detail: "none@x.test",
    },
    { role: "customer", by: "otherCustomerToken", code: "customer_not_found", detail: "buyer@customer.test" },
    { role: "customer", by: "licenseToken", code: "customer_not_found", detail: "buyer@customer.test" },
  ],
  "installation-file": [
    { role: "installableLicense", fields: { version: "9" }, code: "version_not_found", detail: "9" },
    { role: "installableLicense", fields: { env: "none" }, code: "version_not_found" },
    { role: "disabledLicense", code: "active_license_required", explanation: "the license is disabled" },
    {
      role: "activeKeyLicense",
      fields: { license_key: undefined },
      code: "license_key_or_license_user_required",
      explanation: "the product key-app is key-based",
    },
    { role: "blacklistedOfflineLicense", code: "active_license_required" },
  ],
  "sso-url": [
    {
      role: "noSsoAccount",
      code: "sso_customer_account_url_error",
      detail: "no-sso",
      explanation: "single sign-on is not set up for this account",
    },
    {
      role: "ssoAccount",
      fields: { customer_account_code: "none" },
      code: "sso_customer_account_url_error",
      detail: "none",
      explanation: "there is no such customer account",
    },
  ],
  "trial-key": [
    {
      role: "trialProduct",
      fields: { license_policy: "none" },
      code: "validation_error",
      detail: "license_policy none is not one of the product's",
    },
    { role: "noTrialProduct", code: "trial_not_allowed", detail: "key-app" },
    { role: "trialProduct", by: "licenseToken", code: "license_not_found" },
  ],
};

const rows = Object.entries(refusals).flatMap(([endpoint, all]) =>
  all.map((refused) => [endpoint as EndpointName, refused.code, refused] as const),
);

test.each(rows)("%s answers %s with its reason", async (endpoint, code, { role, fields, by, policy = {}, ...said }) => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", policy });
  const refused: ApiError = await clientOf(mock, by)
    .call(endpoint, inputOf(mock, endpoint, role, fields) as never)
    .then(
      () => expect.fail("the call succeeded"),
      (error) => error,
    );
  const { message } = errors[code];
  expect(refused).toMatchObject({ code, message: said.detail === undefined ? message : `${message}: ${said.detail}` });
  expect(mock.journal.entries().at(-1)).toMatchObject({ outcome: code, explanation: said.explanation });
});
