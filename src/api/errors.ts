/**
 * The error catalogue: every code of the License API with its HTTP status, our wording, and where it is known from.
 * Sources: `documented: <page>`, `observed: <in what>`, `assumed` (the code's existence or its status is our inference).
 * Codes that nothing natural can provoke say why in `unreachable`; only a fault can answer them.
 */
interface ErrorRow {
  readonly status: number;
  readonly message: string;
  readonly source: string;
  readonly unreachable?: string;
}

const orders = "belongs to order creation, whose v4 path is not known";

export const errors = {
  // reaching the API
  not_found: row(404, "There is no such path", "documented: error responses"),
  validation_error: row(400, "The request does not fit its schema", "documented: error responses"),
  missing_headers: row(400, "A required header is missing", "documented: License Feature Check and License Check"),
  missing_parameters: row(400, "Required parameters are missing", "documented: error responses"),
  missing_content: row(400, "The request has no content", "documented: error responses"),
  invalid_json: row(400, "The body is not a JSON object", "documented: error responses"),
  internal_error: row(
    500,
    "The server failed",
    "documented: SDK error page",
    "a fault of the server, which has none to show",
  ),

  // authorization
  authorization_invalid_headers: row(400, "The Authorization header is malformed", "documented: API key authorization"),
  authorization_missing_params: row(400, "The authorization lacks parameters", "documented: API key authorization"),
  hmac_required: row(400, "The algorithm must be hmac-sha256", "documented: API key authorization"),
  date_header_invalid: row(400, "The Date header cannot be read", "assumed: from a client's error list"),
  date_header_diff: row(400, "The Date header is too far from the server's time", "documented: API key authorization"),
  invalid_api_key: row(400, "There is no such API key", "documented: API key authorization"),
  revoked_api_key: row(400, "This API key was revoked", "documented: API key authorization"),
  signature_mismatch: row(
    401,
    "The request's signature is wrong",
    "documented: SDK error page (401), API key authorization (400)",
  ),
  read_only_api_key: row(400, "This API key may only read", "documented: API key authorization"),
  api_key_product_not_allowed: row(400, "This API key may not use this product", "documented: error responses"),
  oauth_token_expired: row(401, "The access token has expired", "assumed: from a client's retry rule"),
  oauth_token_malformed: row(401, "The access token cannot be read", "assumed: from a client's retry rule"),
  oauth_required: row(400, "This company takes OAuth tokens only", "documented: OAuth configuration"),

  too_many_requests: row(
    429,
    "Too many calls",
    "assumed: the page about rate limits gives figures, and neither a status nor a code",
    "answered under the policy rateLimit alone",
  ),

  // product
  unknown_product: row(
    400,
    "There is no such product",
    "documented: Add Consumption, License Feature Check, License Check and Deactivate License",
  ),
  archived_product: row(400, "This product is archived", "documented: error responses"),
  disabled_product: row(400, "This product is disabled", "documented: SDK error page"),
  invalid_product_auth_method: row(400, "This product's licenses have no users", "documented: customer license users"),
  unsupported_product_feature: row(
    400,
    "The license has no such consumption feature",
    "documented: add feature consumption",
  ),
  version_not_found: row(400, "The product has no such version", "documented: SDK error page"),
  product_version_not_supported: row(
    400,
    "This version of the product is not supported",
    "observed: changelog of v4.1.43",
    "concerns local floating servers",
  ),

  // license
  license_key_required: row(400, "A license key is required", "documented: SDK error page"),
  license_key_or_license_user_required: row(
    400,
    "A license key or a license user is required",
    "documented: installation file",
  ),
  license_not_found: row(
    400,
    "There is no such license",
    "documented: Add Consumption, License Feature Check, License Check and Deactivate License, SDK error page",
  ),
  license_user_not_found: row(
    400,
    "There is no such license user",
    "assumed: from a client's error list",
    "an unknown user answers license_not_found, as documented",
  ),
  authentication_failure: row(400, "The license user could not be identified", "assumed: from a client's error list"),
  sso_customer_account_token_error: row(
    400,
    "The single sign-on token is not valid",
    "assumed: from a client's error list",
  ),
  sso_customer_account_url_error: row(
    400,
    "No single sign-on address can be made",
    "assumed: from a client's error list",
  ),
  license_not_enabled: row(
    400,
    "The license is disabled",
    "documented: Add Consumption, License Feature Check and License Check",
  ),
  license_not_active: row(
    400,
    "The license is not active",
    "documented: Add Consumption, License Feature Check, License Check and Deactivate License",
  ),
  license_expired: row(400, "The license has expired", "documented: feature borrow"),
  active_license_required: row(400, "This needs an active license", "documented: error responses"),
  license_start_date_error: row(400, "The license cannot be activated yet", "assumed: from a client's error list"),
  license_activated_max_times: row(400, "The license has no activations left", "documented: SDK error page"),
  license_transferred_max_times: row(400, "The license has no transfers left", "documented: SDK error page"),
  license_user_activated_max_times: row(
    400,
    "The license user has no activations left",
    "documented: SDK error page, there in camel case",
  ),
  license_key_exists: row(400, "This license key is taken", "assumed: from a client's error list", orders),
  license_device_exists: row(
    400,
    "The device is known already",
    "assumed: from a client's error list",
    "when it is answered is not known",
  ),
  subscription_not_found: row(
    400,
    "There is no such subscription",
    "assumed: from a client's error list",
    "concerns subscription platforms",
  ),
  unknown_product_code: row(
    400,
    "There is no product of this code",
    "assumed: from a client's error list",
    "a variant of unknown_product whose use is not known",
  ),

  // device
  device_not_found: row(
    400,
    "There is no active device of this hardware id",
    "documented: Add Consumption, License Feature Check, License Check and Deactivate License",
  ),
  missing_hardware_id: row(400, "The hardware id is missing", "documented: trial key"),
  blacklisted: row(
    400,
    "This device is blacklisted",
    "documented: Add Consumption, License Feature Check and License Check",
  ),
  vm_not_allowed: row(400, "Virtual machines are not allowed", "assumed: from a client's error list"),

  // consumption
  license_not_consumption: row(400, "The license is not a consumption license", "documented: Add Consumption"),
  license_not_enough_consumptions: row(
    400,
    "The license has not enough units left",
    "documented: Add Consumption and License Check",
  ),
  negative_consumptions_not_allowed: row(400, "Units cannot be given back", "documented: Add Consumption"),
  feature_not_enough_consumptions: row(
    400,
    "The feature has not enough units left",
    "documented: add feature consumption",
  ),

  // features and seats
  invalid_license_feature_code: row(400, "The license has no such feature", "documented: License Feature Check"),
  feature_not_floating: row(400, "The feature's seats are not kept here", "documented: feature release"),
  floating_feature_device_not_in_use: row(
    400,
    "This device holds no seat of the feature",
    "documented: feature release",
  ),
  floating_not_available: row(400, "No seat is free", "documented: License Feature Check and License Check"),
  license_borrow_not_allowed: row(400, "The license cannot be borrowed", "documented: borrow"),
  borrow_until_not_valid: row(400, "The end of the borrowing is not valid", "documented: borrow"),

  // trials, offline, passwords, customers
  trial_not_allowed: row(400, "The product has no trial", "documented: trial key"),
  trial_expired: row(400, "The trial of this device is over", "documented: SDK error page"),
  email_missing: row(400, "An email is needed for this product", "documented: trial key"),
  offline_signature_mismatch: row(
    400,
    "The offline request's signature is wrong",
    "assumed: from a client's error list",
  ),
  offline_floating_cloud_not_supported: row(
    400,
    "Floating cloud licenses cannot go offline",
    "assumed: from a client's error list",
  ),
  change_password_not_allowed: row(
    400,
    "The company does not let users change passwords",
    "documented: change password",
  ),
  customer_does_not_exist: row(400, "There is no such customer", "documented: error responses"),
  customer_not_found: row(400, "This customer is not visible to the caller", "documented: error responses"),
  customer_account_not_found: row(400, "There is no such customer account", "documented: error responses", orders),
  customer_account_id_mismatch: row(400, "The customer account is another one", "documented: error responses", orders),
  order_id_exists: row(409, "This order id is taken", "documented: SDK error page", orders),
} as const satisfies Record<string, ErrorRow>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errors;

