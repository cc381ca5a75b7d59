import type { ErrorCode } from "./errors.ts";

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
  readonly identification: "key-or-user" | "key-or-credentials" | "any-identification" | "none";
  /** Which signatures stand inside the body; each answer carries the `LicenseSignature` header besides. */
  readonly embeds?: "v1";
  readonly errors: {
    /** On the endpoint's own page. */
    readonly documented: readonly ErrorCode[];
    /** Documented for all endpoints, though missing on this one's page. */
    readonly generic: readonly ErrorCode[];
    /** Our inference; where it takes a policy, which one. */
    readonly assumed: Readonly<Partial<Record<ErrorCode, "always" | `policy: ${string}`>>>;
  };
  readonly source: string;
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
] as const;
const input = ["missing_parameters", "validation_error"] as const;
const product = ["unknown_product", "api_key_product_not_allowed"] as const;
const who = ["license_key_required", "license_key_or_license_user_required"] as const;

/** What any signed query about a license may answer. */
const query = [...authorization, ...input, ...product, ...who] as const;
/** What any signed body about a license may answer. */
const body = [...query, "read_only_api_key", "invalid_json"] as const;
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
    source: "documented: seed 000, add consumption",
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
    source: "documented: seed 001, license feature check",
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
      assumed: { vm_not_allowed: "always", license_expired: "policy: expiredCheck=error" },
    },
    source: "documented: seed 002, check license",
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
        license_not_enough_consumptions: "always",
        negative_consumptions_not_allowed: "always",
      },
    },
    source: "documented: seed 003, deactivate license",
  },
  "activate-license": {
    method: "POST",
    path: "/api/v4/activate_license",
    auth: "signed",
    identification: "key-or-credentials",
    embeds: "v1",
    errors: {
      documented: [],
      generic: [
        ...body,
        "disabled_product",
        "archived_product",
        "license_not_found",
        "license_not_enabled",
        "blacklisted",
        "license_activated_max_times",
        "license_transferred_max_times",
        "license_user_activated_max_times",
      ],
      assumed: {
        ...credentials,
        vm_not_allowed: "always",
        license_start_date_error: "always",
        license_expired: "policy: expiredUse=error",
        floating_not_available: "policy: activationTakesSeat=true",
      },
    },
    source: "documented: activate license (its error list was not visible; error responses, SDK error page)",
  },
} as const satisfies Record<string, EndpointRow>;

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
