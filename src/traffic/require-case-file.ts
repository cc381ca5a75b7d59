import { type EndpointName, endpointNames, endpointRow } from "../api/endpoints.ts";
import { errors, isErrorCode } from "../api/errors.ts";
import { evidenceKinds } from "../api/evidence.ts";
import { nearestName } from "../api/nearest-name.ts";
import { valueAtPointer } from "../api/text-at-pointer.ts";
import { type Finding, validate } from "../api/validate.ts";
import type { CaseExchange, CaseFile, CaseFileRequest } from "../generated/types.ts";
import { matchers } from "./part-of-body.ts";
import { wrong } from "./require-shape.ts";
import { writtenEnd } from "./written-end.ts";

/**
 * A value as a case file.
 *
 * @throws an error that names the place, what was found and what was expected, with the nearest name
 */
export function requireCaseFile(value: unknown): CaseFile {
  const findings = validate("case-file", value);
  const [first] = findings;
  if (first) {
    const within = findings.find(({ path }) => path.startsWith(`${first.path}/`)); // of alternatives the one that was meant
    throw misshapen(value, within ?? first, findings.length - 1);
  }
  const file = value as CaseFile;
  for (const [at, exchange] of file.exchanges.entries()) {
    requireRequest(exchange.request, `/exchanges/${at}/request`);
    requireEnd(exchange, `/exchanges/${at}/expected`);
  }
  for (const [at, request] of (file.undo ?? []).entries()) requireRequest(request, `/undo/${at}`);
  return file;
}

/** The end of a sentence about a name that is none. */
export function meant(found: unknown, names: readonly string[]): string {
  const near = typeof found === "string" ? nearestName(found, names) : undefined;
  return near === undefined ? "" : `; did you mean ${near}?`;
}

function misshapen(value: unknown, { kind, path, message }: Finding, others: number): Error {
  const more = others > 0 ? ` (and ${others} more)` : "";
  const found = valueAtPointer(value, path);
  if (kind === "undocumented") {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const names = membersAt(path);
    return wrong(path, name, `one of ${names.join(", ")}${meant(name, names)}${more}`);
  }
  return wrong(path, found, `${expectedAt(path) ?? `a case file; here it ${message}`}${meantAt(path, found)}${more}`);
}

/** Which members may stand beside an unknown one. */
function membersAt(path: string): readonly string[] {
  if (/^\/exchanges\/\d+\/expected\/\w+$/.test(path)) return ["status", "code", "body", "contains"];
  if (/^\/exchanges\/\d+\/[^/]+$/.test(path)) return ["request", "expected", "keep"];
  if (/^\/(exchanges\/\d+\/request|undo\/\d+)\/[^/]+$/.test(path)) return requestMembers;
  return ["id", "about", "effect", "evidence", "exchanges", "undo"];
}

const requestMembers: readonly (keyof CaseFileRequest)[] = [
  ...(["endpoint", "role", "input", "method", "path", "raw", "headers", "without"] as const),
];

/** What is expected where the rules of the schema would not say it in words. */
function expectedAt(path: string): string | undefined {
  if (path === "/evidence") return "ours, assumed, inviolable, documented: PAGE or observed: WHAT";
  if (path === "/effect") return "none, reversible or permanent";
  if (path === "/id") return "a name of letters, digits, dots, - and _, with slashes between its parts";
  if (/\/keep\/[^/]+$/.test(path)) return "a JSON pointer into the body, like /license_key";
  if (/\/expected$/.test(path)) return "success, refusal, or an object with status, code, body or contains";
  return undefined;
}

/** Nobody declares in a case how a target has chosen: the target file does. */
const writtenEvidence = evidenceKinds.filter((kind) => kind !== "declared");

function meantAt(path: string, found: unknown): string {
  if (path === "/evidence" && typeof found === "string") return meant(found.split(":", 1)[0], writtenEvidence);
  if (path === "/effect") return meant(found, ["none", "reversible", "permanent"]);
  return /\/expected$/.test(path) ? meant(found, ["success", "refusal"]) : "";
}

function requireRequest({ endpoint, method }: CaseFileRequest, place: string): void {
  if (!(endpointNames as readonly string[]).includes(endpoint)) {
    throw wrong(`${place}/endpoint`, endpoint, `the name of an endpoint${meant(endpoint, endpointNames)}`);
  }
  const row = endpointRow(endpoint as EndpointName);
  if (method !== undefined && row.method !== method) throw wrong(`${place}/method`, method, row.method);
}

function requireEnd({ expected }: CaseExchange, place: string): void {
  const { code, status, contains } = writtenEnd(expected);
  if (code !== undefined && !isErrorCode(code)) {
    throw wrong(`${place}/code`, code, `a code of the API${meant(code, Object.keys(errors))}`);
  }
  if (code !== undefined && status !== undefined && status < 400) {
    throw wrong(`${place}/status`, status, `a status of 400 or higher beside the code ${code}`);
  }
  requireMatchers(contains, `${place}/contains`);
}

/** No member of the API begins with a dollar sign: what does is meant to be a matcher. */
function requireMatchers(part: unknown, place: string): void {
  if (typeof part !== "object" || part === null) return;
  for (const [name, given] of Object.entries(part)) {
    const at = `${place}/${name}`;
    if (!name.startsWith("$")) {
      requireMatchers(given, at);
      continue;
    }
    const matcher = Object.hasOwn(matchers, name) ? matchers[name] : undefined;
    if (!matcher)
      throw wrong(at, name, `one of ${Object.keys(matchers).join(", ")}${meant(name, Object.keys(matchers))}`);
    if (Object.keys(part).length > 1) throw wrong(place, part, `${name} alone`);
    if (!matcher.isTaken(given)) throw wrong(at, given, matcher.takes);
  }
}
