import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Budget, createBudget } from "../api/bounds.ts";
import { bugText } from "../api/printable.ts";
import { startTimer, stopTimer } from "../api/wait.ts";
import { type ControlOptions, mayControl, requireToken, rightsOf } from "../control/guard.ts";
import type { Mock } from "../mock/create-mock.ts";
import type { ApiRequest, ApiResponse } from "../mock/request.ts";
import { type Connection, inOrder, refuseNext, refuseUnfinished, sendLast, sendRefusal } from "./node-connection.ts";
import { type ControlListener, openControl } from "./node-control.ts";
import { nodeCryptography } from "./node-cryptography.ts";
import { sendAnswer } from "./node-delivery.ts";
import { frontAnswer, isFront } from "./node-front.ts";
import { callerOf, guardOf, importControl } from "./node-guard.ts";
import { completeServerLimits, type ServerLimits } from "./node-limits.ts";
import * as wire from "./node-wire.ts";

export { openMock, type StoredMock } from "../mock/open-mock.ts";
export type { Store } from "../mock/space/store.ts";
export { openStore } from "../stores/open-store.ts";

/** How the server listens. */
export interface ServeOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** Origin whose pages may call the License API, or `*`. @default none */
  readonly cors?: string;
  /** Host names besides loopback ones under which `/__mock` takes calls. @default none */
  readonly hosts?: readonly string[];
  /**
   * What calls to `/__mock` must bring as `Authorization: Bearer`, or the token of the space that they are about; they may
   * then come from other machines and under any host name. Health and public key are open to all. @default none, and
   * callers on this machine only
   */
  readonly controlToken?: string;
  /** Origin whose pages may call `/__mock`. @default none */
  readonly controlCors?: string;
  /** Serves HTTPS with this certificate. @default plain HTTP */
  readonly https?: wire.Certificate;
  /**
   * Sizes in bytes and times in milliseconds beyond which a client is refused. @default a body 1 MiB, of those who may
   * control 64 MiB, all that are read at once 256 MiB; 10,000 connections; 10 s for a head, 30 s for a request
   */
  readonly limits?: Partial<ServerLimits>;
}

/** A running server. */
export interface Server {
  /** Address, without `/api/v4`. */
  readonly url: string;
  readonly port: number;
  /** Says by its health that it is about to end, so that a balancer sends nobody to it any more; it goes on answering. */
  drain(): void;
  /** Ends it; calls under way get a second to finish. */
  close(): Promise<void>;
}

interface Door {
  readonly mock: Mock;
  readonly scheme: "http://" | "https://";
  readonly options: ServeOptions;
  readonly guard: ControlOptions;
  readonly limits: ServerLimits;
  readonly budget: Budget;
  readonly connections: Map<Socket, Connection>;
  /** Opens the control API at its first request, so that hono costs nothing before. */
  control(): Promise<ControlListener>;
}

/** Serves a mock over HTTP/1.1: the License API straight from node:http, the control API under `/__mock`. */
export async function serve(mock: Mock, options: ServeOptions = {}): Promise<Server> {
  const { port = 0, host = "127.0.0.1", https } = options;
  requireToken(options.controlToken);
  const limits = completeServerLimits(options.limits);
  mock.useCryptography(nodeCryptography);
  let isDraining = false;
  const guard = { ...guardOf(options), isDraining: () => isDraining };
  let listener: Promise<ControlListener> | undefined;
  const control = () =>
    (listener ??= openControl(
      () => importControl(mock, guard),
      (refusal) => refuse(mock, refusal),
    ));
  const scheme = https ? "https://" : "http://";
  const door: Door = {
    mock,
    scheme,
    options,
    guard,
    limits,
    budget: createBudget(limits.buffered),
    connections: new Map(),
    control,
  };
  const server = await wire.createRawServer(limits.headers, limits.request, https);
  server.maxConnections = limits.connections;
  server.on(https ? "secureConnection" : "connection", (socket: Socket) => {
    const refusing = (refusal: wire.HttpRefusal) => refuse(mock, refusal);
    const connection: Connection = { socket, waiting: 0, lingerMs: limits.linger, refuse: refusing };
    door.connections.set(socket, connection);
    socket.once("end", () => refuseUnfinished(connection));
    socket.once("close", () => door.connections.delete(socket));
  });
  server.on("request", (request, response) => receive(door, request, response));
  server.on("checkExpectation", (request, response) => receive(door, request, response));
  server.on("checkContinue", (request, response) => {
    if (!(Number(request.headers["content-length"]) > limits.body)) response.writeContinue();
    receive(door, request, response);
  });
  server.on("clientError", (error, socket) => refuseConnection(door, socket as Socket, wire.refusalFor(error)));
  server.on("connect", (_request, socket) => {
    socket.on("error", () => socket.destroy()); // Node took its listener off: a reset would end the process
    refuseConnection(door, socket as Socket, [400, "validation_error", "CONNECT is for proxies"]);
  });
  // The listener stays: an "error" later on, as when no file handle is left for a connection, would end the process.
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(port, host, resolve));
  const at = server.address() as AddressInfo;
  const url = `${scheme}${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}`;
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= closeDoor(door, new Promise((done) => server.close(() => done()))));
  const drain = () => {
    isDraining = true;
  };
  return { url, port: at.port, drain, close };
}

