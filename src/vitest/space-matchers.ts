import { expect } from "vitest";
import type { EndpointName } from "../api/endpoints.ts";
import type { AnySpace } from "../control-client/remote.ts";
import type { Requests } from "../generated/types.ts";
import type { JournalEntry } from "../mock/journal/journal.ts";
import { journalTail } from "./journal-tail.ts";

/** What the kit adds to vitest's `expect` for spaces. Each is asynchronous, as a space may be in a server. */
export interface SpaceMatchers<R = unknown> {
  /** The space received a call of this endpoint, with these fields among others. */
  toHaveReceived<E extends EndpointName>(endpoint: E, fields?: Partial<Requests[E]>): Promise<R>;
  /** Nothing that was received was odd: no undocumented parameter, no deprecated spelling, no text for a number. */
  toHaveNoFindings(): Promise<R>;
  /** Every fault that was asked for has struck. */
  toHaveNoUnusedFaults(): Promise<R>;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares it so
  interface Matchers<T = any> extends SpaceMatchers<T> {}
}

expect.extend({
  async toHaveReceived(space: AnySpace, endpoint: EndpointName, fields: object = {}) {
    const entries = await space.journal.entries({ endpoint });
    const wanted = expect.objectContaining(fields);
    const pass = entries.some(({ input }) => this.equals(input ?? {}, wanted));
    const received = entries.map(({ input }) => `  ${this.utils.stringify(input)}`).join("\n");
    const call = `${endpoint} with ${this.utils.stringify(fields)}`;
    const others = received === "" ? "" : `\nIt was called with:\n${received}`;
    return verdict(pass, `to have received ${call}${pass ? "" : others}`, space);
  },
  async toHaveNoFindings(space: AnySpace) {
    const findings = await space.journal.findings();
    return verdict(findings.length === 0, `to have no findings${listed(findings)}`, space);
  },
  async toHaveNoUnusedFaults(space: AnySpace) {
    const unused = await space.faults.unused();
    const kinds = unused.map(({ id, spec }) => `fault ${id}: ${this.utils.stringify(spec)}`);
    return verdict(unused.length === 0, `to have no unused faults${listed(kinds)}`, space);
  },
});

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `, found:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

async function verdict(pass: boolean, expected: string, { name, journal }: AnySpace) {
  const entries: readonly JournalEntry[] = await journal.entries({ last: 10 });
  return {
    pass,
    message: () =>
      `expected the space ${name} ${pass ? "not " : ""}${expected}\n\nIts journal ends with:\n${journalTail(entries)}`,
  };
}
