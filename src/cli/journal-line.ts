import type { JournalEntry } from "../mock/journal/entry.ts";

/** A call as one line, and one more for each remark on it. */
export function logLine({ at, space, method, path, status, outcome, explanation, findings }: JournalEntry): string {
  const where = space === "default" ? "" : `[${space}] `;
  const reason = explanation === undefined ? "" : ` (${explanation})`;
  const remarks = findings.map((finding) => `\n  note: ${finding}`).join("");
  return `${new Date(at).toISOString()} ${where}${method} ${path} ${status} ${outcome}${reason}${remarks}`;
}

/** A call with the rules that decided, each on a line of its own. */
export function explainedLine(entry: JournalEntry): string {
  return [logLine(entry), ...entry.why.map((reason) => `  why: ${reason}`)].join("\n");
}
