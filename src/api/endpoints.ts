import type { ErrorCode } from "./errors.ts";
import type { Evidence } from "./evidence.ts";

/**
 * The contents page: one row an endpoint. A code that a row does not list is never answered there; the mock treats
 * such an answer as its own bug.
 */
export interface EndpointRow {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** `signed`: needs the Date and Authorization headers. `none`: open to all. */
  readonly auth: "signed" | "none";
  /** Who says whose license it is: see the shared schemas of the same names. */
  readonly identification:
    | "key-or-user"
    | "key-or-credentials"
    | "key-or-password"
    | "any-identification"
    | "user-credentials"
    | "none";
  /** How a POST brings its fields: as JSON, or as an offline request (base64 text or a multipart file). @default json */
  readonly body?: "offline";
  /**
   * Which signatures stand inside the body; each answer carries the `LicenseSignature` header besides. `v1`: one of the
   * license, or of each license of a list. `offline`: v1, and v2 over the rest. `offline-bundle`: v1 each, and one over all.
   */
  readonly embeds?: "v1" | "offline" | "offline-bundle";
  readonly errors: {
    /** On the endpoint's own page. */
    readonly documented: readonly ErrorCode[];
    /** Documented for all endpoints, though missing on this one's page. */
    readonly generic: readonly ErrorCode[];
    /** Our inference; where it takes a policy, which one. */
    readonly assumed: Readonly<Partial<Record<ErrorCode, "always" | `policy: ${string}`>>>;
  };
  readonly source: Evidence;
}

const authorization = [
  "missing_headers",
  "authorization_invalid_headers",
  "authorization_missing_params",
  "hmac_required",
  "date_header_invalid",
  "date_header_diff",
  "invalid_api_key",
  "revoked_api_key",
  "signature_mismatch",
  "oauth_required",
  "oauth_token_malformed",
  "oauth_token_expired",
] as const;
/** Codes that refuse who asks, for want of proof or of a right: no answer about what was asked for. */
export const callerCodes: readonly ErrorCode[] = [...authorization, "read_only_api_key", "api_key_product_not_allowed"];

const input = ["missing_parameters", "validation_error"] as const;
const product = ["unknown_product", "api_key_product_not_allowed"] as const;
const who = ["license_key_required", "license_key_or_license_user_required"] as const;

/** What any signed query may answer. */
const signedQuery = [...authorization, ...input] as const;
/** What any signed query about a license may answer. */
const query = [...signedQuery, ...product, ...who] as const;
/** What any signed body may answer besides. */
const posted = ["read_only_api_key", "invalid_json"] as const;
/** What any signed body about a license may answer. */
const body = [...query, ...posted] as const;
/** What every call from an active device may answer. */
const onDevice = [
  "unknown_product",
  "license_not_found",
  "license_not_active",
  "license_not_enabled",
  "device_not_found",
  "blacklisted",
] as const;
/** What an activation may answer, as far as other pages document it. */
const activation = [
  "disabled_product",
  "archived_product",
  "license_not_found",
  "license_not_enabled",
  "blacklisted",
  "license_activated_max_times",
  "license_transferred_max_times",
  "license_user_activated_max_times",
] as const;
/** What an activation may answer by our inference. */
const activationAssumed = {
  vm_not_allowed: "always",
  license_start_date_error: "always",
  license_expired: "policy: expiredUse=error",
} as const;
/** What units that come with a deactivation may answer. */
const finalUnits = {
  license_not_enough_consumptions: "always",
  negative_consumptions_not_allowed: "always",
} as const;
/** What an offline body may answer. The key that it names is checked like the header's. */
const offlineBody = [...body, "missing_content"] as const;
const offlineAssumed = { offline_signature_mismatch: "always" } as const;
const offlineDocumented = ["missing_headers", "missing_parameters", "authorization_missing_params"] as const;

/** What naming a user by password or token may answer. */
const credentials = { authentication_failure: "always", sso_customer_account_token_error: "always" } as const;

