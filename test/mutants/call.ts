import { authorize } from "../../src/api/authorization.ts";
import { fitsPattern } from "../../src/contract/target.ts";
import { createMock } from "../../src/mock/create-mock.ts";

/** The fields of a request or an answer. */
export type Fields = Readonly<Record<string, unknown>>;

/** A request as a mutant sees it. */
export interface Call {
  /** The path's last words: `check_license`, `floating/borrow`. */
  readonly endpoint: string;
  /** Fields of the query or the body; none where the body is no JSON object. */
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
  return { endpoint, input: fieldsOf(text), request, text };
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

/** The request of a call with other fields or headers; undefined leaves a field out. */
export function anew(call: Call, { input, headers = {}, endpoint = call.endpoint }: Anew = {}): Request {
  const url = new URL(call.request.url);
  url.pathname = `/api/v4/${endpoint}`;
  const sent = new Headers(call.request.headers);
  for (const [name, value] of Object.entries(headers)) sent.set(name, value);
  const { method } = call.request;
  const present = Object.entries(input ?? {}).filter(([, value]) => value !== undefined);
  if (method !== "GET") {
    return new Request(url, {
      method,
      headers: sent,
      body: input ? JSON.stringify(Object.fromEntries(present)) : call.text,
    });
  }
  if (input) url.search = new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
  return new Request(url, { headers: sent });
}

const { credentials } = createMock();

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