function receive(door: Door, request: IncomingMessage, response: ServerResponse): void {
  const connection = door.connections.get(request.socket);
  if (connection === undefined) return;
  inOrder(connection, response, () => {
    answer(door, connection, request, response).catch((bug) => answerBug(connection, response, bug));
  });
}

async function answer(door: Door, connection: Connection, request: IncomingMessage, response: ServerResponse) {
  const refusal = wire.refusalOfHead(request);
  if (refusal) return sendRefusal(connection, response, refusal);
  const { method = "GET", url = "/" } = request;
  const [path, query] = wire.splitTarget(url);
  const isControl = path === "/__mock" || path.startsWith("/__mock/");
  const isUnknown = isControl && rightsOf(callerOf(request), door.guard, door.mock.tokenOf).refusal !== undefined;
  const limit = isControl && !isUnknown ? door.limits.control : door.limits.body;
  const isUnread = wire.isBodyless(request) || isUnknown; // the guard refuses it by its head, and Node throws its body away
  const body = isUnread ? "" : await wire.readRequestBody(request, connection, limit, door.budget);
  if (body === undefined) return connection.failed && sendRefusal(connection, response, connection.failed);
  if (typeof body === "object" && "refused" in body) return sendRefusal(connection, response, [...body.refused]);
  if (isControl && typeof body !== "string") {
    return sendRefusal(connection, response, wire.unreadable[body.unreadable]);
  }
  if (isControl) return (await door.control())(request, response, body as string);
  if (door.options.cors !== undefined && method === "OPTIONS") return preflight(response, door.options.cors);
  const front = isFront(path) ? await frontAnswer(path, request) : undefined;
  const answered = front ?? (await door.mock.handle(apiRequestOf(request, door, method, path, query, body)));
  const { delivery } = answered;
  const head = headOf(answered, door.options);
  if (delivery && (await sendAnswer(connection, response, answered, delivery, head))) return;
  // Node loses what follows an ignored Upgrade in the same packet, so such a connection promises no further answer.
  if (body === wire.tooLarge || request.headers.upgrade !== undefined) return sendLast(connection, response, answered);
  response.writeHead(answered.status, head).end(answered.body);
}

function apiRequestOf(
  request: IncomingMessage,
  { scheme, guard }: Door,
  method: string,
  path: string,
  query: string,
  body: wire.Body,
): ApiRequest {
  const { headers, socket } = request;
  const { remoteAddress } = socket;
  return {
    method,
    origin: scheme + (headers.host ?? "localhost"),
    path,
    query,
    headers: (name) => headers[name] as string | undefined,
    headerNames: () => Object.keys(headers),
    ...(remoteAddress !== undefined && { peer: remoteAddress }),
    isStranger: () => !mayControl(callerOf(request), guard),
    body,
  };
}

function headOf(answer: ApiResponse, { cors }: ServeOptions): string[] {
  const head = wire.headOf(answer);
  if (cors === undefined) return head;
  return [
    ...head,
    ...["access-control-allow-origin", cors],
    ...["access-control-expose-headers", "LicenseSignature, X-Mock-Explain"],
  ];
}

function preflight(response: ServerResponse, origin: string): void {
  response
    .writeHead(204, {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "Authorization, Content-Type, Accept, X-Mock-Space",
      "access-control-max-age": "600",
    })
    .end();
}

/** An exception that is no ApiError is a bug of the mock: the client gets a 500, the developer the stack. */
async function answerBug(connection: Connection, response: ServerResponse, bug: unknown): Promise<void> {
  console.error(bugText(bug));
  if (response.headersSent) return void response.destroy();
  const failure: wire.HttpRefusal = [500, "internal_error", "the log says how"];
  await sendRefusal(connection, response, failure).catch(() => connection.socket.destroy());
}

/** A mock that cannot even refuse must not leave a client without an answer. */
async function refuse(mock: Mock, [status, code, detail]: wire.HttpRefusal): Promise<ApiResponse> {
  try {
    return await mock.refuse(status, code, detail);
  } catch (bug) {
    console.error(bugText(bug));
    const headers = { "content-type": "application/json; charset=utf-8" };
    return { status, headers, body: JSON.stringify({ status, code, message: detail }) };
  }
}

function refuseConnection(door: Door, socket: Socket, refusal: wire.HttpRefusal | undefined): void {
  const connection = door.connections.get(socket);
  // Who opened a connection ahead of need and said nothing is not told off for being slow.
  if (connection === undefined || refusal === undefined || socket.bytesRead === 0) socket.destroy();
  else refuseNext(connection, refusal);
}

/** Cuts off who is idle or has not finished asking. Calls that run are answered first, if they are quick. */
async function closeDoor(door: Door, closed: Promise<void>): Promise<void> {
  for (const { socket, latest, isHeldBack } of door.connections.values()) {
    if (latest === undefined || latest.destroyed || !latest.req.complete || isHeldBack) socket.destroy();
    else latest.once("close", () => socket.destroySoon());
  }
  const timer = startTimer(() => {
    for (const socket of door.connections.keys()) socket.destroy();
  }, door.limits.close);
  await closed;
  stopTimer(timer);
}
