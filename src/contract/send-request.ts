import { beyondBounds, bounds } from "../api/bounds.ts";
import { readBytes } from "../api/read-bytes.ts";
import { wait as platformWait } from "../api/wait.ts";
import { type Clock, wallClock } from "../api/wall-clock.ts";
import type { Answer } from "./case.ts";
import { parsed } from "./read-answer.ts";

/** How requests travel. */
export interface SendOptions {
  /** @default the platform's fetch */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Time that requests are dated with and the rate is kept by. @default the machine's */
  readonly now?: Clock;
  /** Waits for so many milliseconds. @default the platform's timer */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** How long an answer may take, its body included, in milliseconds. @default 10,000 */
  readonly timeoutMs?: number;
  /** Requests a second, at most. @default without limit */
  readonly rate?: number;
  /** Ends waiting for a target that wants to be left alone. */
  readonly signal?: AbortSignal | undefined;
}

/** What came instead of an answer. */
export interface NoAnswer {
  readonly unanswered:
    | "unreachable"
    | "certificate"
    | "timeout"
    | "broken-off"
    | "too-large"
    | "too-deep"
    | "unreadable"
    | "rate-limited";
  readonly message: string;
}

/** Whether a target that is there has answered, or would, though not so that it can be judged. */
export function isFromTarget({ unanswered }: Pick<NoAnswer, "unanswered">): boolean {
  return ["too-large", "too-deep", "unreadable", "rate-limited"].includes(unanswered);
}

/** Sends a request and gives the whole answer, or why there is none. A failure of the network is no exception. */
export type SendRequest = (request: Request) => Promise<Answer | NoAnswer>;

/** How often and how long, in seconds, a run waits when it is told to come back later. */
const patience = { times: 5, seconds: 60 };

/** Makes what sends requests: no faster than the rate, each no longer than its timeout, patient with 429. */
export function createSender(travel: SendOptions): SendRequest {
  const { wait = platformWait, now = wallClock, signal } = travel;
  const takeTurn = createTurns(travel);
  return async (request) => {
    for (let times = 0; ; times += 1) {
      await takeTurn();
      const answer = await sendOnce(request.clone(), travel);
      if ("unanswered" in answer || answer.status !== 429) return answer;
      const seconds = pauseOf(answer.headers["retry-after"], now());
      if (times === patience.times || signal?.aborted) return tooPatient(times + 1, seconds);
      await wait(seconds * 1_000, signal);
    }
  };
}

/** How long a target wants to be left alone: so many seconds, or until a date; 1 where it says neither. */
function pauseOf(retryAfter: string | undefined, now: number): number {
  const seconds = Number(retryAfter ?? 1);
  const asked = Number.isNaN(seconds) ? (Date.parse(retryAfter as string) - now) / 1_000 : seconds;
  return Math.min(Math.max(Math.ceil(asked) || 1, 1), patience.seconds);
}

function tooPatient(times: number, seconds: number): NoAnswer {
  const message = `HTTP 429 ${times} times in a row, the last with Retry-After ${seconds}; lower the rate`;
  return { unanswered: "rate-limited", message };
}

function createTurns({ rate, now = wallClock, wait = platformWait, signal }: SendOptions): () => Promise<void> {
  if (rate === undefined) return async () => {};
  let next = 0;
  return async () => {
    const at = Math.max(now(), next);
    next = at + 1_000 / rate;
    if (at > now()) await wait(at - now(), signal);
  };
}

async function sendOnce(
  request: Request,
  { fetch = globalThis.fetch, timeoutMs = 10_000 }: SendOptions,
): Promise<Answer | NoAnswer> {
  const tooLate = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_resolve, reject) => {
    tooLate.addEventListener("abort", () => reject(tooLate.reason), { once: true });
  });
  late.catch(() => {}); // an answer came first
  const sent = new Request(request, { signal: tooLate }); // what cannot be sent is our mistake, not the network's
  let received: Received;
  try {
    received = await Promise.race([receive(fetch, sent), late]);
  } catch (error) {
    if (tooLate.aborted) return { unanswered: "timeout", message: `no complete answer within ${timeoutMs} ms` };
    return networkFault(error);
  }
  return readAnswer(received);
}

/** An answer as it came over the network; no bytes where they are too many. */
interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

async function receive(fetch: (request: Request) => Promise<Response>, request: Request): Promise<Received> {
  const response = await fetch(request);
  const { status, headers } = response;
  return { status, headers: Object.fromEntries(headers), bytes: await readBytes(response) };
}

/** The answer that bytes stand for, or why they cannot be judged: too many, nested too deeply, or no text. */
function readAnswer({ status, headers, bytes }: Received): Answer | NoAnswer {
  if (bytes === undefined) return { unanswered: "too-large", message: `the body is over ${bounds.bytes} bytes` };
  const text = decoded(bytes);
  if (text === undefined) return { unanswered: "unreadable", message: "the body is no UTF-8" };
  return parseAnswer(status, headers, text);
}

/** An answer with its body read, or why that cannot be done. */
export function parseAnswer(status: number, headers: Answer["headers"], text: string): Answer | NoAnswer {
  const beyond = beyondBounds(text);
  if (beyond !== undefined) return { unanswered: "too-deep", message: `the body cannot be read: ${beyond}` };
  return { status, headers, text, body: parsed(text) };
}

/** A byte order mark stays: the signature covers it, and JSON must not begin with one. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Names a failure of fetch, which hides the reason in a chain of causes. */
export function networkFault(error: unknown): NoAnswer {
  const chain: { code?: string; message?: string; cause?: unknown }[] = [];
  for (let at = error as (typeof chain)[0] | undefined; at && chain.length < 8; at = at.cause as typeof at)
    chain.push(at);
  const code = chain.map((at) => at.code).find((text) => typeof text === "string") ?? "";
  const message = [...new Set(chain.map((at) => at.message).filter(Boolean))].join(": ") || String(error);
  if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_VERIFY/.test(code)) return { unanswered: "certificate", message };
  const isBroken = /ECONNRESET|UND_ERR_SOCKET|HPE_|EPIPE|UND_ERR_RES_CONTENT_LENGTH|UND_ERR_HEADERS_OVERFLOW/.test(
    code,
  );
  return { unanswered: isBroken || /terminated/.test(message) ? "broken-off" : "unreachable", message };
}
