import type { Fields } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { refusesWith, succeedsWith } from "./reply.ts";

/** Breakages of the bodies of refusals, and of bodies that are no JSON. */
export const errorMutants: readonly WrittenMutant[] = [
  ...[
    error("extra-key", "a refusal has one field more", (error) => ({ ...error, details: [] })),
    error("no-status", "a refusal does not repeat its status", ({ status: _status, ...error }) => error),
    error("no-code", "a refusal has no code", ({ code: _code, ...error }) => error),
    error("no-message", "a refusal has no message", ({ message: _message, ...error }) => error),
    error("status-as-text", "the status in a refusal is a text", (error) => ({ ...error, status: "400" })),
    error("message-object", "the message is an object", (error) => ({ ...error, message: { en: error.message } })),
    error("nested", "a refusal is wrapped", (error) => ({ error })),
    error("code-as-number", "the code is a number", (error) => ({ ...error, code: 4 })),
    error("camel-case", "codes are in camel case", (error) => ({
      ...error,
      code: String(error.code).replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    })),
    error("upper-case", "codes are in upper case", (error) => ({ ...error, code: String(error.code).toUpperCase() })),
    error("generic-code", "every refusal is a validation error", (error) => ({ ...error, code: "validation_error" })),
  ],
  code("activate_license", "license_activated_max_times", "license_user_activated_max_times"),
  code("check_license", "device_not_found", "license_not_found"),
  code("check_license", "license_not_active", "active_license_required"),
  code("installation_file", "active_license_required", "license_not_active"),
  code("add_feature_consumption", "feature_not_enough_consumptions", "license_not_enough_consumptions"),
  code("add_feature_consumption", "unsupported_product_feature", "invalid_license_feature_code"),
  code("floating/borrow", "borrow_until_not_valid", "validation_error"),
  code("customer_license_users", "customer_does_not_exist", "customer_not_found"),
  code("trial_key", "missing_hardware_id", "missing_parameters"),
  code("activate_offline", "offline_signature_mismatch", "signature_mismatch"),
  {
    ...code("sso_url", "sso_customer_account_url_error", "sso_customer_account_token_error"),
  },
  {
    id: "quoted-words",
    about: "bare words come quoted, as JSON",
    expects: ["deactivate_license/ok*"],
    apply: succeedsWith("deactivate_license", (words: string) => `"${words}"`),
  },
  {
    id: "other-words",
    about: "a deactivation answers ok",
    expects: ["deactivate_license/ok*"],
    apply: succeedsWith("deactivate_license", () => "ok"),
  },
  {
    id: "body-on-release",
    about: "a release has a body",
    expects: ["floating/release/ok*"],
    apply: succeedsWith("floating/release", () => "license_released"),
  },
  {
    id: "object-on-password-change",
    about: "a change of the password answers an object",
    expects: ["change_password/ok*"],
    apply: succeedsWith("change_password", () => ({ changed: true })),
  },
];

function error(id: string, about: string, change: (error: Fields) => Fields): WrittenMutant {
  return {
    id: `error-${id}`,
    about,
    expects: ["add_consumption/license_not_enough_consumptions"],
    apply: refusesWith("*", "*", change),
  };
}

function code(endpoint: string, right: string, wrong: string): WrittenMutant {
  return {
    id: `code-${endpoint}-${right}`,
    about: `${endpoint} answers ${wrong} in place of ${right}`,
    expects: [`${endpoint}/${right}*`],
    apply: refusesWith(endpoint, right, (error) => ({ ...error, code: wrong })),
  };
}
