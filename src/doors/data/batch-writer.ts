import type { RowTable } from "../../mock/world/rows/index.ts";
import type { RowName } from "./rows-showing.ts";

/** Rows to look at, by table; undefined where that is all of them. */
export type Stale = ReadonlyMap<RowTable, ReadonlySet<number>> | undefined;

/** Writes rows some time after they are noted, round by round. */
export interface BatchWriter {
  /** Notes rows to write, undefined for all. They are looked at in a microtask, not at once. */
  note(rows: readonly RowName[] | undefined): void;
  /** Comes when all that was noted is written. @throws the first failure since the last time */
  settled(): Promise<void>;
}

/** Makes the rounds. The rows of one are written side by side, and no row twice in it, so no write meets another. */
export function createBatchWriter(write: (stale: Stale) => Promise<void>[]): BatchWriter {
  let stale: Map<RowTable, Set<number>> | undefined = new Map();
  let running: Promise<void> | undefined;
  let failures: unknown[] = [];

  async function run(): Promise<void> {
    await undefined; // the change that is noted is still under way
    while (stale?.size !== 0) {
      const round = stale;
      stale = new Map();
      const written = await Promise.allSettled(write(round));
      failures = [...failures, ...written.flatMap((row) => (row.status === "rejected" ? [row.reason] : []))];
    }
    running = undefined;
  }

  return {
    note: (rows) => {
      if (!rows) stale = undefined;
      else if (stale) addTo(stale, rows);
      running ??= run();
    },
    settled: async () => {
      await running;
      const [failure] = failures;
      failures = [];
      if (failure !== undefined) throw failure;
    },
  };
}

function addTo(stale: Map<RowTable, Set<number>>, rows: readonly RowName[]): void {
  for (const [table, id] of rows) {
    const ids = stale.get(table);
    if (ids) ids.add(id);
    else stale.set(table, new Set([id]));
  }
}
