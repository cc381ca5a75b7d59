import { type Agent, type ClientRequest, type IncomingMessage, request as plain, type ServerResponse } from "node:http";
import { request as secure } from "node:https";
import type { Answer } from "../../contract/case.ts";
import { type NoAnswer, networkFault, parseAnswer as readAnswer } from "../../contract/send-request.ts";
import { type Collected, collect } from "./collect.ts";
import { byName, endToEnd, isFramed, pairsOf, withHost } from "./headers.ts";
import { refuse } from "./refusal.ts";

/** Where calls go, and how. */
export interface ForwardOptions {
  readonly target: URL;
  /** Keeps connections to the target. */
  readonly agent: Agent;
  /** PEMs of the authorities that the target's certificate is trusted by. @default Node's own */
  readonly ca?: readonly string[] | undefined;
  /** How long the target may say nothing. */
  readonly timeoutMs: number;
}

/** What the target made of a call. `left`: the client did not wait for the end. */
export type Forwarded = Answer | NoAnswer | "left";

/** Largest head that passes, in bytes: four times Node's own limit, so that the target judges it. */
export const headLimit = 65_536;

/** A call on its way. */
interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: ForwardOptions;
  /** Tells how it ended; only the first end counts. */
  readonly settle: (end: Forwarded) => void;
  upstream?: ClientRequest;
  answered?: IncomingMessage;
}

/** Passes a request on and its answer back, byte for byte. Gives the answer when both are over; never rejects. */
export function forward(request: IncomingMessage, response: ServerResponse, route: ForwardOptions): Promise<Forwarded> {
  return new Promise((settle) => {
    const passage: Passage = { request, response, route, settle };
    response.once("close", () => {
      if (response.writableFinished) return;
      passage.upstream?.destroy();
      settle("left");
    });
    orFail(passage, () => send(passage, false));
  });
}

function send(passage: Passage, isRetry: boolean): void {
  const { request, response, route } = passage;
  const upstream = open(request, response, route);
  passage.upstream = upstream;
  upstream.on("timeout", () => upstream.destroy(new Late(`nothing came for ${route.timeoutMs} ms`)));
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    if (response.destroyed || passage.answered?.complete) return; // it answered before it had read all
    const isUnseen = !passage.answered && isStale(upstream, error) && isQuery(request);
    if (isUnseen && !isRetry) orFail(passage, () => send(passage, true));
    else fail(passage, faultOf(error));
  });
  upstream.on("response", (answer) => {
    passage.answered = answer;
    orFail(passage, () => passBack(passage, answer));
  });
  pass(request, upstream);
}

/** Node refuses to write some heads that it reads, as a status of 099. */
function orFail(passage: Passage, act: () => void): void {
  try {
    act();
  } catch (error) {
    passage.upstream?.destroy();
    fail(passage, faultOf(error as Error));
  }
}

function fail({ response, route, settle }: Passage, fault: NoAnswer): void {
  if (response.headersSent) response.destroy();
  else refuse(response, { status: 502, code: "bad_gateway", message: `${route.target.origin}: ${fault.message}` });
  settle(fault);
}

function open(request: IncomingMessage, response: ServerResponse, { target, agent, ca, timeoutMs }: ForwardOptions) {
  const { method = "GET", url = "/", rawHeaders } = request;
  const isSecure = target.protocol === "https:";
  const headers = withHost(endToEnd(rawHeaders), target.host);
  // Node would send chunks for a POST that does not say how long it is; to say that it is empty means the same
  if (!isFramed(rawHeaders) && !isQuery(request)) headers.push("Content-Length", "0");
  const upstream = (isSecure ? secure : plain)({
    protocol: target.protocol,
    hostname: target.hostname.replace(/^\[|\]$/g, ""),
    port: target.port || (isSecure ? 443 : 80),
    method,
    path: `${target.pathname.replace(/\/+$/, "")}${localPart(url)}`,
    headers,
    // What cannot be sent twice goes over a connection of its own: a kept one may close just then
    agent: isQuery(request) ? agent : false,
    maxHeaderSize: headLimit,
    timeout: timeoutMs,
    ...(ca !== undefined && { ca: [...ca] }),
  });
  upstream.maxHeadersCount = 0; // else headers after the thousandth vanish
  upstream.on("continue", () => response.writeContinue());
  return upstream;
}

/** The absolute form of a request target, which clients send to proxies, loses its origin. */
function localPart(url: string): string {
  if (url.startsWith("/") || url === "*") return url;
  const local = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  return local.startsWith("/") ? local : `/${local}`;
}

function isQuery({ method, rawHeaders }: IncomingMessage): boolean {
  return (method === "GET" || method === "HEAD") && !isFramed(rawHeaders);
}

/** The target closed a kept connection before it saw the request. */
function isStale({ reusedSocket }: ClientRequest, { code }: NodeJS.ErrnoException): boolean {
  return reusedSocket && (code === "ECONNRESET" || code === "EPIPE");
}

function pass(request: IncomingMessage, upstream: ClientRequest): void {
  request.once("end", () => {
    if (request.rawTrailers.length > 0) upstream.addTrailers(pairsOf(request.rawTrailers));
  });
  if (isQuery(request)) return void upstream.end();
  upstream.flushHeaders(); // a client may wait for an answer to the head
  request.pipe(upstream);
}

function passBack(passage: Passage, answer: IncomingMessage): void {
  const { response, settle } = passage;
  const body = collect(answer);
  response.sendDate = false; // the target's own is passed on
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? "", endToEnd(answer.rawHeaders));
  response.flushHeaders();
  answer.once("end", () => {
    if (answer.rawTrailers.length > 0) response.addTrailers(pairsOf(answer.rawTrailers));
  });
  answer.once("error", (error) => fail(passage, faultOf(error)));
  response.once("finish", () => settle(answerOf(answer, body)));
  answer.pipe(response);
}

function answerOf(answer: IncomingMessage, body: Collected): Answer | NoAnswer {
  const headers = byName(answer.rawHeaders);
  const text = body.text(headers["content-encoding"]);
  const status = answer.statusCode ?? 0;
  if (typeof text === "string") return readAnswer(status, headers, text);
  if (text.unreadable === "too_large") {
    return { unanswered: "too-large", message: "the body of the answer is over 1 MiB: passed on, not checked" };
  }
  return { unanswered: "unreadable", message: "the body of the answer is not UTF-8: passed on, not checked" };
}

/** The target took too long. */
class Late extends Error {}

function faultOf(error: Error): NoAnswer {
  if (error instanceof Late) return { unanswered: "timeout", message: error.message };
  const [first = error] = error instanceof AggregateError ? error.errors : [error];
  return networkFault(first);
}
