import type { RecordedCall } from "./recorded-call.ts";
import { requireList, requireObject, requireText, wrong } from "./require-shape.ts";

/**
 * The calls of a file in the form of fixtures/exchanges, which `proxy --record` writes too. The proxy's pseudonyms
 * become placeholders: `LICENSE-KEY-1` is `{{license_key:1}}`.
 *
 * @throws an error that names the place, what was found and what was expected
 */
export function readExchanges(value: unknown): RecordedCall[] {
  const { exchanges, origin, evidence } = requireObject(value, "");
  const wallAt = momentIn(evidence);
  const isFromProxy = typeof origin === "string" && origin.startsWith("recorded by license-api-kit proxy");
  const list = requireList(isFromProxy ? withPlaceholders(exchanges) : exchanges, "/exchanges");
  return list.map((exchange, at) => ({
    ...callOf(requireObject(exchange, `/exchanges/${at}`), `/exchanges/${at}`),
    wallAt,
  }));
}

/** When a proxy saw a call: its evidence ends with the moment. */
function momentIn(evidence: unknown): number {
  const [, moment = ""] = typeof evidence === "string" ? (/ at (\S+)$/.exec(evidence) ?? []) : [];
  return Date.parse(moment) || 0;
}

function withPlaceholders(exchanges: unknown): unknown {
  const text = JSON.stringify(exchanges ?? null)
    .replace(/\bLICENSE-KEY-(\d+)\b/g, "{{license_key:$1}}")
    .replace(/\buser-(\d+)@example\.test\b/g, "{{username:$1}}");
  return JSON.parse(text);
}

function callOf(exchange: Readonly<Record<string, unknown>>, place: string): RecordedCall {
  const request = requireObject(exchange.request, `${place}/request`);
  const response = requireObject(exchange.response, `${place}/response`);
  const url = requireText(request.url, `${place}/request/url`);
  if (!URL.canParse(url)) throw wrong(`${place}/request/url`, url, "an address");
  const { pathname, search } = new URL(url);
  const { status, body } = response;
  if (status !== undefined && !Number.isInteger(status))
    throw wrong(`${place}/response/status`, status, "a status of HTTP");
  return {
    method: requireText(request.method, `${place}/request/method`),
    path: pathname,
    query: search.slice(1),
    requestHeaders: headersIn(request.headers, `${place}/request/headers`),
    requestBody: textOf(request.body).replace(/^\(in base64\) /, ""),
    status: status as number | undefined,
    answerHeaders: headersIn(response.headers, `${place}/response/headers`),
    answerBody: textOf(body),
    wallAt: 0,
    durationMs: undefined,
  };
}

function textOf(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}

function headersIn(value: unknown, place: string): Record<string, string> {
  const entries = Object.entries(requireObject(value ?? {}, place));
  return Object.fromEntries(entries.map(([name, text]) => [name.toLowerCase(), requireText(text, `${place}/${name}`)]));
}
