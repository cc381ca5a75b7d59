import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Agent as SecureAgent } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { rootCertificates } from "node:tls";
import { bugText } from "../../api/printable.ts";
import { type Clock, wallClock } from "../../api/wall-clock.ts";
import { type Expected, notJudgedClaim } from "../../contract/claim.ts";
import { type Observation, observe } from "../../contract/observe.ts";
import type { ObservedRequest } from "../../contract/observed-request.ts";
import { collect } from "./collect.ts";
import { type Forwarded, type ForwardOptions, forward, headLimit } from "./forward.ts";
import { byName } from "./headers.ts";
import type { ProxiedExchange } from "./proxied-exchange.ts";
import { type ProxyRefusal, refusalText, refuse } from "./refusal.ts";

/** What a proxy needs. */
export interface ProxyOptions {
  /** Address of the server that calls go to, without `/api/v4`. */
  readonly target: URL;
  /** @default 0, any free port */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** PEM of the key that verifies the target's signatures. Without it, signatures are only looked for. */
  readonly publicKey?: string | undefined;
  /** PEM of an authority to trust besides the usual ones, for a target with a certificate of its own. */
  readonly ca?: string | undefined;
  /** How long the target may say nothing, in milliseconds. @default 60,000 */
  readonly timeoutMs?: number;
  /** Is told of each call when it is over. */
  readonly onExchange: (exchange: ProxiedExchange) => void;
  /** @default the machine's */
  readonly now?: Clock;
}

/** A running proxy. */
export interface RunningProxy {
  readonly url: string;
  readonly port: number;
  /** Ends it: calls under way are cut off, and told of. */
  close(): Promise<void>;
}

interface Door extends ProxyOptions {
  readonly route: ForwardOptions;
  readonly now: Clock;
  /** The newest answer owed on each connection. */
  readonly latest: WeakMap<Socket, ServerResponse>;
  /** How many answers are owed on each connection. */
  readonly waiting: WeakMap<Socket, number>;
  /** Calls that are not told of yet. */
  readonly pending: Set<Promise<void>>;
}

/** Opens a proxy: every call goes to the target unchanged, and both directions are held to the contract. */
export async function openProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { target, port = 0, host = "127.0.0.1", ca, timeoutMs = 60_000, now = wallClock } = options;
  const agent = new (target.protocol === "https:" ? SecureAgent : Agent)({ keepAlive: true });
  const route: ForwardOptions = {
    target,
    agent,
    timeoutMs,
    ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
  };
  const door: Door = { ...options, route, now, latest: new WeakMap(), waiting: new WeakMap(), pending: new Set() };
  const server = createTransparentServer();
  const receive = (request: IncomingMessage, response: ServerResponse) => inTurn(door, request, response);
  server.on("request", receive).on("checkContinue", receive).on("checkExpectation", receive);
  server.on("connect", (_request, socket) => end(socket, noTunnel));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => end(socket, unreadable(error)));
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(port, host, resolve));
  const at = server.address() as AddressInfo;
  return {
    url: `http://${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}`,
    port: at.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      agent.destroy();
      await Promise.all(door.pending);
    },
  };
}

/** A server that leaves to the target what a request may look like. */
function createTransparentServer(): Server {
  const server = createServer({ requireHostHeader: false, maxHeaderSize: headLimit, keepAliveTimeout: 0 });
  server.maxHeadersCount = 0;
  return server;
}

/** How many calls may wait on one connection: Node reads pipelined requests without end while the first still runs. */
const mostWaiting = 1_000;

/** Passes a call on when the calls before it on its connection are answered: a pipelined GET must not overtake a POST. */
function inTurn(door: Door, request: IncomingMessage, response: ServerResponse): void {
  const before = door.latest.get(request.socket);
  if (request.socket.destroyed) return;
  const waiting = (door.waiting.get(request.socket) ?? 0) + 1;
  door.waiting.set(request.socket, waiting);
  response.once("close", () => door.waiting.set(request.socket, (door.waiting.get(request.socket) ?? 1) - 1));
  if (waiting > mostWaiting) return void request.socket.destroy();
  door.latest.set(request.socket, response);
  const start = () => {
    if (request.socket.destroyed) return;
    const passed = passOn(door, request, response)
      .catch((bug) => console.error(bugText(bug))) // what cannot be judged has passed all the same
      .finally(() => door.pending.delete(passed));
    door.pending.add(passed);
  };
  if (before === undefined || before.destroyed || before.writableFinished) start();
  else before.once("close", start);
}

