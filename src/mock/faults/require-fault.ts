import { type EndpointName, endpointNames, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import { type ErrorCode, errors, isErrorCode } from "../../api/errors.ts";
import { InputError } from "../../api/input-error.ts";
import { nearestName } from "../../api/nearest-name.ts";
import { kindsOf } from "../../api/read-fields.ts";
import { shortText, textAtPointer } from "../../api/text-at-pointer.ts";
import { validate } from "../../api/validate.ts";
import { endpointsOf, requireEndpoints } from "../call-filter.ts";
import { type FaultOf, type FaultSpec, faultKinds, type RetryAfter } from "./kinds.ts";

/**
 * A value as a fault.
 *
 * @throws an error that names the place, what was found and what was expected.
 */
export function requireFault(value: unknown): FaultSpec {
  const { when, ...fields } = Object(value) as FaultSpec;
  requireKind(fields.kind);
  const [first] = validate("fault", fields);
  if (first) throw new InputError(`fault${first.path}: ${first.message}, found ${textAtPointer(fields, first.path)}`);
  if (when !== undefined && typeof when !== "function") throw new InputError("fault/when: must be a function");
  const fault = value as FaultSpec;
  requireEndpoints(fault, "fault");
  if (fault.kind === "error") requireCode(fault.code, fault);
  if (fault.kind === "html-page") requireBody(fault.status);
  if (fault.kind === "redirect") requireLocation(fault.location);
  if (fault.kind === "too-many-requests" || fault.kind === "service-unavailable") requireDelay(fault);
  if (fault.kind === "answer-of") requireOther(fault.of, fault.endpoint);
  if (faultKinds[fault.kind].needsLicenseSignature) requireEmbedded(fault);
  return fault;
}

function requireKind(kind: unknown): void {
  const kinds = Object.keys(faultKinds);
  if (typeof kind === "string" && kinds.includes(kind)) return;
  const near = typeof kind === "string" ? nearestName(kind, kinds) : undefined;
  const hint = near ? `did you mean ${near}?` : `expected one of ${kinds.join(", ")}`;
  throw new InputError(`fault/kind: there is no kind ${JSON.stringify(kind)}, ${hint}`);
}

function requireCode(code: string, fault: FaultSpec): void {
  if (!isErrorCode(code)) {
    const near = nearestName(code, Object.keys(errors));
    const hint = near ? `did you mean ${near}?` : "expected a code of the error catalogue";
    throw new InputError(`fault/code: there is no code ${shortText(code)}, ${hint}`);
  }
  for (const name of endpointsOf(fault.endpoint)) {
    const listed: readonly ErrorCode[] = errorCodesOf(name);
    if (listed.includes(code) || "unreachable" in errors[code]) continue;
    throw new InputError(`fault/code: ${name} never answers ${code}, expected one of ${listed.join(", ")}`);
  }
}

/** A page under a status that has no body would be no page, and could keep the connection waiting. */
function requireBody(status: number | undefined): void {
  if (status !== 204 && status !== 205 && status !== 304) return;
  throw new InputError(`fault/status: found ${status}, which comes without a body, expected one that has a page`);
}

function requireDelay({ retryAfterForm, retryAfterSeconds }: RetryAfter): void {
  if (retryAfterForm === undefined || retryAfterSeconds !== undefined) return;
  throw new InputError("fault/retryAfterSeconds: is missing beside retryAfterForm, expected a number of seconds");
}

/** What stands in a header has no white space, nor letters beyond ASCII. */
function requireLocation(location: string): void {
  if (/^https?:\/\/[\x21-\x7e]+$/i.test(location) && URL.canParse(location)) return;
  throw new InputError(
    `fault/location: found ${shortText(location)}, expected an absolute address like https://portal.test/login`,
  );
}

/** Where a fault is for several endpoints, a field that one of them knows is good for that one. */
function requireOther({ endpoint, input = {} }: FaultOf<"answer-of">["of"], own: FaultSpec["endpoint"]): void {
  if (endpoint !== undefined) requireEndpoints({ endpoint: endpoint as EndpointName }, "fault/of");
  const asked = endpoint === undefined ? endpointsOf(own) : [endpoint as EndpointName];
  const names = asked.length > 0 ? asked : endpointNames;
  const known = [...new Set(names.flatMap((name) => Object.keys(kindsOf(name))))];
  const unknown = Object.keys(input).find((field) => !known.includes(field));
  if (unknown === undefined) return;
  const near = nearestName(unknown, known);
  const hint = near ? `did you mean ${near}?` : `expected one of ${known.join(", ")}`;
  const who = asked.length > 0 ? asked.join(", ") : "no endpoint";
  const takes = asked.length > 0 ? "takes no such field" : "takes such a field";
  throw new InputError(`fault/of/input/${unknown.slice(0, 80)}: ${who} ${takes}, ${hint}`);
}

function requireEmbedded(fault: FaultSpec): void {
  const without = endpointsOf(fault.endpoint).find((name) => endpointRow(name).embeds === undefined);
  if (without === undefined) return;
  const expected = endpointNames.filter((name) => endpointRow(name).embeds !== undefined).join(", ");
  throw new InputError(
    `fault/endpoint: answers of ${without} have no license_signature inside, expected one of ${expected}`,
  );
}
