import { portableCryptography } from "./cryptography.ts";
import { wallClock } from "./wall-clock.ts";

/** What signs a request. */
export interface Credentials {
  readonly apiKey: string;
  readonly sharedKey: string;
}

/** The parameters of an Authorization header, by their names in lower case. */
export type AuthorizationParameters = Readonly<
  Partial<Record<"algorithm" | "headers" | "signature" | "apikey", string>>
>;

/** The text that a request's signature covers: a constant line and the Date header, to the letter. documented: request signature */
export function signingString(date: string): string {
  return `licenseSpring\ndate: ${date}`;
}

/**
 * The instant of a Date header in milliseconds, NaN where it is none. It is read leniently, as the service does; a date
 * that names no zone is UTC, as every form of an HTTP date is, and not where this machine stands. assumed
 */
export function readDateHeader(date: string): number {
  const namesZone = /[a-z]$|[+-]\d\d:?\d\d(\s*\(.*\))?$/i.test(date);
  return Date.parse(namesZone ? date : date + (/\dT\d/.test(date) ? "Z" : " UTC"));
}

/**
 * The two headers that authorize a request.
 *
 * @param date the moment of the request, or a Date header to sign as it is. @default now
 * source: documented: API key authorization
 */
export function authorize(
  { apiKey, sharedKey }: Credentials,
  date: Date | string = new Date(wallClock()),
): { Date: string; Authorization: string } {
  const text = typeof date === "string" ? date : date.toUTCString();
  const signature = portableCryptography.hmac(sharedKey, signingString(text));
  return { Date: text, Authorization: writeAuthorization({ signature, apikey: apiKey }) };
}

/** Writes an Authorization header; what is not given has its usual value. */
export function writeAuthorization(parameters: AuthorizationParameters): string {
  const complete = { algorithm: "hmac-sha256", headers: "date", ...parameters };
  return Object.entries(complete)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",");
}

/**
 * Reads an Authorization header: `name="value"` pairs in any order, names in any case, with or without a space after
 * each comma. Gives undefined where the text is anything else. source: documented; the case: observed (clients write
 * `apiKey` too)
 */
export function readAuthorization(header: string): AuthorizationParameters | undefined {
  if (!/^\s*[a-z]+="[^"]*"(\s*,\s*[a-z]+="[^"]*")*\s*$/i.test(header)) return undefined;
  const parameters: Record<string, string> = {};
  for (const [, name = "", value = ""] of header.matchAll(/([a-z]+)="([^"]*)"/gi)) {
    parameters[name.toLowerCase()] ??= value;
  }
  return parameters;
}
