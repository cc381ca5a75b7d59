import { type FieldKind, fieldKinds } from "../generated/fields.ts";
import { beyondBounds } from "./bounds.ts";
import type { EndpointName } from "./endpoints.ts";
import { ApiError } from "./errors.ts";

/** Fields of a request by name. */
export type Values = Record<string, unknown>;

/**
 * A query's texts as what they stand for; an empty one is absent.
 *
 * @throws validation_error where a field is given twice
 */
export function readQuery(name: EndpointName, query: string): Values {
  const kinds = kindsOf(name);
  const values: Values = {};
  const seen = new Set<string>();
  for (const [field, text] of new URLSearchParams(query)) {
    if (seen.has(field)) throw new ApiError("validation_error", { detail: `${field} is given twice` });
    seen.add(field);
    if (text !== "") define(values, field, coerce(text, kinds[field]));
  }
  return values;
}

/** Fields of a body that real clients send as text; noted where they do. */
const oftenText = ["license_id", "allow_overages", "max_overages", "is_vm", "include_metadata_string"];

/** Fields that clients send on every call, empty where they know nothing. */
const emptyIsAbsent = [
  "license_key",
  "username",
  "password",
  "id_token",
  "code",
  "customer_account_code",
  "bundle_code",
  "api_key",
  "client_id",
];

/** A body's fields; null on an optional field is absent, as real clients send nulls. */
export function cleanFields(name: EndpointName, given: Readonly<Values>, note: (remark: string) => void): Values {
  const kinds = kindsOf(name);
  const values: Values = {};
  for (const [field, value] of Object.entries(given)) {
    if (value === null && field !== "borrowed_until") continue;
    const isText = typeof value === "string" && kinds[field] !== "text" && oftenText.includes(field);
    if (value === "" && (isText || emptyIsAbsent.includes(field))) continue;
    const coerced = isText ? coerce(value, kinds[field]) : value;
    if (coerced !== value) note(`${field}: sent as text`);
    define(values, field, coerced);
  }
  return values;
}

/** What the fields of an endpoint's request stand for, by name. */
export function kindsOf(name: EndpointName): Record<string, FieldKind> {
  return fieldKinds[name] as Record<string, FieldKind>;
}

/**
 * The fields of a JSON body; an empty one has none.
 *
 * @throws invalid_json where it is no object
 */
export function parseObject(body: string): Values {
  if (body.trim() === "") return {};
  const beyond = beyondBounds(body);
  if (beyond !== undefined) throw new ApiError("invalid_json", { explanation: `the body cannot be read: ${beyond}` });
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new ApiError("invalid_json", { explanation: (error as Error).message });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ApiError("invalid_json", { explanation: "expected an object" });
  }
  return value as Values;
}

function coerce(text: string, kind: FieldKind | undefined): unknown {
  if (kind === "number" && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

/** Sets an own property, `__proto__` included. */
function define(values: Values, field: string, value: unknown): void {
  if (field !== "__proto__") values[field] = value;
  else Object.defineProperty(values, field, { value, enumerable: true, configurable: true, writable: true });
}
