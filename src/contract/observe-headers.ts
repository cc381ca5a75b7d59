import { readAuthorization, readDateHeader } from "../api/authorization.ts";
import { type ErrorCode, errors } from "../api/errors.ts";
import { completePolicies } from "../api/policies.ts";
import type { ObservedRequest, RequestMistake } from "./observed-request.ts";

const { dateSkewMinutes } = completePolicies();

/** What is wrong with the headers that authorize a request, as far as they tell without the shared key. */
export function headerMistakes({ headers }: ObservedRequest, now: number): RequestMistake[] {
  const { date, authorization } = headers;
  const faults = [
    ...(date === undefined ? [fault("missing_headers", "no Date header", "the date of the request")] : []),
    ...(authorization === undefined ? [fault("missing_headers", "no Authorization header", "one")] : []),
  ];
  if (authorization !== undefined && !/^Bearer \S/i.test(authorization)) faults.push(...parameterFaults(authorization));
  if (date !== undefined) faults.push(...dateFaults(date, now));
  return faults;
}

/** Headers that some pages require and others recommend; servers take calls without them. */
export function headerRemarks({ method, headers }: ObservedRequest): string[] {
  return [
    ...(headers.accept === undefined ? ["Accept: missing"] : []),
    ...(method === "POST" && headers["content-type"] === undefined ? ["Content-Type: missing"] : []),
  ];
}

function parameterFaults(authorization: string): RequestMistake[] {
  const parameters = readAuthorization(authorization);
  const form = 'algorithm="hmac-sha256",headers="date",signature="…",apikey="…"';
  if (!parameters) return [fault("authorization_invalid_headers", "a malformed Authorization header", form)];
  const { headers, algorithm } = parameters;
  const missing = (["algorithm", "headers", "signature", "apikey"] as const).filter((name) => !parameters[name]);
  return [
    ...missing.map((name) => fault("authorization_missing_params", `an Authorization header without ${name}`, form)),
    ...(headers && headers.toLowerCase() !== "date"
      ? [fault("authorization_invalid_headers", `signed headers "${headers}"`, '"date"')]
      : []),
    ...(algorithm && algorithm.toLowerCase() !== "hmac-sha256"
      ? [fault("hmac_required", `the algorithm "${algorithm}"`, '"hmac-sha256"')]
      : []),
  ];
}

function dateFaults(date: string, now: number): RequestMistake[] {
  const sentAt = readDateHeader(date);
  if (Number.isNaN(sentAt)) {
    return [fault("date_header_invalid", `the Date header ${JSON.stringify(date)}`, new Date(now).toUTCString())];
  }
  const minutes = Math.round((sentAt - now) / 60_000);
  if (Math.abs(sentAt - now) <= dateSkewMinutes * 60_000) return [];
  const found = `the Date header ${JSON.stringify(date)}, ${Math.abs(minutes)} minutes ${minutes < 0 ? "behind" : "ahead"}`;
  return [fault("date_header_diff", found, `at most ${dateSkewMinutes} minutes off`)];
}

function fault(code: ErrorCode, found: string, expected: string): RequestMistake {
  return { codes: [code], found, expected, written: errors[code].source };
}
