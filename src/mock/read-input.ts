import { type EndpointName, type EndpointRow, errorCodesOf } from "../api/endpoints.ts";
import { ApiError } from "../api/errors.ts";
import { nearestName } from "../api/nearest-name.ts";
import { notImitated, notImitatedAs, notImitatedText } from "../api/not-imitated.ts";
import type { Policies } from "../api/policies.ts";
import { cleanFields, kindsOf, parseObject, readQuery, type Values } from "../api/read-fields.ts";
import { violations } from "../api/validate.ts";
import type { Input } from "./behaviour.ts";
import type { ApiRequest } from "./request.ts";
import { requireWholeUnits } from "./rules/counter.ts";

/** @throws validation_error (413) for a body that nobody reads to its end */
export function requireReadable({ body }: ApiRequest): void {
  if (typeof body === "string" || body.unreadable !== "too_large") return;
  throw new ApiError("validation_error", { status: 413, detail: "the body is over 1 MiB" });
}

/**
 * Headers that some pages require and others recommend: without them a call is taken with a remark, or refused where the
 * policy says so.
 *
 * @throws missing_headers (policy)
 */
export function judgeHeaders(
  { method, headers }: ApiRequest,
  { auth }: EndpointRow,
  { requiredHeaders }: Policies,
  note: (finding: string) => void,
): void {
  for (const known of notImitated) {
    if (known.kind === "header" && headers(known.name) !== undefined) note(notImitatedText(known.name, known));
  }
  const missing = headers("accept") === undefined ? ["Accept"] : [];
  if (method === "POST" && headers("content-type") === undefined) missing.push("Content-Type");
  if (missing.length === 0) return;
  if (requiredHeaders === "all" && auth !== "none") {
    throw new ApiError("missing_headers", { detail: missing.join(", "), explanation: "policy requiredHeaders=all" });
  }
  for (const name of missing) note(`${name}: missing`);
}

/** What reading a request takes. */
export interface ReadOptions {
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
export function readInput<E extends EndpointName>(name: E, request: ApiRequest, reading: ReadOptions): Input<E> {
  const values =
    request.method === "GET"
      ? readQuery(name, request.query)
      : cleanFields(name, parseObject(requireBodyText(request.body)), reading.note);
  judgeFields(name, values, reading);
  return values as unknown as Input<E>;
}

/**
 * Holds fields to the endpoint's schema, but where its sources contradict each other; undocumented ones are dropped with a
 * remark.
 *
 * @throws missing_hardware_id, missing_parameters, validation_error
 */
export function judgeFields(name: EndpointName, values: Values, reading: ReadOptions): void {
  noteSpellings(values, reading);
  const findings = violations(`${name}.request`, values);
  if (findings.length > 0) judge(findings, values, name, reading);
  if (typeof values.consumptions === "number") requireWholeUnits(values.consumptions, reading);
}

/** What is taken though it is spelt in a way of its own, and what is not understood. */
function noteSpellings({ mac_adddress, is_vm }: Values, { note }: ReadOptions): void {
  if (mac_adddress !== undefined) note("mac_adddress: taken as mac_address, which License Check spells so");
  if (typeof is_vm === "string" && !/^(true|false|1|0)$/i.test(is_vm)) {
    note(`is_vm: ${JSON.stringify(is_vm.slice(0, 64))} is neither true nor false, and counts as false`);
  }
}

function judge(
  findings: ReturnType<typeof violations>,
  values: Values,
  name: EndpointName,
  { policy, note }: ReadOptions,
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
    const known = notImitatedAs("parameter", field);
    if (known) {
      note(notImitatedText(field.slice(0, 64), known));
      continue;
    }
    const near = nearestName(field, Object.keys(kindsOf(name)));
    const remark = `${field.slice(0, 64)}: not documented${near ? `, did you mean ${near}?` : ""}`;
    if (policy.unknownParameters === "reject") throw new ApiError("validation_error", { detail: remark });
    note(remark);
  }
}

/** A body of a thousand strange fields is not worth a thousand remarks. */
const mostRemarks = 20;

/** @throws invalid_json where it is no text */
export function requireBodyText(body: ApiRequest["body"]): string {
  if (typeof body === "string") return body;
  throw new ApiError("invalid_json", { explanation: "the body is not UTF-8" });
}