async function passOn(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedAt = door.now();
  const { upgrade } = request.headers;
  if (upgrade !== undefined) response.shouldKeepAlive = false; // Node loses what follows in the same packet
  // Some clients offer HTTP/2 with their first call and do not mind that nobody takes them up on it
  if (upgrade !== undefined && !/^h2c?$/i.test(upgrade)) return refuse(response, noUpgrade(upgrade));
  const body = collect(request);
  const forwarded = await forward(request, response, door.route);
  const headers = byName(request.rawHeaders);
  const observed = requestOf(request, headers, body.text(headers["content-encoding"]));
  await tell(door, observed, forwarded, startedAt);
}

async function tell(door: Door, request: ObservedRequest, forwarded: Forwarded, startedAt: number): Promise<void> {
  const answer = forwarded === "left" ? leftAnswer : forwarded;
  const observed = await observe({ request, answer, publicKey: door.publicKey, now: startedAt }).catch(ownDefect);
  const { endpoint } = observed;
  const left = {
    ...(endpoint && { endpoint }),
    outcome: "left",
    claims: [],
    remarks: [leftAnswer.message],
  };
  const query = request.query ? `?${request.query}` : "";
  door.onExchange({
    ...(forwarded === "left" ? left : observed),
    request,
    answer,
    url: `${door.target.href.replace(/\/+$/, "")}${request.path}${query}`,
    startedAt,
    durationMs: door.now() - startedAt,
  });
}

/** What cannot be judged has passed all the same, and is told as a defect of ours. */
function ownDefect(error: Error): Observation {
  const expected: Expected = { kind: "status", evidence: "inviolable", expected: "a call that this kit can judge" };
  return { outcome: "not-judged", claims: [notJudgedClaim(expected, String(error.stack), "contract")], remarks: [] };
}

const leftAnswer = { unanswered: "broken-off", message: "the client went away before the end of the answer" } as const;

function requestOf(
  { method = "GET", url = "/" }: IncomingMessage,
  headers: Record<string, string>,
  body: ObservedRequest["body"],
): ObservedRequest {
  const local = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/#.*$/s, "");
  const mark = local.indexOf("?");
  const [path, query] = mark < 0 ? [local, ""] : [local.slice(0, mark), local.slice(mark + 1)];
  return { method, path: path || "/", query, headers, body };
}

function noUpgrade(upgrade: string): ProxyRefusal {
  const message = `found the header Upgrade: ${upgrade.slice(0, 64)}, this proxy passes HTTP/1.1 calls on only`;
  return { status: 501, code: "upgrade_not_supported", message };
}

const noTunnel: ProxyRefusal = {
  status: 501,
  code: "connect_not_supported",
  message: "found CONNECT; point the client's base address at this proxy, do not set it as an HTTP proxy",
};

function unreadable({ code = "", message }: NodeJS.ErrnoException): ProxyRefusal | undefined {
  if (code === "HPE_HEADER_OVERFLOW") {
    return { status: 431, code: "head_too_large", message: `the head of the request is over ${headLimit} bytes` };
  }
  if (!code.startsWith("HPE_")) return undefined;
  return { status: 400, code: "bad_request", message: `this is not HTTP/1.1: ${message.replace("Parse Error: ", "")}` };
}

function end(socket: Duplex, refusal: ProxyRefusal | undefined): void {
  socket.on("error", () => socket.destroy()); // Node took its listener off: a reset would end the process
  if (refusal === undefined || !socket.writable) return void socket.destroy();
  socket.resume(); // what is not read would reset the connection, and the reset overtake the answer
  socket.end(refusalText(refusal), () => socket.destroy());
}
