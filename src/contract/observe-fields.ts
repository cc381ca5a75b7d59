import { type EndpointName, endpointRow } from "../api/endpoints.ts";
import { nearestName } from "../api/nearest-name.ts";
import { notImitatedAs } from "../api/not-imitated.ts";
import { kindsOf, type Values } from "../api/read-fields.ts";
import { type Finding as SchemaFinding, violations } from "../api/validate.ts";
import type { RequestMistake } from "./observed-request.ts";

/** What is wrong with the fields of a request, and what is odd about them. */
export interface ReadFields {
  readonly faults: readonly RequestMistake[];
  readonly remarks: readonly string[];
}

/** A body of a thousand strange fields is not worth a thousand lines. */
const most = 20;

/** Names that one page spells otherwise, or that a newer one took the place of. Servers take both. */
const otherNames: Readonly<Record<string, string>> = { mac_adddress: "mac_address", os_hostname: "hostname" };

/**
 * Holds fields to the endpoint's request schema. A parameter that nothing documents is a fault only where a documented
 * name is near: servers ignore the others, and real clients send many.
 */
export function fieldMistakes(endpoint: EndpointName, input: Values): ReadFields {
  const faults: RequestMistake[] = [];
  const remarks = Object.keys(otherNames)
    .filter((name) => Object.hasOwn(input, name))
    .map((name) => `${name}: one page spells it so, others have ${otherNames[name]}`);
  for (const finding of violations(`${endpoint}.request`, input).slice(0, most)) {
    const name = finding.path.slice(1, 65);
    const known = finding.kind === "undocumented" ? notImitatedAs("parameter", name) : undefined;
    const fault = finding.kind === "undocumented" ? misspelt(endpoint, finding) : faultOf(endpoint, finding);
    if (known) remarks.push(`${name}: documented, and no more of it is known (${known.source})`);
    else if (fault) faults.push(fault);
    else remarks.push(`${name}: not documented, ignored by the API`);
  }
  return { faults, remarks };
}

function misspelt(endpoint: EndpointName, { path }: SchemaFinding): RequestMistake | undefined {
  const near = nearestName(path.slice(1), Object.keys(kindsOf(endpoint)));
  const found = `the undocumented parameter ${path.slice(1, 65)}`;
  return near === undefined ? undefined : { ...schemaFault(endpoint, found), expected: near };
}

function faultOf(endpoint: EndpointName, { kind, path, message }: SchemaFinding): RequestMistake {
  const found = kind === "identification" ? message : `${path.slice(1)} ${message}`;
  return { ...schemaFault(endpoint, found), codes: codesOf[kind] ?? ["validation_error"] };
}

function schemaFault(endpoint: EndpointName, found: string): RequestMistake {
  const { source } = endpointRow(endpoint);
  const schema = `${endpoint}.request.json`;
  return { codes: ["validation_error"], found, expected: `what ${schema} says`, written: `${schema} (${source})` };
}

/** Codes by which servers refuse a request, by what is wrong with its fields. */
const codesOf: Partial<Record<SchemaFinding["kind"], readonly string[]>> = {
  missing: ["missing_parameters", "missing_hardware_id", "authorization_missing_params", "validation_error"],
  identification: [
    "license_key_required",
    "license_key_or_license_user_required",
    "authorization_missing_params",
    "authentication_failure",
    "missing_parameters",
  ],
};
