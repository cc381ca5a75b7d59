import type { Call, Fields } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { succeedsWith, withSignature } from "./reply.ts";

/** Fields that a success must have, by a case that gets one; a dot goes into an object or the first of a list. */
const required: readonly (readonly [string, string])[] = [
  ["check_license/ok", "license_signature"],
  ["check_license/ok", "validity_period"],
  ["check_license/ok", "license_active"],
  ["check_license/ok", "is_expired"],
  ["check_license/ok", "product_details"],
  ["check_license/ok", "product_details.authorization_method"],
  ["check_license/ok", "license_key"],
  ["check_license/ok-user", "user"],
  ["check_license/ok-user", "user.email"],
  ["check_license/ok-floating", "floating_in_use_devices"],
  ["check_license/ok-features", "product_features.code"],
  ["activate_license/ok", "id"],
  ["activate_license/ok", "times_activated"],
  ["activate_license/ok", "max_activations"],
  ["activate_license/ok-transfer", "transfer_count"],
  ["add_consumption/ok", "total_consumptions"],
  ["add_consumption/ok", "max_overages"],
  ["check_license_feature/ok", "feature_type"],
  ["add_feature_consumption/ok", "total_consumptions"],
  ["activate_bundle/ok", "license_signature"],
  ["activate_offline/ok", "hardware_id"],
  ["activate_offline/ok", "offline_signature"],
  ["activate_offline/ok", "license_signature_v2"],
  ["activate_bundle_offline/ok", "bundle_signature_v2"],
  ["floating/borrow/ok", "borrowed_until"],
  ["trial_key/ok", "license"],
  ["trial_key/ok-user", "initial_password"],
  ["product_details/ok", "short_code"],
  ["versions/ok", "version"],
  ["installation_file/ok", "hash_md5"],
  ["get_device_variables/ok", "value"],
  ["track_device_variables/ok", "variable"],
  ["user_licenses/ok", "license"],
  ["customer_license_users/ok", "users"],
  ["sso_url/ok", "url"],
  ["oauth_url/ok", "url"],
];

/** Breakages of single fields of successes. */
export const fieldMutants: readonly WrittenMutant[] = [
  ...required.map(([expected, path]): WrittenMutant => {
    const endpoint = endpointOf(expected);
    return {
      id: `missing-${endpoint}-${path}${expected.endsWith("ok") ? "" : `-${expected.split("-").at(-1)}`}`,
      about: `${endpoint} answers without ${path}`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, (body: Fields) => at(body, path.split("."), () => undefined)),
    };
  }),
  value("check_license/ok", "license_active", "null", () => null),
  value("check_license/ok", "license_active", "0 and 1", Number),
  value("check_license/ok", "max_activations", "a text", String),
  value("check_license/ok", "id", "a text", String),
  value("check_license/ok", "product_features", "null", () => null),
  value("check_license/ok", "metadata", "a text", JSON.stringify),
  value("check_license/ok", "customer", "null", () => null),
  value("check_license/ok", "is_trial", "a text", String),
  value("add_consumption/ok", "total_consumptions", "null", () => null),
  value("add_consumption/ok", "total_consumptions", "a text", String),
  value("add_consumption/ok", "allow_overages", "0 and 1", Number),
  value("add_feature_consumption/ok", "total_consumptions", "a text", String),
  value("get_device_variables/ok", "value", "an object", (text) => ({ text })),
  value("customer_license_users/ok", "users", "null", () => null),
  value("floating/borrow/ok", "borrowed_until", "a date only", dateOnly),
  value("check_license/ok", "release_date", "with blanks", (text) => String(text).replace("T", " ")),
  ...[withoutMilliseconds, withOffset, dateOnly, (text: unknown) => Date.parse(String(text))].map(
    (form, at): WrittenMutant => ({
      id: `validity-period-${at + 1}`,
      about: "the end of a license, and what license_signature covers, is a date in another form",
      expects: ["check_license/ok-time-limited"],
      apply: succeedsWith("check_license", (license: Fields, call: Call) => {
        const { validity_period: end } = license;
        return end === null ? undefined : withSignature({ ...license, validity_period: form(end) }, call);
      }),
    }),
  ),
  {
    id: "validity-period-in-lists",
    about: "the end of a license is a moment in lists too",
    expects: ["user_licenses/ok*", "device_licenses/ok*"],
    apply: succeedsWith("user_licenses", (licenses: readonly { readonly license: Fields }[]) =>
      licenses.map(({ license, ...listed }) => {
        const { validity_period: end } = license;
        return { ...listed, license: { ...license, validity_period: end && `${end}T00:00:00.000Z` } };
      }),
    ),
  },
  {
    id: "undocumented-field",
    about: "a check has a field that nobody documented",
    expects: ["check_license/ok"],
    apply: succeedsWith("check_license", (license: Fields) => ({ ...license, surprise: true })),
  },
  {
    id: "new-license-type",
    about: "a license has a type that nobody documented",
    expects: ["check_license/ok"],
    apply: succeedsWith("check_license", (license: Fields) => ({ ...license, license_type: "eternal" })),
  },
  {
    id: "leaked-license-key",
    about: "a license of a user tells its key",
    expects: ["check_license/ok-user"],
    apply: succeedsWith("check_license", (license: Fields) => ({ license_key: "LEAK-LEAK-LEAK-LEAK", ...license })),
  },
  {
    id: "list-for-object",
    about: "a check answers a list of one",
    expects: ["check_license/ok"],
    apply: succeedsWith("check_license", (license: Fields) => [license]),
  },
  {
    id: "object-for-list",
    about: "the products come wrapped in an object",
    expects: ["products/ok"],
    apply: succeedsWith("products", (results: Fields) => ({ results })),
  },
  {
    id: "null-for-list",
    about: "a device without licenses gives null",
    expects: ["device_licenses/ok-none"],
    apply: succeedsWith("device_licenses", (licenses: readonly Fields[]) =>
      licenses.length === 0 ? "null" : undefined,
    ),
  },
];

function value(expected: string, field: string, form: string, change: (value: unknown) => unknown): WrittenMutant {
  const endpoint = endpointOf(expected);
  return {
    id: `${endpoint}-${field}-${form}`.replaceAll(" ", "-"),
    about: `${field} of ${endpoint} is ${form}`,
    expects: [`${expected}*`],
    apply: succeedsWith(endpoint, (body: Fields) => at(body, [field], change)),
  };
}

/** A body with another value at a place, or without it; of a list, its first is meant. */
function at(body: unknown, [field = "", ...rest]: readonly string[], change: (value: unknown) => unknown): unknown {
  if (Array.isArray(body)) return body.length > 0 ? [at(body[0], [field, ...rest], change), ...body.slice(1)] : body;
  const fields = body as Fields;
  if (!Object.hasOwn(fields, field)) return body;
  const value = rest.length > 0 ? at(fields[field], rest, change) : change(fields[field]);
  return Object.fromEntries(Object.entries({ ...fields, [field]: value }).filter(([, each]) => each !== undefined));
}

function endpointOf(id: string): string {
  return id.slice(0, id.lastIndexOf("/"));
}

function withoutMilliseconds(text: unknown): string {
  return String(text).replace(/\.\d+Z$/, "Z");
}

function withOffset(text: unknown): string {
  return String(text).replace(/Z$/, "+00:00");
}

function dateOnly(text: unknown): string {
  return String(text).slice(0, 10);
}
