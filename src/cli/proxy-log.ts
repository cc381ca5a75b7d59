import { sentenceOf } from "../contract/finding.ts";
import type { ProxiedExchange } from "../proxy/exchange.ts";

/** What a person reads of a call that passed: one line, and one more for each thing there is to say. */
export function exchangeLines(exchange: ProxiedExchange, mask: (text: string) => string): string {
  const { request, answer, outcome, startedAt, findings, drift, remarks } = exchange;
  const status = "unanswered" in answer ? "" : ` ${answer.status}`;
  return [
    `${new Date(startedAt).toISOString()} ${request.method} ${mask(request.path)}${status} ${outcome}`,
    ...findings.map((one) => `  ${one.suspect}: ${mask(sentenceOf(one))} (${one.written})`),
    ...drift.map(({ message }) => `  drift: ${mask(message)}`),
    ...remarks.map((remark) => `  note: ${mask(remark)}`),
  ].join("\n");
}
