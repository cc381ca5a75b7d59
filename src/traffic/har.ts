import { version } from "../generated/version.ts";
import type { RecordedCall } from "./recorded-call.ts";

/** A HAR 1.2 file, as browsers' developer tools and proxies write and open it. */
export interface Har {
  readonly log: {
    readonly version: "1.2";
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}

/** One call in a HAR file. Names with an underscore are our own; readers that do not know them pass over them. */
export interface HarEntry {
  /** ISO 8601. */
  readonly startedDateTime: string;
  /** In milliseconds. */
  readonly time: number;
  readonly request: HarMessage & {
    readonly method: string;
    readonly url: string;
    readonly queryString: readonly HarPair[];
    readonly postData?: { readonly mimeType: string; readonly text: string };
  };
  readonly response: HarMessage & {
    /** 0 where no answer came. */
    readonly status: number;
    readonly statusText: string;
    readonly content: { readonly size: number; readonly mimeType: string; readonly text: string };
    readonly redirectURL: string;
  };
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  /** How the call ended, as the journal says it. */
  readonly comment?: string;
  /** Kind of the fault that the call met. */
  readonly _fault?: string;
  /** Ids of the tweaks that changed the answer. */
  readonly _tweaks?: readonly number[];
}

/** What requests and answers have in common; sizes are in bytes, -1 for unknown. */
interface HarMessage {
  readonly httpVersion: string;
  readonly cookies: readonly HarPair[];
  readonly headers: readonly HarPair[];
  readonly headersSize: number;
  readonly bodySize: number;
}

interface HarPair {
  readonly name: string;
  readonly value: string;
}

/** How a HAR file is written. */
export interface HarOptions {
  /** Address of the server, without a slash at its end. @default `http://` and the request's Host, else `http://localhost` */
  readonly baseUrl?: string;
}

/**
 * Writes calls, a journal's entries say, as a HAR file: `JSON.stringify` makes the text. It hides nothing by itself: a
 * journal's entries come with their secrets masked.
 */
export function harOf(calls: readonly RecordedCall[], { baseUrl }: HarOptions = {}): Har {
  const entries = calls.map((call) => entryOf(call, baseUrl ?? `http://${call.requestHeaders.host ?? "localhost"}`));
  return { log: { version: "1.2", creator: { name: "license-api-kit", version }, entries } };
}

function entryOf(call: RecordedCall, baseUrl: string): HarEntry {
  const { outcome, fault, tweaks } = call;
  const time = call.durationMs ?? 0;
  return {
    startedDateTime: new Date(call.wallAt).toISOString(),
    time,
    request: requestOf(call, baseUrl),
    response: responseOf(call),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    ...(outcome !== undefined && { comment: outcome }),
    ...(fault && { _fault: fault.kind }),
    ...(tweaks && { _tweaks: tweaks }),
  };
}

function requestOf(call: RecordedCall, baseUrl: string): HarEntry["request"] {
  const { method, path, query, requestHeaders, requestBody: text } = call;
  const mimeType = requestHeaders["content-type"] ?? "application/octet-stream";
  return {
    method,
    url: `${baseUrl}${path}${query === "" ? "" : `?${query}`}`,
    ...messageOf(requestHeaders, text),
    queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    ...(text !== "" && { postData: { mimeType, text } }),
  };
}

function responseOf({ status, answerHeaders = {}, answerBody: text = "" }: RecordedCall): HarEntry["response"] {
  return {
    status: status ?? 0,
    statusText: "",
    ...messageOf(answerHeaders, text),
    content: { size: bytesOf(text), mimeType: answerHeaders["content-type"] ?? "x-unknown", text },
    redirectURL: "",
  };
}

function messageOf(headers: Readonly<Record<string, string>>, text: string): HarMessage {
  return {
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize: bytesOf(text),
  };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
