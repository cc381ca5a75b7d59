import { fromBase64 } from "../api/base64.ts";
import type { RecordedCall } from "./recorded-call.ts";
import { requireList, requireObject, requireText, wrong } from "./require-shape.ts";

/**
 * The calls of a HAR file by anybody, in the order of their times.
 *
 * @throws an error that names the place, what was found and what was expected
 */
export function readHar(value: unknown): RecordedCall[] {
  const { entries } = requireObject(requireObject(value, "").log, "/log");
  return requireList(entries, "/log/entries")
    .map((entry, at) => callOf(requireObject(entry, `/log/entries/${at}`), `/log/entries/${at}`))
    .sort((one, other) => one.wallAt - other.wallAt);
}

function callOf(entry: Readonly<Record<string, unknown>>, place: string): RecordedCall {
  const request = requireObject(entry.request, `${place}/request`);
  const response = requireObject(entry.response, `${place}/response`);
  const url = urlIn(request.url, `${place}/request/url`);
  const status = statusIn(response.status, `${place}/response/status`);
  const fault = entry._fault;
  return {
    method: requireText(request.method, `${place}/request/method`),
    path: url.pathname,
    query: url.search.slice(1),
    requestHeaders: headersIn(request.headers, `${place}/request/headers`),
    requestBody: textIn(request.postData, `${place}/request/postData`),
    status: status === 0 ? undefined : status,
    answerHeaders: headersIn(response.headers, `${place}/response/headers`),
    answerBody: bodyIn(response, `${place}/response/content`),
    wallAt: momentIn(entry.startedDateTime, `${place}/startedDateTime`),
    durationMs: undefined,
    ...(typeof fault === "string" && { fault: { kind: fault } }),
    ...(Array.isArray(entry._tweaks) && { tweaks: entry._tweaks as number[] }),
  };
}

/** Some writers keep no text of a body, or null in its place. */
function textIn(value: unknown, place: string): string {
  return requireText(requireObject(value ?? {}, place).text ?? "", `${place}/text`);
}

function urlIn(value: unknown, place: string): URL {
  const text = requireText(value, place);
  if (!URL.canParse(text)) throw wrong(place, value, "an address");
  return new URL(text);
}

function momentIn(value: unknown, place: string): number {
  const moment = Date.parse(requireText(value, place));
  if (Number.isNaN(moment)) throw wrong(place, value, "a moment like 2030-01-31T00:00:00Z");
  return moment;
}

function statusIn(value: unknown, place: string): number {
  if (!Number.isInteger(value)) throw wrong(place, value, "a status of HTTP");
  return value as number;
}

function headersIn(value: unknown, place: string): Record<string, string> {
  const pairs = requireList(value ?? [], place).map((pair, at) => {
    const { name, value: text } = requireObject(pair, `${place}/${at}`);
    return [requireText(name, `${place}/${at}/name`).toLowerCase(), requireText(text, `${place}/${at}/value`)];
  });
  return Object.fromEntries(pairs);
}

/** A browser leaves a text out where it kept none, and writes some in base64. */
function bodyIn({ content = {} }: Readonly<Record<string, unknown>>, place: string): string | undefined {
  const { text, encoding } = requireObject(content, place);
  if (text === undefined) return undefined;
  const bytes = encoding === "base64" ? fromBase64(requireText(text, `${place}/text`)) : undefined;
  return bytes ? new TextDecoder().decode(bytes) : requireText(text, `${place}/text`);
}
