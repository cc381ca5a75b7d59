import { printable } from "../../api/printable.ts";
import type { JournalEntry } from "../../mock/journal/journal.ts";

/** Entries of a journal as a person reads them when a test has failed. */
export function journalTail(entries: readonly JournalEntry[]): string {
  return entries.length === 0 ? "  (nothing was received)" : entries.map(lineOf).join("\n");
}

function lineOf({ at, method, path, status, outcome, why, findings, fault }: JournalEntry): string {
  const time = new Date(at).toISOString();
  const failed = fault === undefined ? "" : `, fault ${fault.kind}`;
  const reasons = [...why.slice(-2), ...findings.map((finding) => `note: ${finding}`)];
  const lines = [`  ${time} ${method} ${path} ${status ?? "unanswered"} ${outcome}${failed}`, ...reasons];
  return lines.map((line) => printable(line)).join("\n    ");
}
