import type { JournalEntry } from "../mock/journal/entry.ts";

/** A call as one line, and one more for each remark on it. */
export function logLines({ at, space, method, path, status, outcome, explanation, findings }: JournalEntry): string[] {
  const where = space === "default" ? "" : `[${space}] `;
  const reason = explanation === undefined ? "" : ` (${explanation})`;
  const call = `${new Date(at).toISOString()} ${where}${method} ${path} ${status} ${outcome}${reason}`;
  return [call, ...findings.map((finding) => `  note: ${finding}`)];
}

/** A call with the rules that decided, each on a line of its own. */
export function explainedLines(entry: JournalEntry): string[] {
  return [...logLines(entry), ...entry.why.map((reason) => `  why: ${reason}`)];
}
