import { isUtf8 } from "node:buffer";
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type ApiRequest, type ApiResponse, bodyLimit } from "../mock/request.ts";

/** Why something that arrived is no call: a status and what was wrong. */
export interface Refusal {
  readonly status: number;
  readonly detail: string;
}

const headersMs = 10_000;
const requestMs = 30_000;
const lingerMs = 2_000;

/** A server that never answers by itself with an empty body, and drops nothing that a client sent. */
export function createQuietServer(): Server {
  const server = createServer({
    requireHostHeader: false, //      Node's own refusal has no body
    joinDuplicateHeaders: true, //    Node would drop a second Authorization in silence
    keepAliveTimeout: 0, //           closing just as a client sends its next request makes flaky tests
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: 1_000,
  });
  server.maxHeadersCount = 0; // else headers after the thousandth vanish; their 16 KB limit them anyway
  return Object.assign(server, { httpAllowHalfOpen: true }); // else who half-closes after a request gets no answer
}

/** Path and query of a request target. An absolute form loses its origin, a fragment is dropped. */
export function splitTarget(target: string): { path: string; query: string } {
  const local = target.startsWith("/") ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  const hash = local.indexOf("#");
  const whole = hash < 0 ? local : local.slice(0, hash);
  const mark = whole.indexOf("?");
  if (mark < 0) return { path: whole, query: "" };
  return { path: whole.slice(0, mark), query: whole.slice(mark + 1) };
}

/** What is wrong with a request that Node's parser let through. RFC 9112 wants one Host; several come joined. */
export function refusalOf({ httpVersion, headers }: IncomingMessage): Refusal | undefined {
  if (headers.host?.includes(",") || (headers.host === undefined && httpVersion === "1.1")) {
    return { status: 400, detail: "exactly one Host header is required" };
  }
  if (headers.expect !== undefined && !/^\s*100-continue\s*$/i.test(headers.expect)) {
    return { status: 417, detail: "the only expectation that can be met is 100-continue" };
  }
  return undefined;
}

/** What Node's parser refused; undefined where the connection itself broke. */
export function refusalOfError({ code = "", message }: NodeJS.ErrnoException): Refusal | undefined {
  if (code === "HPE_HEADER_OVERFLOW") return { status: 431, detail: "request line and headers are over 16 KB" };
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return { status: 408, detail: "the request did not arrive in time" };
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return { status: 413, detail: "chunk extensions are over 16 KB" };
  return code.startsWith("HPE_") ? { status: 400, detail: `this is not HTTP/1.1 (${message})` } : undefined;
}

/** Whether a request brings a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** The body as text; undefined where it will never be complete, as the client left or the parser refused the rest. */
export function readBody(request: IncomingMessage): Promise<ApiRequest["body"] | undefined> {
  return new Promise((resolve) => {
    if (Number(request.headers["content-length"]) > bodyLimit) return resolve({ unreadable: "too_large" });
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyLimit) resolve({ unreadable: "too_large" });
      else chunks.push(chunk);
    });
    request.once("end", () => {
      const body = Buffer.concat(chunks);
      resolve(isUtf8(body) ? body.toString() : { unreadable: "not_utf8" });
    });
    request.once("error", () => resolve(undefined));
    request.once("close", () => resolve(undefined));
  });
}

/** An answer's headers as `writeHead` takes them fastest. Without the length Node would send chunks. */
export function headOf({ headers, body }: ApiResponse): string[] {
  const head = ["content-length", String(Buffer.byteLength(body))];
  for (const name in headers) head.push(name, headers[name] as string);
  return head;
}

/** Sends an answer where Node made no response object to do so, and closes the connection. */
export function writeLast(socket: Socket, answer: ApiResponse): void {
  if (!socket.writable) return void socket.destroy();
  const head = headOf(answer);
  const lines = head.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${head[at + 1]}\r\n`] : []));
  const start = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n`;
  socket.write(`${start}${lines.join("")}connection: close\r\n\r\n${answer.body}`);
  linger(socket);
}

/**
 * Closes our half and throws away what still arrives. Closing both at once while a client is sending makes the system
 * reset the connection, and a reset takes the answer with it before the client has read it.
 */
export function linger(socket: Socket): void {
  socket.end();
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
}
