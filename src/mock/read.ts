import { type EndpointName, errorCodesOf } from "../api/endpoints.ts";
import { ApiError } from "../api/errors.ts";
import { validate } from "../api/validate.ts";
import { type FieldKind, fieldKinds } from "../generated/fields.ts";
import type { Input } from "./behaviour.ts";
import { nearestName } from "./nearest-name.ts";
import type { Policies } from "./policies.ts";
import type { ApiRequest } from "./request.ts";

type Values = Record<string, unknown>;

/** What reading a request takes. */
export interface Reading {
  readonly policy: Policies;
  note(finding: string): void;
}

/**
 * The input of an endpoint, out of the query of a GET or the body of a POST: there and of the right types. Who the call
 * is about is not judged here. Parameters that nothing documents are dropped with a remark, since real clients send
 * many.
 *
 * @throws invalid_json, missing_hardware_id, missing_parameters, validation_error
 */
export function readInput<E extends EndpointName>(name: E, request: ApiRequest, reading: Reading): Input<E> {
  const values =
    request.method === "GET" ? readQuery(name, request.query) : cleanFields(name, parseObject(request.body), reading);
  judgeFields(name, values, reading);
  return values as unknown as Input<E>;
}

/**
 * Holds fields to the endpoint's schema; undocumented ones are dropped with a remark.
 *
 * @throws missing_hardware_id, missing_parameters, validation_error
 */
export function judgeFields(name: EndpointName, values: Values, reading: Reading): void {
  if (values.mac_adddress !== undefined) reading.note("mac_adddress: deprecated spelling of mac_address");
  const findings = validate(`${name}.request`, values);
  if (findings.length > 0) judge(findings, values, name, reading);
}

function judge(
  findings: ReturnType<typeof validate>,
  values: Values,
  name: EndpointName,
  { policy, note }: Reading,
): void {
  const missing = findings
    .filter(({ kind, path }) => kind === "missing" && !path.slice(1).includes("/"))
    .map(({ path }) => path.slice(1));
  if (missing.join() === "hardware_id" && errorCodesOf(name).includes("missing_hardware_id")) {
    throw new ApiError("missing_hardware_id");
  }
  if (missing.length > 0) throw new ApiError("missing_parameters", { detail: missing.join(", ") });
  const wrong = findings.find(({ kind }) => kind !== "undocumented" && kind !== "identification");
  if (wrong) throw new ApiError("validation_error", { detail: `${wrong.path.slice(1)} ${wrong.message}` });
  const unknown = findings.filter(({ kind }) => kind === "undocumented").map(({ path }) => path.slice(1));
  for (const field of unknown) delete values[field];
  for (const field of unknown.slice(0, mostRemarks)) {
    const near = nearestName(field, Object.keys(kindsOf(name)));
    const remark = `${field.slice(0, 64)}: not documented${near ? `, did you mean ${near}?` : ""}`;
    if (policy.unknownParameters === "reject") throw new ApiError("validation_error", { detail: remark });
    note(remark);
  }
}

/** A body of a thousand strange fields is not worth a thousand remarks. */
const mostRemarks = 20;

/** A query's texts as what they stand for; an empty one is absent, one given twice is refused. */
function readQuery(name: EndpointName, query: string): Values {
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
export function cleanFields(name: EndpointName, given: Readonly<Values>, { note }: Reading): Values {
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

function kindsOf(name: EndpointName): Record<string, FieldKind> {
  return fieldKinds[name] as Record<string, FieldKind>;
}

function parseObject(body: ApiRequest["body"]): Values {
  if (typeof body !== "string") throw new ApiError("invalid_json", { explanation: "the body is not UTF-8" });
  if (body.trim() === "") return {};
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
  Object.defineProperty(values, field, { value, enumerable: true, configurable: true, writable: true });
}
