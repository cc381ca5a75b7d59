import type { EndpointName } from "../api/endpoints.ts";
import type { ErrorCode } from "../api/errors.ts";

/** What happened with one request. */
export interface JournalEntry {
  /** The mock's time when it came, in milliseconds since 1970. */
  readonly at: number;
  /** Name of the space that answered. */
  readonly space: string;
  readonly method: string;
  readonly path: string;
  /** undefined where the path is not the API's, or the call reached no space. */
  readonly endpoint: EndpointName | undefined;
  readonly status: number;
  /** `ok`, or the code of the error. */
  readonly outcome: "ok" | ErrorCode;
  /** Why it was refused, where there is more to say than the code. */
  readonly explanation: string | undefined;
  /** Remarks: undocumented parameters, texts in place of numbers, … */
  readonly findings: readonly string[];
}

/** The last requests, oldest first. */
export interface Journal {
  add(entry: JournalEntry): void;
  entries(): JournalEntry[];
  clear(): void;
}

/** Makes a journal that keeps at most `limit` entries and forgets the oldest first. */
export function createJournal(limit: number): Journal {
  let ring: JournalEntry[] = [];
  let next = 0;
  return {
    add: (entry) => {
      if (limit === 0) return;
      ring[next] = entry;
      next = (next + 1) % limit;
    },
    entries: () => [...ring.slice(next), ...ring.slice(0, next)],
    clear: () => {
      ring = [];
      next = 0;
    },
  };
}
