import { beyondBounds } from "../api/bounds.ts";
import { type EndpointName, endpointRow } from "../api/endpoints.ts";
import { ApiError, errors } from "../api/errors.ts";
import { matchEndpoint } from "../api/match-endpoint.ts";
import { readOfflineBody } from "../api/offline-body.ts";
import { plainPath } from "../api/plain-path.ts";
import { cleanFields, parseObject, readQuery, type Values } from "../api/read-fields.ts";
import { fieldMistakes } from "./observe-fields.ts";
import { headerMistakes, headerRemarks } from "./observe-headers.ts";
import type { ObservedRequest, RequestMistake } from "./observed-request.ts";

/** A request, read as far as it can be. */
export interface ReadRequest {
  /** Undefined where it is not one of the API's. */
  readonly endpoint: EndpointName | undefined;
  readonly input: Values;
  readonly faults: readonly RequestMistake[];
  readonly remarks: readonly string[];
}

/** Reads a request as the API does, but goes on after the first fault. */
export function readRequest(request: ObservedRequest, now: number): ReadRequest {
  const beside = besideTheApi(request);
  if (beside !== undefined) return { endpoint: undefined, input: {}, faults: [], remarks: [beside] };
  const named = nameEndpoint(request);
  if (typeof named !== "string") return { endpoint: undefined, input: {}, faults: [named], remarks: [] };
  const remarks = headerRemarks(request);
  const faults = endpointRow(named).auth === "none" ? [] : headerMistakes(request, now);
  const { input, fault } = readInput(named, request, (remark) => remarks.push(remark));
  if (fault) return { endpoint: named, input, faults: [...faults, fault], remarks };
  const fields = fieldMistakes(named, input);
  return { endpoint: named, input, faults: [...faults, ...fields.faults], remarks: [...remarks, ...fields.remarks] };
}

/** Calls that come to the same server and are no calls of the License API. */
function besideTheApi({ method, path }: ObservedRequest): string | undefined {
  const plain = plainPath(path);
  if (/^\/__mock(\/|$)/.test(plain)) return "the mock's control API: not checked";
  if (/\/protocol\/openid-connect\//.test(plain)) return "OAuth, beside the License API: not checked";
  return method === "OPTIONS" ? "a page asks whether it may call: not checked" : undefined;
}

function nameEndpoint(request: ObservedRequest): EndpointName | RequestMistake {
  try {
    return matchEndpoint(request);
  } catch (error) {
    const { explanation = "a path of the License API" } = requireApiError(error);
    const found = `${request.method} ${request.path}`;
    const codes = ["not_found", "http-404", "http-405"];
    return { codes, found, expected: explanation, written: "api/endpoints.ts" };
  }
}

function readInput(
  endpoint: EndpointName,
  request: ObservedRequest,
  note: (remark: string) => void,
): { input: Values; fault?: RequestMistake } {
  try {
    return { input: fieldsOf(endpoint, request, note) };
  } catch (error) {
    const { code, message, explanation } = requireApiError(error);
    const found = explanation === undefined ? message : `${message}: ${explanation}`;
    const expected = "what the API can read";
    return { input: {}, fault: { codes: [code, "http-413"], found, expected, written: errors[code].source } };
  }
}

function fieldsOf(endpoint: EndpointName, request: ObservedRequest, note: (remark: string) => void): Values {
  const { method, body: form } = endpointRow(endpoint);
  if (method === "GET") return readQuery(endpoint, request.query);
  const { body } = request;
  if (typeof body !== "string") {
    const isLarge = body.unreadable === "too_large";
    const explanation = isLarge ? "the body is over 1 MiB and was not checked" : "the body is not UTF-8";
    throw new ApiError(isLarge ? "validation_error" : "invalid_json", { explanation });
  }
  const beyond = beyondBounds(body);
  if (beyond !== undefined)
    throw new ApiError("validation_error", { explanation: `the body cannot be read: ${beyond}` });
  if (form !== "offline") return cleanFields(endpoint, parseObject(body), note);
  const { payload, wrapped } = readOfflineBody(body, request.headers["content-type"]);
  const values = cleanFields(endpoint, payload, note);
  if (wrapped) values.schema_version ??= 2;
  return values;
}

/** Anything but an `ApiError` is a bug and not the client's. */
function requireApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
