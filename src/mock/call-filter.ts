import { type EndpointName, endpointNames } from "../api/endpoints.ts";
import { InputError } from "../api/input-error.ts";
import { nearestName } from "../api/nearest-name.ts";
import { shortText } from "../api/text-at-pointer.ts";
import type { Call } from "./journal/call.ts";
import { journalMask } from "./journal/journal-mask.ts";
import type { HeaderReader } from "./request.ts";

/** Which calls are meant; all that is given must hold. A request that could not be read has an endpoint and no fields. */
export interface CallFilter {
  /** A name, or several. */
  readonly endpoint?: EndpointName | readonly EndpointName[];
  /** A license key, a username or a license id, as it was sent. */
  readonly license?: string;
  /** A hardware id. */
  readonly device?: string;
  /** Code of the product. */
  readonly product?: string;
  /** Judges what the fields above cannot say. In process only. */
  readonly when?: (call: CallFacts) => boolean;
}

/** What a filter may look at. Secrets are masked. */
export interface CallFacts {
  readonly endpoint: EndpointName;
  readonly method: string;
  readonly path: string;
  /** The fields of the request as they were read. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: HeaderReader;
}

/** Whether a call is meant by a filter. */
export function isMeant(filter: CallFilter, call: Call): boolean {
  const { endpoint, license, device, product, when } = filter;
  if (call.endpoint === undefined) return false;
  if (endpoint !== undefined && !endpointsOf(endpoint).includes(call.endpoint)) return false;
  if (license === undefined && device === undefined && product === undefined && !when) return true;
  if (call.input === undefined) return false;
  const input = call.input as Readonly<Record<string, unknown>>;
  const { license_key, username, license_id } = input;
  if (license !== undefined && ![license_key, username, license_id].some((name) => String(name) === license)) {
    return false;
  }
  if (device !== undefined && input.hardware_id !== device) return false;
  if (product !== undefined && input.product !== product) return false;
  return when === undefined || when(factsOf(call));
}

/** A call as filters and tweaks see it. */
export function factsOf({ endpoint, input, request }: Call): CallFacts {
  const { method, path, headers } = request;
  return {
    endpoint: endpoint as EndpointName,
    method,
    path,
    input: journalMask.value(input ?? {}, "request") as CallFacts["input"],
    headers: (name) => {
      const value = headers(name);
      return value === undefined ? undefined : journalMask.header(name, value, "request");
    },
  };
}

/** The endpoints that a filter names. */
export function endpointsOf(endpoint: CallFilter["endpoint"]): readonly EndpointName[] {
  if (endpoint === undefined) return [];
  return typeof endpoint === "string" ? [endpoint] : (endpoint as readonly EndpointName[]);
}

/** @throws an error that names the nearest endpoint, where a filter names one that does not exist */
export function requireEndpoints(filter: CallFilter, place: string): void {
  for (const name of endpointsOf(filter.endpoint)) {
    if (endpointNames.includes(name)) continue;
    const near = nearestName(name, endpointNames);
    const hint = near ? `did you mean ${near}?` : `expected one of ${endpointNames.join(", ")}`;
    throw new InputError(`${place}/endpoint: there is no endpoint ${shortText(name)}, ${hint}`);
  }
}
