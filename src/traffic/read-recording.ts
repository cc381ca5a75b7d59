import { type EndpointName, endpointNames, endpointRow } from "../api/endpoints.ts";
import { isErrorCode } from "../api/errors.ts";
import { nearestName } from "../api/nearest-name.ts";
import { validate } from "../api/validate.ts";
import type { CaseExchange, CaseFile } from "../generated/types.ts";
import { type CasesWithSecrets, caseFileWithSecrets } from "./case-file.ts";
import { readExchanges } from "./read-exchanges.ts";
import { readHar } from "./read-har.ts";
import { wrong } from "./require-shape.ts";
import { writtenEnd } from "./written-end.ts";

/**
 * Reads calls to replay: a case file, a HAR file, or a file in the form of fixtures/exchanges, told apart by what is in
 * them.
 *
 * @throws an error that names the place, what was found and what was expected
 */
export function readRecording(value: unknown): CasesWithSecrets {
  if (typeof value !== "object" || value === null || !("log" in value || "exchanges" in value)) {
    throw wrong("", value, "a case file, a HAR file or recorded exchanges: an object with exchanges or log");
  }
  if ("log" in value) return caseFileWithSecrets(readHar(value));
  const first: unknown = Array.isArray(value.exchanges) ? value.exchanges[0] : undefined;
  const isRecorded = typeof first === "object" && first !== null && "response" in first;
  return isRecorded ? caseFileWithSecrets(readExchanges(value)) : { file: requireCaseFile(value), secrets: new Map() };
}

function requireCaseFile(value: unknown): CaseFile {
  const [first, ...others] = validate("case-file", value);
  if (first) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : "";
    throw wrong(first.path, valueAt(value, first.path), `a case file; here it ${first.message}${more}`);
  }
  const file = value as CaseFile;
  for (const [at, exchange] of file.exchanges.entries()) requireExchange(exchange, `/exchanges/${at}`);
  return file;
}

function requireExchange({ request, expected }: CaseExchange, place: string): void {
  const { endpoint, method } = request;
  if (!(endpointNames as readonly string[]).includes(endpoint)) {
    const near = nearestName(endpoint, endpointNames);
    throw wrong(`${place}/request/endpoint`, endpoint, `the name of an endpoint${near ? `, like ${near}` : ""}`);
  }
  const row = endpointRow(endpoint as EndpointName);
  if (method !== undefined && row.method !== method) throw wrong(`${place}/request/method`, method, row.method);
  const { code } = writtenEnd(expected);
  if (code !== undefined && !isErrorCode(code)) {
    throw wrong(`${place}/expected/code`, code, "a code of the API");
  }
}

function valueAt(value: unknown, pointer: string): unknown {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], value);
}
