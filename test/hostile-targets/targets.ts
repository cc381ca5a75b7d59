import type { RequestListener } from "node:http";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { Finding } from "../../src/contract/index.ts";
import { closedServer, dribble, endless, httpServer, json, rawServer, untrustedServer } from "./servers.ts";

/** A target that misbehaves. */
export interface HostileTarget {
  /** What it does, after "a target that". */
  readonly does: string;
  /** Opens it and gives its address. */
  open(): Promise<string>;
  /** What the report must find. */
  readonly found: RegExp;
  readonly suspect: Finding["suspect"];
}

const page = "<!doctype html><title>Welcome</title>";
const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const tooLarge = /^too large: the body is over 4194304 bytes$/;
const inTime = /^timeout: no complete answer within 300 ms$/;
const brokenOff = /^broken off: /;

/** Targets that misbehave in the network, in HTTP and in their bodies. */
export const hostileTargets: readonly HostileTarget[] = [
  raw("never answers", () => {}, inTime, "network"),
  raw(
    "sends a byte now and then",
    (socket) => dribble(socket, `${head}Content-Length: 999\r\n\r\n`),
    inTime,
    "network",
  ),
  raw(
    "sends its head and nothing more",
    (socket) => socket.write(`${head}Content-Length: 9\r\n\r\n`),
    inTime,
    "network",
  ),
  raw("closes before it answers", (socket) => socket.end(), brokenOff),
  raw("resets before it answers", (socket) => socket.resetAndDestroy(), brokenOff),
  raw("closes in its head", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-"), brokenOff),
  raw("ends before its length", (socket) => socket.end(`${head}Content-Length: 99\r\n\r\n{"id":`), brokenOff),
  raw("ends in a chunk", (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\nff\r\n{"id"`), brokenOff),
  raw("speaks no HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"), brokenOff),
  raw(
    "sends a head of 1 MB",
    (socket) => socket.end(`${head}X-Long: ${"x".repeat(1_048_576)}\r\n\r\n`),
    /^broken off: .*headers/i,
  ),
  raw(
    "says gzip and sends none",
    (socket) => socket.end(`${head}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello`),
    brokenOff,
  ),
  http(
    "answers a page with 200",
    (_, response) => void response.setHeader("content-type", "text/html").end(page),
    /text\/html/,
  ),
  http(
    "answers a page with 502",
    (_, response) => void response.writeHead(502).end(page),
    /^HTTP 502: <!doctype html>/,
  ),
  http("answers 204", (_, response) => void response.writeHead(204).end(), /^HTTP 204: an empty body$/),
  http("answers nothing with 200", (_, response) => void response.end(), /^no content type$/),
  http(
    "redirects in a loop",
    ({ url }, response) => void response.writeHead(302, { location: url }).end(),
    /^HTTP 302: /,
  ),
  http("answers broken JSON", (_, response) => json(response, '{"id":'), /^a body that is no JSON: {"id":$/),
  http("answers null", (_, response) => json(response, "null"), /^the body must be object$/),
  http(
    "answers lists in lists",
    (_, response) => json(response, "[".repeat(1e5) + "]".repeat(1e5)),
    /^the body must be object$/,
  ),
  http(
    "answers no UTF-8",
    (_, response) => json(response, Buffer.from('{"id":"\xff"}', "latin1")),
    /^unreadable: the body is no UTF-8$/,
  ),
  http("answers 10 MB", (_, response) => json(response, Buffer.alloc(10 * 1_048_576, " ")), tooLarge),
  http("answers without an end", (_, response) => endless(response), tooLarge),
  http("answers 100 MB in 100 kB", bomb, tooLarge),
  http(
    "asks to come back later, forever",
    later,
    /^rate limited: HTTP 429 6 times in a row, the last with Retry-After 60;/,
    "network",
  ),
  {
    does: "has a certificate of its own",
    open: untrustedServer,
    found: /^certificate: .*self-signed/,
    suspect: "network",
  },
  { does: "does not listen", open: closedServer, found: /^unreachable: ./, suspect: "network" },
  {
    does: "has no address",
    open: async () => "http://nowhere.invalid",
    found: /^unreachable: .*nowhere/,
    suspect: "network",
  },
];

type Expected = readonly [found: RegExp, suspect?: Finding["suspect"]];

function raw(
  does: string,
  treat: (socket: Socket) => unknown,
  ...[found, suspect = "target"]: Expected
): HostileTarget {
  return { does, open: () => rawServer((socket) => void treat(socket)), found, suspect };
}

function http(does: string, listener: RequestListener, ...[found, suspect = "target"]: Expected): HostileTarget {
  return { does, open: () => httpServer(listener), found, suspect };
}

function later(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(429, { "retry-after": "9999" }).end();
}

const packed = gzipSync(Buffer.alloc(100 * 1_048_576));

function bomb(...[, response]: Parameters<RequestListener>): void {
  response.setHeader("content-encoding", "gzip");
  json(response, packed);
}
