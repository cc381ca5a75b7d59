import { isUtf8 } from "node:buffer";
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import { type Budget, createChunkBuffer } from "../api/bounds.ts";
import type { ErrorCode } from "../api/errors.ts";
import type { ApiResponse, Unreadable } from "../mock/request.ts";
import type { Connection } from "./node-connection.ts";

/** An answer to what never became a call. */
export type HttpRefusal = [status: number, code: ErrorCode, detail: string];
export type Body = string | Unreadable;

export const incompleteRequest: HttpRefusal = [400, "validation_error", "the request broke off before its end"];
export const tooLarge: Unreadable = { unreadable: "too_large" };

/** No room is left for a body, as the bodies of others have taken it all. */
export const noRoom = {
  refused: [503, "internal_error", "too many bodies are being read at once; ask again"],
} as const;

/** What is said of a body that is no text, where no mock says it. */
export const unreadable: Record<Unreadable["unreadable"], HttpRefusal> = {
  not_utf8: [400, "invalid_json", "it is not UTF-8"],
  too_large: [413, "validation_error", "the body is too large"],
};

/** A certificate with its private key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a server that refuses nothing with an empty answer of its own, and drops nothing that a client sent. */
export async function createRawServer(
  headersMs: number,
  requestMs: number,
  certificate?: Certificate,
): Promise<Server> {
  const options = {
    requireHostHeader: false, // Node's own refusal has no body
    joinDuplicateHeaders: true, // as fetch does; Node would drop a second Authorization in silence
    insecureHTTPParser: false,
    keepAliveTimeout: 0, // closing just when a client writes its next request makes flaky tests
    keepAlive: true,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(headersMs, 1_000),
  };
  const server = certificate
    ? (await import("node:https")).createServer({ ...options, ...certificate }) // TLS takes its time to load
    : createServer(options);
  server.maxHeadersCount = 0; // else headers after the thousandth vanish; 16 KB limit them anyway
  return Object.assign(server, { httpAllowHalfOpen: true }); // else who half-closes after a request gets no answer
}

/** Splits a request target into path and query. The absolute form loses its origin, a fragment is dropped. */
export function splitTarget(target: string): [path: string, query: string] {
  const hash = target.indexOf("#");
  const whole = hash < 0 ? target : target.slice(0, hash);
  const local = whole.startsWith("/") || whole === "*" ? whole : whole.replace(/^[a-z]+:\/\/[^/?]*/i, "");
  const mark = local.indexOf("?");
  return mark < 0 ? [local || "/", ""] : [local.slice(0, mark) || "/", local.slice(mark + 1)];
}

/** Judges what Node leaves to us. HTTP/1.1 wants one Host (RFC 9112, 3.2); several come joined by ", ". */
export function refusalOfHead({ httpVersion, headers }: IncomingMessage): HttpRefusal | undefined {
  if (headers.host?.includes(", ") || (headers.host === undefined && httpVersion === "1.1"))
    return [400, "validation_error", "exactly one Host header is required"];
  if (headers.expect !== undefined && httpVersion === "1.1" && !/\b100-continue\b/i.test(headers.expect))
    return [417, "validation_error", "the only expectation that can be met is 100-continue"];
  return undefined;
}

/** Names the refusal for an error of Node's HTTP parser. Undefined: the connection itself broke, nobody listens. */
export function refusalFor({ code = "", message }: NodeJS.ErrnoException): HttpRefusal | undefined {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return [408, "validation_error", "the request did not arrive in time"];
  if (code === "HPE_HEADER_OVERFLOW") return [431, "validation_error", "request line and headers are over 16 KB"];
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return [413, "validation_error", "chunk extensions are over 16 KB"];
  if (code === "HPE_INVALID_EOF_STATE") return incompleteRequest;
  if (!code.startsWith("HPE_")) return undefined;
  return [400, "validation_error", `this is not HTTP/1.1: ${message.replace("Parse Error: ", "")}`];
}

/** Tells without reading whether a request has a body. */
export function isBodyless({ headers }: IncomingMessage): boolean {
  return headers["content-length"] === undefined && headers["transfer-encoding"] === undefined;
}

/**
 * Reads a body as text, up to `limit` bytes and as far as the budget that all connections share has room. Undefined: it
 * will not be complete, the client left or its bytes are no HTTP.
 */
export function readRequestBody(
  request: IncomingMessage,
  connection: Connection,
  limit: number,
  budget: Budget,
): Promise<Body | typeof noRoom | undefined> {
  return new Promise((resolve) => {
    if (Number(request.headers["content-length"]) > limit) return resolve(tooLarge);
    if (connection.failed && !request.complete) return resolve(undefined);
    const joined = createChunkBuffer(limit);
    let taken = 0;
    const end = (body: Body | typeof noRoom | undefined) => {
      budget.give(taken);
      taken = 0;
      isOver = true;
      resolve(body);
    };
    let isOver = false;
    connection.onFailed = () => end(undefined);
    request.on("data", (chunk: Buffer) => {
      if (isOver) return; // the rest is thrown away as it comes
      if (!budget.take(chunk.length)) return end(noRoom);
      taken += chunk.length;
      if (!joined.add(chunk)) end(tooLarge);
    });
    request.once("end", () => {
      if (isOver) return;
      const body = joined.bytes();
      end(isUtf8(body) ? Buffer.from(body.buffer).toString() : { unreadable: "not_utf8" });
    });
    request.once("close", () => end(undefined)); // after "end" this comes too late to matter
  });
}

/** Lists an answer's headers the way `writeHead` takes them fastest. Without the length Node would send chunks. */
export function headOf({ headers, body }: ApiResponse): string[] {
  const head = ["content-length", String(Buffer.byteLength(body))];
  for (const name in headers) head.push(name, headers[name] as string);
  return head;
}

/** Writes a connection's last answer by hand, where Node made no `ServerResponse` for it. */
export function responseText(answer: ApiResponse): string {
  const headers = { ...answer.headers, "content-length": Buffer.byteLength(answer.body), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n${lines.join("")}\r\n${answer.body}`;
}
