import { authorize } from "../../src/api/authorization.ts";
import { type EndpointName, endpointNames, endpoints } from "../../src/api/endpoints.ts";
import { readOfflineBody } from "../../src/api/offline-body.ts";
import type { OfflineClaims } from "../../src/api/signature.ts";
import { writeOfflineRequest } from "../../src/api/write-offline-request.ts";
import { fitsPattern } from "../../src/contract/target.ts";
import { createMock } from "../../src/mock/create-mock.ts";

/** The fields of a request or an answer. */
export type Fields = Readonly<Record<string, unknown>>;

/** A request as a mutant sees it. */
export interface Call {
  /** The path's last words: `check_license`, `floating/borrow`. */
  readonly endpoint: string;
  /** Fields of the query, the body or the offline request; none where the body holds none. */
  readonly input: Fields;
  readonly request: Request;
  readonly text: string;
}

/** Reads a request, which must not be read again afterwards. */
export async function readCall(request: Request): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url);
  const endpoint = pathname.replace(/\/+/g, "/").replace(/\/$/, "").replace("/api/v4/", "");
  if (request.method === "GET") return { endpoint, input: Object.fromEntries(searchParams), request, text: "" };
  const text = await request.text();
  const input = isOffline(endpoint) ? payloadOf(text, request) : fieldsOf(text);
  return { endpoint, input, request, text };
}

/** Whether a call goes to an endpoint that fits a pattern. */
export function isTo({ endpoint }: Call, pattern: string): boolean {
  return pattern.split(" ").some((each) => fitsPattern(endpoint, each));
}

/** How a request is sent anew. */
interface Anew {
  /** @default the fields it has */
  readonly input?: Fields;
  /** Headers that differ. */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default the endpoint it goes to */
  readonly endpoint?: string;
}

/** The request of a call with other fields or headers; undefined leaves a field out. An offline request is signed anew. */
export function anew(call: Call, { input, headers = {}, endpoint = call.endpoint }: Anew = {}): Request {
  const url = new URL(call.request.url);
  if (/^\/+api\/+v4\//.test(url.pathname)) url.pathname = `/api/v4/${endpoint}`; // the host of tokens has a path of its own
  const sent = new Headers(call.request.headers);
  for (const [name, value] of Object.entries(headers)) sent.set(name, value);
  const { method } = call.request;
  const present = Object.entries(input ?? {}).filter(([, value]) => value !== undefined);
  if (method !== "GET")
    return new Request(url, { method, headers: sent, body: input ? bodyOf(endpoint, present, sent) : call.text });
  if (input) url.search = new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
  return new Request(url, { headers: sent });
}

function bodyOf(endpoint: string, fields: [string, unknown][], headers: Headers): string {
  const { signature: _made, ...payload } = Object.fromEntries(fields);
  if (!isOffline(endpoint)) return JSON.stringify(Object.fromEntries(fields));
  headers.set("content-type", "text/plain");
  return writeOfflineRequest(payload as unknown as OfflineClaims, credentials);
}

function isOffline(endpoint: string): boolean {
  return endpoint.endsWith("_offline");
}

function payloadOf(text: string, { headers }: Request): Fields {
  try {
    return readOfflineBody(text, headers.get("content-type") ?? "").payload;
  } catch {
    return {};
  }
}

/** The key that the default world's calls are signed with. */
export const { credentials } = createMock();

/** The request of a call under the default key, signed as of now. */
export function signedAnew(call: Call): Request {
  return anew(call, { headers: authorize(credentials) });
}

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
  } catch {
    return {};
  }
}

const namesByPath = new Map(endpointNames.map((name) => [pathOf(name), name]));

/** The path's last words of an endpoint, as a call gives them. */
export function pathOf(name: EndpointName): string {
  return endpoints[name].path.replace("/api/v4/", "");
}

/** The endpoint of a path's last words. */
export function nameOf(path: string): EndpointName {
  return namesByPath.get(path) ?? "check-license";
}
