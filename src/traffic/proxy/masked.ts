import { readAuthorization } from "../../api/authorization.ts";
import { readOfflineBody } from "../../api/offline-body.ts";
import { maskByPlace } from "../../contract/report/mask.ts";
import type { ExchangeReport } from "../../contract/report/report.ts";
import type { ProxiedExchange } from "./exchange.ts";
import { createFieldMask, type FieldMask, maskJson, maskQuery } from "./field-masks.ts";

/** An exchange without its secrets, names and keys, and what hides these in other texts about it. */
export interface MaskedExchange {
  readonly report: ExchangeReport;
  mask(text: string): string;
}

/** A value shorter than this may stand in a text by chance; it is hidden in its field only. */
const shortest = 6;

/** Makes what masks exchanges. Pseudonyms hold as long as it lives. */
export function createMasking(): (exchange: ProxiedExchange) => MaskedExchange {
  const maskField = createFieldMask();
  return (exchange) => {
    const hidden = new Map<string, string>();
    const remember: FieldMask = (name, value) => {
      const shown = maskField(name, value);
      if (shown !== undefined && value.length >= shortest) hidden.set(value, shown);
      return shown;
    };
    const report = fieldsHidden(exchange, remember);
    const hide = (text: string) => maskValues(text, hidden);
    return { report: textsHidden(report, hide), mask: (text) => maskByPlace(hide(text)) };
  };
}

/** An exchange with what is hidden by the field that it stands in. */
function fieldsHidden(exchange: ProxiedExchange, mask: FieldMask): ExchangeReport {
  const { request, answer, url } = exchange;
  const mark = url.indexOf("?");
  const body = requestBody(exchange, mask);
  return {
    request: {
      method: request.method,
      url: mark < 0 ? url : `${url.slice(0, mark)}?${maskQuery(url.slice(mark + 1), mask)}`,
      headers: maskHeaders(request.headers, mask),
      ...(body !== undefined && { body }),
    },
    answer:
      "unanswered" in answer
        ? { unanswered: answer.unanswered, message: maskByPlace(answer.message) }
        : { status: answer.status, headers: maskHeaders(answer.headers, mask), body: answerBody(answer.text, mask) },
  };
}

/** An exchange with what is hidden wherever it stands: a message may quote what a field holds. */
function textsHidden({ request, answer }: ExchangeReport, hide: (text: string) => string): ExchangeReport {
  return {
    request: {
      method: request.method,
      url: hide(request.url),
      headers: each(request.headers, hide),
      ...(request.body !== undefined && { body: hide(request.body) }),
    },
    answer:
      "unanswered" in answer
        ? { ...answer, message: hide(answer.message) }
        : { status: answer.status, headers: each(answer.headers, hide), body: hide(answer.body) },
  };
}

/** A body that cannot be read may hold anything, so nothing of it is shown. */
function requestBody({ request }: ProxiedExchange, mask: FieldMask): string | undefined {
  const { body, headers } = request;
  const type = headers["content-type"] ?? "";
  if (typeof body !== "string") return `[a body that is ${body.unreadable.replace("_", " ")}]`;
  if (body === "") return undefined;
  if (/x-www-form-urlencoded/i.test(type)) return maskQuery(body, mask);
  const value = parsedOr(() => JSON.parse(body));
  if (value !== undefined) return JSON.stringify(maskJson(value, mask, false));
  const offline = parsedOr(() => readOfflineBody(body, type));
  if (offline) return `(in base64) ${JSON.stringify(maskJson(offline.payload, mask, false))}`;
  return `[${body.length} characters that are no JSON]`;
}

function answerBody(text: string, mask: FieldMask): string {
  const value = parsedOr(() => JSON.parse(text));
  return value === undefined ? maskByPlace(text) : JSON.stringify(maskJson(value, mask, true));
}

/** Headers that let somebody in whatever they hold. */
const secretHeaders = ["cookie", "set-cookie", "proxy-authorization", "x-api-key"];

function maskHeaders(headers: Readonly<Record<string, string>>, mask: FieldMask): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name === "authorization") return [name, maskAuthorization(value, mask)];
      return [name, secretHeaders.includes(name) ? `[${name}]` : (mask(name, value) ?? maskKeysIn(value, mask))];
    }),
  );
}

/** What the mock says of a signature names the API key whose shared key made it. */
function maskKeysIn(text: string, mask: FieldMask): string {
  return text.replace(
    /\b(API key )([0-9a-f-]{36})\b/gi,
    (_whole, before, key) => before + (mask("api_key", key) ?? key),
  );
}

function maskAuthorization(value: string, mask: FieldMask): string {
  const [, token] = /^Bearer (.*)$/i.exec(value) ?? [];
  if (token !== undefined) return `Bearer ${mask("access_token", token) ?? ""}`;
  const parameters = readAuthorization(value);
  if (!parameters) return "[authorization]";
  return Object.entries(parameters)
    .map(([name, one]) => `${name}="${mask(name === "apikey" ? "api_key" : name, one) ?? one}"`)
    .join(",");
}

function maskValues(text: string, hidden: ReadonlyMap<string, string>): string {
  let masked = text;
  for (const [value, shown] of [...hidden].sort(([one], [other]) => other.length - one.length)) {
    masked = masked.replaceAll(value, shown).replaceAll(encodeURIComponent(value), shown);
  }
  return masked;
}

function each(headers: Readonly<Record<string, string>>, mask: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));
}

function parsedOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
