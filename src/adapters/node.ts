import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Mock } from "../mock/create-mock.ts";
import type { ApiResponse } from "../mock/request.ts";
import { nodeCryptography } from "./node-cryptography.ts";
import * as wire from "./node-wire.ts";

/** How the server listens. */
export interface ServeOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** Origin whose pages may call the License API, or `*`. @default none */
  readonly cors?: string;
  /** Host names besides loopback ones under which `/__mock` takes changes. @default none */
  readonly hosts?: readonly string[];
}

/** A running server. */
export interface Server {
  /** Address, without `/api/v4`. */
  readonly url: string;
  readonly port: number;
  /** Ends it; calls under way get a second to finish. */
  close(): Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What a connection remembers: its latest answer, and whether the last one is out. */
interface Connection {
  latest?: ServerResponse;
  isOver?: true;
}

const closeMs = 1_000;

/** Serves a mock over HTTP/1.1: the License API straight from node:http, the control API under `/__mock`. */
export async function serve(mock: Mock, options: ServeOptions = {}): Promise<Server> {
  const { port = 0, host = "127.0.0.1" } = options;
  mock.useCryptography(nodeCryptography);
  const connections = new Map<Socket, Connection>();
  let control: Promise<Listener> | undefined;
  const openControl = () => (control ??= importControl(mock, options));
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(request.socket);
    if (connection && !connection.isOver) enqueue(connection, request, response);
    else request.resume();
  };
  /** One call at a time on a connection: a pipelined GET must not overtake the POST before it. */
  const enqueue = (connection: Connection, request: IncomingMessage, response: ServerResponse) => {
    const before = connection.latest;
    connection.latest = response;
    const start = () => {
      if (connection.isOver || request.socket.destroyed) return;
      answer(request, response, connection).catch((bug) => reportBug(bug, response));
    };
    if (before === undefined || before.destroyed || before.writableFinished) start();
    else before.once("close", start);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse, connection: Connection) => {
    const refusal = wire.refusalOf(request);
    if (refusal) return sendLast(await mock.refuse(refusal.status, refusal.detail), request, response, connection);
    const { path, query } = wire.splitTarget(request.url ?? "/");
    if (path === "/__mock" || path.startsWith("/__mock/")) {
      (await openControl())(request, response);
      return;
    }
    const { method = "GET", headers } = request;
    const body = wire.hasBody(request) ? await wire.readBody(request) : "";
    if (body === undefined) return;
    if (options.cors !== undefined && method === "OPTIONS") return preflight(response, options.cors);
    const answered = await mock.handle({
      method,
      path,
      query,
      body,
      headers: (name) => headers[name] as string | undefined,
      origin: `http://${headers.host ?? host}`,
    });
    if (typeof body !== "string" && body.unreadable === "too_large") {
      return sendLast(answered, request, response, connection);
    }
    send(answered, response, options.cors);
  };

  const server = wire
    .createQuietServer()
    .on("connection", (socket: Socket) => {
      connections.set(socket, {});
      socket.once("close", () => connections.delete(socket));
    })
    .on("request", receive)
    .on("checkExpectation", receive)
    .on("clientError", async (error, stream) => {
      const socket = stream as Socket;
      const connection = connections.get(socket);
      const refusal = wire.refusalOfError(error);
      if (!connection || connection.isOver) return;
      connection.isOver = true;
      if (!refusal) return void socket.destroy();
      await finished(connection.latest);
      wire.writeLast(socket, await mock.refuse(refusal.status, refusal.detail));
    })
    .on("connect", async (_request, stream) => {
      const socket = stream as Socket;
      socket.on("error", () => socket.destroy()); // Node took its own listener off: a reset would end the process
      wire.writeLast(socket, await mock.refuse(400, "CONNECT is for proxies"));
    });
  // The listener stays: an "error" later on, as when no file handle is left for a connection, would end the process.
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(port, host, resolve));
  const at = server.address() as AddressInfo;
  const url = `http://${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), closeMs);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      server.closeIdleConnections();
    });
  return { url, port: at.port, close };
}

function send(answer: ApiResponse, response: ServerResponse, cors: string | undefined): void {
  const head = wire.headOf(answer);
  if (cors !== undefined) {
    head.push("access-control-allow-origin", cors, "access-control-expose-headers", "LicenseSignature, X-Mock-Explain");
  }
  response.writeHead(answer.status, head).end(answer.body);
}

/** Sends an answer after which nothing more is read: the rest of what the client sends is thrown away. */
function sendLast(
  answer: ApiResponse,
  request: IncomingMessage,
  response: ServerResponse,
  connection: Connection,
): void {
  connection.isOver = true;
  response.writeHead(answer.status, [...wire.headOf(answer), "connection", "close"]).end(answer.body);
  request.resume();
  response.once("finish", () => wire.linger(request.socket));
}

function preflight(response: ServerResponse, origin: string): void {
  response
    .writeHead(204, {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "Authorization, Content-Type, Accept",
      "access-control-max-age": "600",
    })
    .end();
}

/** An exception that is no ApiError is a bug of the mock: the client gets a 500, the developer the stack. */
function reportBug(bug: unknown, response: ServerResponse): void {
  console.error(bug);
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify({ status: 500, code: "internal_error", message: "The mock failed; its log says why" });
  response.writeHead(500, { "content-type": "application/json; charset=utf-8" }).end(body);
}

/** Waits until an answer is out. */
function finished(response: ServerResponse | undefined): Promise<void> {
  if (!response || response.writableFinished || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    response.once("close", resolve);
    if (!response.headersSent) response.req.destroyed ? resolve() : undefined;
  });
}

/** hono and the control API cost nothing until they are first used. */
async function importControl(mock: Mock, { hosts = [] }: ServeOptions): Promise<Listener> {
  const [{ getRequestListener }, { createControl }] = await Promise.all([
    import("@hono/node-server"),
    import("../control/control.ts"),
  ]);
  return getRequestListener(createControl(mock, { hosts }).fetch, { overrideGlobalObjects: false });
}
