import type { RequestListener } from "node:http";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { JudgedClaim } from "../../src/doors/contract.ts";
import { lacking } from "../tools.ts";
import { closedServer, dribble, endless, httpServer, json, nested, rawServer, untrustedServer } from "./servers.ts";

/** A target that misbehaves. */
export interface HostileTarget {
  /** What it does, after "a target that". */
  readonly does: string;
  /** Opens it and gives its address. */
  open(): Promise<string>;
  /** What must be said of its answer: a broken promise fails, what cannot be read is not judged. */
  readonly claim: Pick<JudgedClaim, "verdict" | "kind" | "suspect"> & Partial<Pick<JudgedClaim, "evidence">>;
  /** What must be found. */
  readonly found: RegExp;
}

const page = "<!doctype html><title>Welcome</title>";
const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const tooLarge = /^too large: the body is over 4194304 bytes$/;
const inTime = /^timeout: no complete answer within 300 ms$/;
const brokenOff = /^broken off: /;
const tooDeep = /^too deep: the body cannot be read: it is nested more than 100 deep$/;
const noJson = /^a body that is no JSON: an empty body$/;

const unreadable = { verdict: "not judged", kind: "status", evidence: "inviolable", suspect: "target" } as const;
const noNetwork = { ...unreadable, suspect: "network" } as const;
const untrusted: HostileTarget = {
  does: "has a certificate of its own",
  open: untrustedServer,
  found: /^certificate: .*self-signed/,
  claim: noNetwork,
};
const serverFailure = { ...unreadable, verdict: "failed" } as const;
const brokenBody = { verdict: "failed", kind: "body", suspect: "target" } as const;

/** Targets that misbehave in the network, in HTTP and in their bodies. */
export const hostileTargets: readonly HostileTarget[] = [
  raw("never answers", () => {}, inTime, noNetwork),
  raw(
    "sends a byte now and then",
    (socket) => dribble(socket, `${head}Content-Length: 999\r\n\r\n`),
    inTime,
    noNetwork,
  ),
  raw(
    "sends its head and nothing more",
    (socket) => socket.write(`${head}Content-Length: 9\r\n\r\n`),
    inTime,
    noNetwork,
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
    /^a body that is no JSON: <!doctype html>/,
    brokenBody,
  ),
  http(
    "answers a page with 502",
    (_, response) => void response.writeHead(502).end(page),
    /^HTTP 502: <!doctype html>/,
    serverFailure,
  ),
  http("answers 204", (_, response) => void response.writeHead(204).end(), noJson, brokenBody),
  http("answers nothing with 200", (_, response) => void response.end(), noJson, brokenBody),
  http(
    "redirects in a loop",
    ({ url }, response) => void response.writeHead(302, { location: url }).end(),
    /^HTTP 302: /,
    { ...brokenBody, kind: "acts" },
  ),
  http(
    "answers broken JSON",
    (_, response) => json(response, '{"id":'),
    /^a body that is no JSON: {"id":$/,
    brokenBody,
  ),
  http("answers null", (_, response) => json(response, "null"), /^the body must be object$/, brokenBody),
  http("answers lists in lists", (_, response) => json(response, "[".repeat(1e5) + "]".repeat(1e5)), tooDeep),
  ...[4_000, 17_000].flatMap((depth) => [
    http(`answers lists nested ${depth} deep`, (_, response) => json(response, nested(depth)), tooDeep),
    http(
      `answers objects nested ${depth} deep`,
      (_, response) => json(response, `${'{"id":'.repeat(depth)}1${"}".repeat(depth)}`),
      tooDeep,
    ),
  ]),
  http(
    "answers more members than anybody can read",
    (_, response) => json(response, `[${"0,".repeat(200_001)}0]`),
    /^too deep: the body cannot be read: it has more than 200000 members$/,
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
    noNetwork,
  ),
  ...(lacking("openssl") ? [] : [untrusted]),
  { does: "does not listen", open: closedServer, found: /^unreachable: ./, claim: noNetwork },
  {
    does: "has no address",
    open: async () => "http://nowhere.invalid",
    found: /^unreachable: .*nowhere/,
    claim: noNetwork,
  },
];

type Expected = readonly [found: RegExp, claim?: HostileTarget["claim"]];

function raw(
  does: string,
  treat: (socket: Socket) => unknown,
  ...[found, claim = unreadable]: Expected
): HostileTarget {
  return { does, open: () => rawServer((socket) => void treat(socket)), found, claim };
}

function http(does: string, listener: RequestListener, ...[found, claim = unreadable]: Expected): HostileTarget {
  return { does, open: () => httpServer(listener), found, claim };
}

function later(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(429, { "retry-after": "9999" }).end();
}

const packed = gzipSync(Buffer.alloc(100 * 1_048_576));

function bomb(...[, response]: Parameters<RequestListener>): void {
  response.setHeader("content-encoding", "gzip");
  json(response, packed);
}
