import { createChunkBuffer } from "../api/bounds.ts";
import { responseFor } from "./delivered-response.ts";
import { type ApiRequest, type ApiResponse, bodyLimit } from "./request.ts";

// A byte order mark stays in the text, as it does over HTTP: it is part of what was sent.
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Answers a platform request through the core: translates and delegates, nothing else. */
export async function fetchThrough(
  handle: (request: ApiRequest) => Promise<ApiResponse>,
  input: Request | string | URL,
  { basePath = "", ...init }: RequestInit & { basePath?: string } = {},
): Promise<Response> {
  const request = input instanceof Request && Object.keys(init).length === 0 ? input : new Request(input, init);
  const url = new URL(request.url);
  const path = url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname;
  const { headers: received } = request; // not the request: the journal keeps the reader, and would keep the body with it
  const answer = await handle({
    method: request.method,
    origin: url.origin + basePath,
    path,
    query: url.search.slice(1),
    headers: (name) => received.get(name) ?? undefined,
    headerNames: () => received.keys(),
    body: await readText(request),
  });
  if (answer.delivery) return responseFor(answer, answer.delivery, request.signal);
  const { status, headers, body } = answer;
  return new Response(request.method === "HEAD" ? null : body, { status, headers });
}

/** The body as text, read no further than the limit. */
async function readText(request: Request): Promise<ApiRequest["body"]> {
  if (!request.body) return request.body === undefined ? await request.text() : "";
  const joined = createChunkBuffer(bodyLimit);
  for (const reader = request.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return decode(joined.bytes());
    if (joined.add(value)) continue;
    await reader.cancel();
    return { unreadable: "too_large" };
  }
}

function decode(bytes: Uint8Array): ApiRequest["body"] {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return { unreadable: "not_utf8" };
  }
}
