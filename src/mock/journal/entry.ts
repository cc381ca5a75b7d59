import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import { readOfflineBody } from "../../api/offline-body.ts";
import type { Caller } from "../behaviour.ts";
import type { FaultKind } from "../faults/kinds.ts";
import type { ApiRequest } from "../request.ts";
import type { Call, CallOutcome } from "./call.ts";
import { journalMask } from "./journal-mask.ts";
import { reasonTexts } from "./reasons.ts";

/** What happened with one request. Secrets are masked; keys of licenses and ids of devices are not. */
export interface JournalEntry {
  /** Counted up from 1, over all that this journal has seen. */
  readonly id: number;
  /** Name of the space that answered. */
  readonly space: string;
  /** The mock's time when it came, in milliseconds since 1970. */
  readonly at: number;
  /** The wall clock's time when it came. */
  readonly wallAt: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** undefined where the path is not the API's. */
  readonly endpoint: EndpointName | undefined;
  /** The fields of the request as they were read, undefined where it did not come to that. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  /** `API key 6f9619ff…`, `token` or `nobody`. */
  readonly authorizedAs: string;
  /** undefined until the answer is made. */
  readonly status: number | undefined;
  /** `ok`, the code of the error, or `fault` where a fault took the place of the call. */
  readonly outcome: CallOutcome;
  /** Why it was refused, where there is more to say than the code. */
  readonly explanation: string | undefined;
  /** Remarks: undocumented parameters, texts in place of numbers, … */
  readonly findings: readonly string[];
  /** The rules that decided, in order; where it was refused, the last one says by which. */
  readonly why: readonly string[];
  /** The failure that was asked for, where the call met one. */
  readonly fault?: { readonly id: number; readonly kind: FaultKind };
  /** Ids of the tweaks that changed the answer. */
  readonly tweaks?: readonly number[];
  /** By their names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Cut after 16 KiB. Of an offline request: the payload, decoded. */
  readonly requestBody: string;
  readonly answerHeaders: Readonly<Record<string, string>> | undefined;
  /** Cut after 16 KiB. */
  readonly answerBody: string | undefined;
  /** By the wall clock, up to when the answer was handed over. */
  readonly durationMs: number | undefined;
}

/** Longest text that is shown, and kept. */
const longest = 16_384;

/** Whether a call holds on to more than a journal may keep. */
export function isLarge(call: Call): boolean {
  return sentBy(call) > longest || (call.answer !== undefined && call.answer.body.length > longest);
}

/** About the bytes that a call takes in a journal: its texts as far as they are kept, headers, and what is around them. */
export function weightOf(call: Call): number {
  const texts = Math.min(sentBy(call), 4 * longest) + Math.min(call.answer?.body.length ?? 0, longest);
  return texts + (isLarge(call) ? usualWeight + largestHead : usualWeight);
}

const usualWeight = 2_048;

/** What Node takes for a request's line and headers. */
const largestHead = 16_384;

/** More of a text is not looked at: it is cut far before, and hiding takes its time. */
const mostMasked = 4 * longest;

function sentBy({ request: { path, query, body } }: Call): number {
  return path.length + query.length + (typeof body === "string" ? body.length : 0);
}

/** A call as a journal shows it. */
export function entryOf(call: Call, space: string): JournalEntry {
  const { request, error, answer, input } = call;
  return {
    id: call.id,
    space,
    at: call.at,
    wallAt: call.wallAt,
    method: request.method,
    path: cut(journalMask.text(request.path, "request")),
    query: cut(journalMask.text(request.query, "request")),
    endpoint: call.endpoint,
    input: input && (cutTexts(journalMask.value(input, "request")) as Readonly<Record<string, unknown>>),
    authorizedAs: nameOf(call.caller),
    status: answer?.status ?? error?.status,
    outcome: call.outcome as CallOutcome,
    explanation: error?.explanation && journalMask.text(error.explanation, "answer"),
    findings: call.findings.map((finding) => journalMask.text(finding, "answer")),
    why: whyOf(call).map((reason) => journalMask.text(reason, "answer")),
    ...(call.fault && { fault: call.fault }),
    ...(call.tweaks && { tweaks: call.tweaks }),
    requestHeaders: headersOf(request),
    requestBody: requestText(call),
    answerHeaders: answer && journalMask.headers(answer.headers, "answer"),
    answerBody: answer && bodyText(answer.body, "answer"),
    durationMs: call.answeredAt === undefined ? undefined : call.answeredAt - call.wallAt,
  };
}

/** The same entry without a tie to the texts that it was cut from. */
export function detached(entry: JournalEntry): JournalEntry {
  return structuredClone(entry);
}

function whyOf({ reasons, error }: Call): string[] {
  const texts = reasonTexts(reasons);
  if (error) texts.push(`refused: ${error.explanation ?? error.message} (${error.code})`);
  return texts;
}

function nameOf(caller: Caller | undefined): string {
  if (caller === undefined || caller.proof === "none") return "nobody";
  return caller.proof === "token" ? "token" : `API key ${(caller.apiKey as string).slice(0, 8)}…`;
}

/** Asked for by name where the way in cannot list what came. */
const usualHeaders = ["accept", "authorization", "content-type", "date", "host", "origin", "user-agent"];

function headersOf({ headers, headerNames }: ApiRequest): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name of headerNames?.() ?? usualHeaders) {
    const value = headers(name);
    if (value !== undefined) shown[name] = cut(journalMask.header(name, value, "request"));
  }
  return shown;
}

function requestText({ request, endpoint }: Call): string {
  const { body } = request;
  if (typeof body !== "string") return `(${body.unreadable === "not_utf8" ? "not UTF-8" : "over 1 MiB"})`;
  if (endpoint === undefined || endpointRow(endpoint).body !== "offline") return bodyText(body, "request");
  try {
    const { payload } = readOfflineBody(body, request.headers("content-type"));
    return cut(JSON.stringify(journalMask.value(payload, "request")));
  } catch {
    return bodyText(body, "request");
  }
}

function bodyText(body: string, place: "request" | "answer"): string {
  return cut(journalMask.body(body.slice(0, mostMasked), place), Math.max(0, body.length - mostMasked));
}

/** A text as far as it is shown, with how much more there is. */
function cut(text: string, unread = 0): string {
  const more = text.length - longest + unread;
  return text.length > longest ? `${text.slice(0, longest)}… (${more} letters more)` : text;
}

/** Fields that are long stand in the body too. */
function cutTexts(value: unknown): unknown {
  if (typeof value === "string") return value.length > 1_000 ? `${value.slice(0, 1_000)}…` : value;
  if (Array.isArray(value)) return value.slice(0, 1_000).map(cutTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [cut(name), cutTexts(field)]));
}