/**
 * An answer of the API that is not a success. It is thrown by the mock's rules and by the client; any other exception
 * is a bug.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  /** HTTP status, which is also the body's. */
  readonly status: number;
  /** Why this call was refused, for the developer who made it: goes to the log and a header, never to the body. */
  readonly explanation: string | undefined;
  /** The method that the path takes, where another was sent: the header `Allow` says so. */
  readonly allow: string | undefined;
  /** When a caller of too many calls may call again: the header `Retry-After`, in seconds or as a date. */
  readonly retryAfter: string | undefined;
  /** Where it belongs, where it came to a server that keeps other spaces: the header `X-Mock-Shard`. */
  readonly shard: string | undefined;

  constructor(
    code: ErrorCode,
    options: {
      detail?: string | undefined;
      explanation?: string;
      status?: number;
      allow?: string;
      retryAfter?: string;
      shard?: string;
    } = {},
  ) {
    super(options.detail ? `${errors[code].message}: ${clip(options.detail)}` : errors[code].message);
    this.code = code;
    this.status = options.status ?? errors[code].status;
    this.allow = options.allow;
    this.retryAfter = options.retryAfter;
    this.shard = options.shard;
    this.explanation = options.explanation === undefined ? undefined : clip(options.explanation);
  }
}

/** A text as long as it is worth reading: what a client sent may be a megabyte, and is kept in the journal. */
function clip(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text;
}

/** Whether a text is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errors, text);
}

function row(status: number, message: string, source: string, unreachable?: string): ErrorRow {
  return { status, message, source, ...(unreachable !== undefined && { unreachable }) };
}
