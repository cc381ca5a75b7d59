import type { Stored, Table } from "./table.ts";
import type { TableName, World, WorldSnapshot } from "./world.ts";

/** A record that is another one than before. */
export interface RowChange {
  readonly table: TableName;
  readonly id: number;
  /** undefined where there was none. */
  readonly before: Stored | undefined;
  /** undefined where there is none any more. */
  readonly after: Stored | undefined;
}

/** Tells what has changed in a world since it was asked last, whatever was taken back in between. */
export interface ChangeLog {
  /** What has changed; `all` where the whole world was exchanged. */
  changes(): readonly RowChange[] | "all";
  /** Whether nothing was told: it is so after most calls. */
  readonly isIdle: boolean;
  /** What has changed so far is known: begins anew from here. */
  settle(): void;
}

/** Begins to note the changes of a world. Records are never changed in place, so that each tells whether it is another. */
export function createChangeLog(world: World): ChangeLog {
  let isExchanged = false;
  let first = new Map<string, { table: TableName; id: number; before: Stored | undefined }>();
  world.onChange((table, before, after) => {
    if (table === undefined) {
      isExchanged = true;
      return;
    }
    const id = (before ?? after)?.id as number;
    const key = `${table}/${id}`;
    if (!first.has(key)) first.set(key, { table, id, before });
  });
  return {
    changes: () => {
      if (isExchanged) return "all";
      const changes: RowChange[] = [];
      for (const { table, id, before } of first.values()) {
        const after = (world[table] as unknown as Table<Stored>).get(id);
        if (after !== before) changes.push({ table, id, before, after });
      }
      return changes;
    },
    get isIdle() {
      return !isExchanged && first.size === 0;
    },
    settle: () => {
      isExchanged = false;
      if (first.size > 0) first = new Map();
    },
  };
}

/** In which records a world is another than an earlier one, or than the one that it was made from. */
export function differences(before: WorldSnapshot, after: WorldSnapshot): RowChange[] {
  const changes: RowChange[] = [];
  for (const [name, rows] of Object.entries(after.tables)) {
    const table = name as TableName;
    const old = before.tables[name] ?? new Map<number, Stored>();
    if (rows === old) continue;
    for (const [id, row] of rows) if (old.get(id) !== row) changes.push({ table, id, before: old.get(id), after: row });
    for (const [id, row] of old) if (!rows.has(id)) changes.push({ table, id, before: row, after: undefined });
  }
  return changes;
}