export const endpoints = {
  "add-consumption": {
    method: "POST",
    path: "/api/v4/add_consumption",
    auth: "signed",
    identification: "key-or-user",
    errors: {
      documented: [
        "unknown_product",
        "license_not_found",
        "license_not_active",
        "license_not_enabled",
        "license_not_consumption",
        "license_not_enough_consumptions",
        "negative_consumptions_not_allowed",
        "device_not_found",
        "blacklisted",
      ],
      generic: body,
      assumed: { license_expired: "policy: expiredUse=error" },
    },
    source: "documented: Add Consumption, add consumption",
  },
  "check-license-feature": {
    method: "GET",
    path: "/api/v4/check_license_feature",
    auth: "signed",
    identification: "key-or-user",
    errors: {
      documented: [
        "missing_headers",
        "unknown_product",
        "license_not_found",
        "license_not_enabled",
        "license_not_active",
        "device_not_found",
        "blacklisted",
        "invalid_license_feature_code",
        "floating_not_available",
      ],
      generic: query,
      assumed: { license_expired: "policy: expiredCheck=error" },
    },
    source: "documented: License Feature Check, license feature check",
  },
  "check-license": {
    method: "GET",
    path: "/api/v4/check_license",
    auth: "signed",
    identification: "key-or-user",
    embeds: "v1",
    errors: {
      documented: [
        "missing_headers",
        "unknown_product",
        "license_not_found",
        "license_not_enabled",
        "license_not_active",
        "device_not_found",
        "blacklisted",
        "license_not_enough_consumptions",
        "floating_not_available",
      ],
      generic: query,
      assumed: { vm_not_allowed: "policy: vmOnCheck=refuse", license_expired: "policy: expiredCheck=error" },
    },
    source: "documented: License Check, check license",
  },
  "deactivate-license": {
    method: "POST",
    path: "/api/v4/deactivate_license",
    auth: "signed",
    identification: "any-identification",
    errors: {
      documented: ["unknown_product", "license_not_found", "license_not_active", "device_not_found"],
      generic: body,
      assumed: {
        ...credentials,
        ...finalUnits,
      },
    },
    source: "documented: Deactivate License, deactivate license",
  },
  "activate-license": {
    method: "POST",
    path: "/api/v4/activate_license",
    auth: "signed",
    identification: "key-or-credentials",
    embeds: "v1",
    errors: {
      documented: [],
      generic: [...body, ...activation],
      assumed: {
        ...credentials,
        ...activationAssumed,
        floating_not_available: "policy: activationTakesSeat=true",
      },
    },
    source: "documented: activate license (its error list was not visible; error responses, SDK error page)",
  },
  "activate-bundle": {
    method: "POST",
    path: "/api/v4/activate_bundle",
    auth: "signed",
    identification: "key-or-credentials",
    embeds: "v1",
    errors: {
      documented: [],
      generic: [...body, ...activation],
      assumed: {
        ...credentials,
        ...activationAssumed,
        floating_not_available: "policy: activationTakesSeat=true",
      },
    },
    source: "documented: activate bundle (its error list was not visible)",
  },
  "deactivate-bundle": {
    method: "POST",
    path: "/api/v4/deactivate_bundle",
    auth: "signed",
    identification: "any-identification",
    errors: {
      documented: [],
      generic: [...body, "license_not_found", "license_not_active", "device_not_found"],
      assumed: credentials,
    },
    source: "documented: deactivate bundle (its error list was not visible)",
  },
  "check-bundle": {
    method: "GET",
    path: "/api/v4/check_bundle",
    auth: "signed",
    identification: "key-or-user",
    embeds: "v1",
    errors: {
      documented: [],
      generic: [...query, ...onDevice, "license_not_enough_consumptions", "floating_not_available"],
      assumed: { vm_not_allowed: "policy: vmOnCheck=refuse", license_expired: "policy: expiredCheck=error" },
    },
    source: "documented: check bundle (its error list was not visible)",
  },
  "activate-offline": {
    method: "POST",
    path: "/api/v4/activate_offline",
    auth: "signed",
    identification: "key-or-password",
    body: "offline",
    embeds: "offline",
    errors: {
      documented: offlineDocumented,
      generic: [...offlineBody, ...activation],
      assumed: {
        ...offlineAssumed,
        ...activationAssumed,
        authentication_failure: "always",
        offline_floating_cloud_not_supported: "always",
        ...finalUnits,
        unsupported_product_feature: "always",
        feature_not_enough_consumptions: "always",
      },
    },
    source: "documented: activate license offline",
  },
  "deactivate-offline": {
    method: "POST",
    path: "/api/v4/deactivate_offline",
    auth: "signed",
    identification: "key-or-user",
    body: "offline",
    errors: {
      documented: [],
      generic: [...offlineBody, "license_not_found", "license_not_active", "device_not_found"],
      assumed: {
        ...offlineAssumed,
        authentication_failure: "always",
        ...finalUnits,
        unsupported_product_feature: "always",
        feature_not_enough_consumptions: "always",
      },
    },
    source: "documented: deactivate license offline (its error list was not visible)",
  },
  "activate-bundle-offline": {
    method: "POST",
    path: "/api/v4/activate_bundle_offline",
    auth: "signed",
    identification: "key-or-user",
    body: "offline",
    embeds: "offline-bundle",
    errors: {
      documented: [],
      generic: [...offlineBody, ...activation],
      assumed: {
        ...offlineAssumed,
        ...activationAssumed,
        authentication_failure: "always",
        offline_floating_cloud_not_supported: "always",
      },
    },
    source: "documented: activate bundle offline (its error list was not visible)",
  },
  "deactivate-bundle-offline": {
    method: "POST",
    path: "/api/v4/deactivate_bundle_offline",
    auth: "signed",
    identification: "key-or-user",
    body: "offline",
    errors: {
      documented: offlineDocumented,
      generic: [...offlineBody, "license_not_found", "license_not_active", "device_not_found"],
      assumed: { ...offlineAssumed, authentication_failure: "always" },
    },
    source: "documented: deactivate bundle offline",
  },
  "add-feature-consumption": {
    method: "POST",
    path: "/api/v4/add_feature_consumption",
    auth: "signed",
    identification: "key-or-user",
    errors: {
      documented: [
        ...onDevice,
        "unsupported_product_feature",
        "feature_not_enough_consumptions",
        "negative_consumptions_not_allowed",
      ],
      generic: body,
      assumed: { license_expired: "policy: expiredUse=error" },
    },
    source: "documented: add feature consumption",
  },
  "floating-borrow": {
    method: "POST",
    path: "/api/v4/floating/borrow",
    auth: "signed",
    identification: "key-or-credentials",
    errors: {
      documented: [
        "missing_headers",
        "missing_parameters",
        ...onDevice,
        "license_borrow_not_allowed",
        "borrow_until_not_valid",
        "floating_not_available",
      ],
      generic: body,
      assumed: { ...credentials, license_expired: "always" },
    },
    source: "documented: borrow floating license",
  },
  "floating-release": {
    method: "POST",
    path: "/api/v4/floating/release",
    auth: "signed",
    identification: "key-or-user",
    errors: { documented: [...onDevice, "floating_not_available"], generic: body, assumed: {} },
    source: "documented: release floating license",
  },
  "floating-feature-borrow": {
    method: "POST",
    path: "/api/v4/floating/feature_borrow",
    auth: "signed",
    identification: "key-or-credentials",
    errors: {
      documented: [
        "missing_headers",
        "missing_parameters",
        "unknown_product",
        "license_not_found",
        "license_not_active",
        "license_not_enabled",
        "license_expired",
      ],
      generic: body,
      assumed: {
        ...credentials,
        device_not_found: "always",
        blacklisted: "always",
        invalid_license_feature_code: "always",
        feature_not_floating: "always",
        license_borrow_not_allowed: "always",
        borrow_until_not_valid: "always",
        floating_not_available: "always",
      },
    },
    source: "documented: borrow floating feature (the end of its error list was not visible)",
  },
  "floating-feature-release": {
    method: "POST",
    path: "/api/v4/floating/feature_release",
    auth: "signed",
    identification: "key-or-user",
    errors: {
      documented: [
        ...onDevice,
        "floating_feature_device_not_in_use",
        "invalid_license_feature_code",
        "feature_not_floating",
      ],
      generic: body,
      assumed: {},
    },
    source: "documented: release floating feature",
  },
  "trial-key": {
    method: "GET",
    path: "/api/v4/trial_key",
    auth: "signed",
    identification: "none",
    errors: {
      documented: [
        "missing_parameters",
        "missing_hardware_id",
        "unknown_product",
        "trial_not_allowed",
        "email_missing",
      ],
      generic: [...signedQuery, ...product],
      assumed: { trial_expired: "always", blacklisted: "always", license_not_found: "always" },
    },
    source: "documented: trial key",
  },
  "product-details": {
    method: "GET",
    path: "/api/v4/product_details",
    auth: "signed",
    identification: "none",
    errors: {
      documented: ["unknown_product", "missing_headers", "missing_parameters"],
      generic: [...signedQuery, ...product],
      assumed: {},
    },
    source: "documented: get product details",
  },
  products: {
    method: "GET",
    path: "/api/v4/products",
    auth: "signed",
    identification: "none",
    errors: { documented: [], generic: [...authorization, "validation_error"], assumed: {} },
    source: "documented: list products",
  },
  versions: {
    method: "GET",
    path: "/api/v4/versions",
    auth: "signed",
    identification: "key-or-user",
    errors: {
      documented: ["active_license_required"],
      generic: [
        ...signedQuery,
        ...product,
        "license_key_or_license_user_required",
        "license_not_found",
        "device_not_found",
      ],
      assumed: { blacklisted: "always" },
    },
    source: "documented: get product versions, error responses",
  },
  "installation-file": {
    method: "GET",
    path: "/api/v4/installation_file",
    auth: "signed",
    identification: "key-or-user",
    errors: {
      documented: [
        "license_key_or_license_user_required",
        "active_license_required",
        "missing_headers",
        "missing_parameters",
        "unknown_product",
        "license_not_found",
        "device_not_found",
        "version_not_found",
      ],
      generic: [...signedQuery, ...product],
      assumed: { blacklisted: "always" },
    },
    source: "documented: get installation file, SDK error page",
  },
  "get-device-variables": {
    method: "GET",
    path: "/api/v4/get_device_variables",
    auth: "signed",
    identification: "key-or-user",
    errors: { documented: onDevice, generic: query, assumed: {} },
    source: "documented: get device variables",
  },
  "track-device-variables": {
    method: "POST",
    path: "/api/v4/track_device_variables",
    auth: "signed",
    identification: "key-or-user",
    errors: {
      documented: ["unknown_product", "license_not_found", "license_not_enabled", "blacklisted", "device_not_found"],
      generic: body,
      assumed: { license_not_active: "always" },
    },
    source: "documented: track device variables (the end of its error list was not visible)",
  },
  "change-password": {
    method: "POST",
    path: "/api/v4/change_password",
    auth: "signed",
    identification: "none",
    errors: {
      documented: ["change_password_not_allowed", "missing_headers", "missing_parameters"],
      generic: [...signedQuery, ...posted],
      assumed: { authentication_failure: "always", license_not_found: "always" },
    },
    source: "documented: change password",
  },
  "user-licenses": {
    method: "GET",
    path: "/api/v4/user_licenses",
    auth: "signed",
    identification: "user-credentials",
    errors: {
      documented: [],
      generic: [...signedQuery, ...product, "license_not_found", "license_key_or_license_user_required"],
      assumed: { ...credentials, invalid_product_auth_method: "always" },
    },
    source: "documented: licenses for user (its error list was not visible)",
  },
  "device-licenses": {
    method: "GET",
    path: "/api/v4/device_licenses",
    auth: "signed",
    identification: "none",
    errors: { documented: [], generic: signedQuery, assumed: {} },
    source: "documented: licenses for device (its error list was not visible)",
  },
  "customer-license-users": {
    method: "GET",
    path: "/api/v4/customer_license_users",
    auth: "signed",
    identification: "none",
    errors: {
      documented: [
        "unknown_product",
        "missing_headers",
        "invalid_product_auth_method",
        "customer_does_not_exist",
        "customer_not_found",
      ],
      generic: [...signedQuery, ...product],
      assumed: {},
    },
    source: "documented: list license users for customer, error responses",
  },
  "sso-url": {
    method: "GET",
    path: "/api/v4/sso_url",
    auth: "signed",
    identification: "none",
    errors: {
      documented: ["unknown_product", "missing_headers", "authorization_missing_params"],
      generic: [...signedQuery, ...product],
      assumed: { sso_customer_account_url_error: "always" },
    },
    source: "documented: single sign-on URL",
  },
  "oauth-url": {
    method: "GET",
    path: "/api/v4/oauth_url",
    auth: "none",
    identification: "none",
    errors: { documented: [], generic: input, assumed: {} },
    source: "observed: a client's schema and type; the path is a guess",
  },
} as const satisfies Record<string, EndpointRow>;

/** What nearly every endpoint may answer: faults of the authorization, the body, the product, the identification. */
export const commonErrors: readonly ErrorCode[] = body;

/** Name of an endpoint: its path's last words in kebab-case. */
export type EndpointName = keyof typeof endpoints;

/** All names, in the order of the table. */
export const endpointNames = Object.keys(endpoints) as EndpointName[];

/** A row with its lists widened, for code that works on any endpoint. */
export function endpointRow(name: EndpointName): EndpointRow {
  return endpoints[name];
}

/** Every code that an endpoint may answer, once each, documented ones first. */
export function errorCodesOf(name: EndpointName): ErrorCode[] {
  const { documented, generic, assumed } = endpointRow(name).errors;
  return [...new Set([...documented, ...generic, ...(Object.keys(assumed) as ErrorCode[])])];
}
