import type { EndpointName } from "../../api/endpoints.ts";
import { printable } from "../../api/printable.ts";
import type { AnySpace } from "../../control/client/remote.ts";
import type { JournalEntry } from "../../mock/journal/journal.ts";
import { journalTail } from "./journal-tail.ts";

/** What a matcher gives its test runner, vitest's and Playwright's alike. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** What every test runner does in its own way. */
export interface Comparing {
  /** Whether an object has these fields among others; a field may be a matcher, `expect.any(String)` say. */
  contains(object: object, fields: object): boolean;
  /** A value as a message shows it. */
  show(value: unknown): string;
}

/** Whether a space received a call of an endpoint with these fields among others. */
export async function receivedCall(
  space: AnySpace,
  endpoint: EndpointName,
  fields: object,
  { contains, show }: Comparing,
): Promise<MatcherResult> {
  const entries: readonly JournalEntry[] = await space.journal.entries({ endpoint });
  const pass = entries.some(({ input }) => contains(input ?? {}, fields));
  const received = entries.map(({ input }) => `  ${show(input)}`).join("\n");
  const others = pass || received === "" ? "" : `\nIt was called with:\n${received}`;
  return verdict(pass, `to have received ${endpoint} with ${show(fields)}${others}`, space);
}

/** Whether nothing that a space received was odd. */
export async function hasNoFindings(space: AnySpace): Promise<MatcherResult> {
  const findings = await space.journal.findings();
  return verdict(findings.length === 0, `to have no findings${listed(findings)}`, space);
}

/** Whether every fault that a space was asked for has struck. */
export async function hasNoUnusedFaults(space: AnySpace, { show }: Pick<Comparing, "show">): Promise<MatcherResult> {
  const unused = await space.faults.unused();
  const kinds = unused.map(({ id, spec }) => `fault ${id}: ${show(spec)}`);
  return verdict(unused.length === 0, `to have no unused faults${listed(kinds)}`, space);
}

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `, found:\n${lines.map((line) => `  ${printable(line)}`).join("\n")}`;
}

async function verdict(pass: boolean, expected: string, { name, journal }: AnySpace): Promise<MatcherResult> {
  const entries: readonly JournalEntry[] = await journal.entries({ last: 10 });
  return {
    pass,
    message: () =>
      `expected the space ${name} ${pass ? "not " : ""}${expected}\n\nIts journal ends with:\n${journalTail(entries)}`,
  };
}
