import { printable } from "../api/printable.ts";
import { sentenceOf } from "../contract/claim.ts";
import type { ProxiedExchange } from "../traffic/proxy/proxied-exchange.ts";

/** What a person reads of a call that passed: one line, and one more for each thing there is to say. */
export function exchangeLines(exchange: ProxiedExchange, mask: (text: string) => string): string[] {
  const { request, answer, outcome, startedAt, claims, remarks } = exchange;
  const status = "unanswered" in answer ? "" : ` ${answer.status}`;
  const shown = (text: string) => printable(mask(text));
  const lines = claims
    .filter(({ verdict }) => verdict !== "held")
    .map((claim) => {
      const whose = claim.verdict === "failed" ? (claim.suspect ?? "target") : claim.verdict;
      return `  ${whose}: ${shown(sentenceOf(claim))} (${claim.evidence})`;
    });
  return [
    `${new Date(startedAt).toISOString()} ${request.method} ${shown(request.path)}${status} ${outcome}`,
    ...lines,
    ...remarks.map((remark) => `  note: ${shown(remark)}`),
  ];
}
