import { endpointNames, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import { type ErrorCode, errors, isErrorCode } from "../../api/errors.ts";
import { InputError } from "../../api/input-error.ts";
import { nearestName } from "../../api/nearest-name.ts";
import { shortText, textAtPointer } from "../../api/text-at-pointer.ts";
import { validate } from "../../api/validate.ts";
import { endpointsOf, requireEndpoints } from "../call-filter.ts";
import { type FaultSpec, faultKinds } from "./kinds.ts";

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
  if (fault.kind === "old-license-signature") requireEmbedded(fault);
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

function requireEmbedded(fault: FaultSpec): void {
  const without = endpointsOf(fault.endpoint).find((name) => endpointRow(name).embeds === undefined);
  if (without === undefined) return;
  const expected = endpointNames.filter((name) => endpointRow(name).embeds !== undefined).join(", ");
  throw new InputError(
    `fault/endpoint: answers of ${without} have no license_signature inside, expected one of ${expected}`,
  );
}
