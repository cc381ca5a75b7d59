import { createMask, type Hide, hideKnown, type Mask, type MaskText, shortestSecret } from "../../api/mask.ts";
import { readOfflineBody } from "../../api/offline-body.ts";
import type { ExchangeReport } from "../../contract/report/report.ts";
import type { ProxiedExchange } from "./proxied-exchange.ts";
import { createPseudonyms } from "./pseudonyms.ts";

/** An exchange without its secrets, names and keys, and what hides these in other texts about it. */
export interface MaskedExchange {
  readonly report: ExchangeReport;
  readonly mask: MaskText;
}

/** Makes what masks exchanges. Pseudonyms hold as long as it lives. */
export function createMasking(): (exchange: ProxiedExchange) => MaskedExchange {
  const pseudonym = createPseudonyms();
  return (exchange) => {
    const known = new Map<string, string>();
    const hide: Hide = (name, value, place) => {
      const shown = pseudonym(name, value, place);
      if (shown !== undefined && value.length >= shortestSecret) {
        for (const spelling of [value, parsedOr(() => decodeURIComponent(value)) ?? value]) known.set(spelling, shown);
      }
      return shown;
    };
    const report = fieldsHidden(exchange, createMask(hide));
    const secretsOnly = createMask((name, value, place) =>
      /^\[\w+\]$/.test(value) || pseudonymous.test(value) ? undefined : pseudonym(name, value, place),
    );
    const hideIn = hideKnown(known);
    return { report: textsHidden(report, hideIn), mask: (text) => secretsOnly.text(hideIn(text)) };
  };
}

/** What stands in place of a name already. */
const pseudonymous = /^((LICENSE-KEY|API-KEY|CLIENT)-\d+|user-\d+@example\.test)$/;

/** An exchange with what is hidden by the field that it stands in. */
function fieldsHidden({ request, answer, url }: ProxiedExchange, mask: Mask): ExchangeReport {
  const body = requestBody(request, mask);
  return {
    request: {
      method: request.method,
      url: mask.text(url, "request"),
      headers: mask.headers(request.headers, "request"),
      ...(body !== undefined && { body }),
    },
    answer:
      "unanswered" in answer
        ? { unanswered: answer.unanswered, message: mask.text(answer.message) }
        : {
            status: answer.status,
            headers: keysHidden(mask.headers(answer.headers, "answer"), mask),
            body: mask.body(answer.text, "answer"),
          },
  };
}

/** An exchange with what is hidden wherever it stands: a message may quote what a field holds. */
function textsHidden({ request, answer }: ExchangeReport, hide: MaskText): ExchangeReport {
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
function requestBody({ body, headers }: ProxiedExchange["request"], mask: Mask): string | undefined {
  if (typeof body !== "string") return `[a body that is ${body.unreadable.replace("_", " ")}]`;
  if (body === "") return undefined;
  const type = headers["content-type"] ?? "";
  const offline = parsedOr(() => readOfflineBody(body, type));
  if (offline) return `(in base64) ${JSON.stringify(mask.value(offline.payload, "request"))}`;
  const isRead = /x-www-form-urlencoded/i.test(type) || parsedOr(() => ({ value: JSON.parse(body) })) !== undefined;
  return isRead ? mask.body(body, "request") : `[${body.length} characters that are no JSON]`;
}

/** What the mock says of a signature names the API key whose shared key made it. */
function keysHidden(headers: Readonly<Record<string, string>>, mask: Mask): Record<string, string> {
  const pattern = /\b(API key )([0-9a-f-]{36})\b/gi;
  return each(headers, (text) =>
    text.replace(pattern, (_whole, before, key) => before + mask.header("api_key", key, "answer")),
  );
}

function each(headers: Readonly<Record<string, string>>, mask: MaskText): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));
}

function parsedOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
