import type { Collection } from "@msw/data";
import type { RowKind } from "../mock/editor/row-kind.ts";
import { type EditedTable, rowKinds } from "../mock/editor/row-kinds.ts";
import type { TableEditor } from "../mock/editor/table-editor.ts";
import type { TableEditors } from "../mock/editor/world-editor.ts";
import type { Space } from "../mock/space/space.ts";
import { createReading, type Row } from "../mock/world/reading.ts";
import type { Stored, Table } from "../mock/world/table.ts";
import type { Watcher } from "../mock/world/world.ts";
import { createMirroredTable, type MirroredTable } from "./mirrored-table.ts";
import type { RowSchema } from "./row-schema.ts";
import { type RowName, rowsShowing } from "./rows-showing.ts";

type RowIn<T extends EditedTable> = TableEditors[T] extends TableEditor<infer R> ? Row<R> : never;

/**
 * A collection for each table that `mock.world` has, with the same rows. Their methods that write throw: the library
 * writes field by field and later, so two of its writes can undo each other, and what a license's end means for its
 * devices and seats only the world knows.
 */
export type MirroredCollections = { readonly [T in EditedTable]: Collection<RowSchema<RowIn<T>>> };

/** Collections of `@msw/data` that follow a world. */
export interface Mirror {
  readonly collections: MirroredCollections;
  /**
   * Comes when the collections show every change up to now. The library writes in promises, so they follow within a few
   * microtasks; who reads in the same breath as an edit awaits this first.
   *
   * @throws what a listener of a collection threw since the last time; that row stays behind until it changes again
   */
  settled(): Promise<void>;
  /** Ends the following: the collections keep what they show, and are free to be changed. */
  stop(): void;
}

/** Rows to look at; undefined where that is all of them. */
type Stale = Map<EditedTable, Set<number>> | undefined;

const kinds = Object.entries(rowKinds) as unknown as [EditedTable, RowKind<object, Stored>][];

/**
 * Shows the world of a mock or a space as collections of `@msw/data`, for teams whose own mocks live there: theirs may
 * have relations to these.
 *
 * @returns when every row is there
 */
export async function mirror({ tables: world }: Pick<Space, "tables">): Promise<Mirror> {
  const shown = {} as Record<EditedTable, MirroredTable>;
  for (const [name] of kinds) shown[name] = createMirroredTable(name);
  let stale: Stale;
  let following: Promise<void> | undefined;
  let failures: unknown[] = [];

  const told: Watcher = (table, before, after) => {
    const rows = table && rowsShowing(table, before, after, world);
    if (!rows) stale = undefined;
    else if (stale) noteIn(stale, rows);
    following ??= follow();
  };

  /** Round by round, as the rows of one round are written side by side and no row twice in it. */
  async function follow(): Promise<void> {
    await undefined; // the change that is told of is under way
    while (stale?.size !== 0) {
      const round = stale;
      stale = new Map();
      const written = await Promise.allSettled(write(round));
      failures = [...failures, ...written.flatMap((row) => (row.status === "rejected" ? [row.reason] : []))];
    }
    following = undefined;
  }

  function write(round: Stale): Promise<void>[] {
    const reading = createReading(world, false);
    return kinds.flatMap(([name, kind]) => {
      const records = world[name] as unknown as Table<Stored>;
      const present = round ? [] : [...records.all()].map(({ id }) => id);
      const ids = round ? (round.get(name) ?? []) : new Set([...shown[name].ids(), ...present]);
      return [...ids].map(async (id) => {
        const record = records.get(id);
        return record ? shown[name].show(kind.rowOf(record, reading)) : shown[name].hide(id);
      });
    });
  }

  async function settled(): Promise<void> {
    await following;
    const [failure] = failures;
    failures = [];
    if (failure !== undefined) throw failure;
  }

  const unwatch = world.onChange(told);
  told();
  await settled();
  return {
    collections: Object.fromEntries(kinds.map(([name]) => [name, shown[name].collection])) as never,
    settled,
    stop: () => {
      unwatch();
      for (const [name] of kinds) shown[name].release();
    },
  };
}

function noteIn(stale: Map<EditedTable, Set<number>>, rows: readonly RowName[]): void {
  for (const [table, id] of rows) {
    const ids = stale.get(table);
    if (ids) ids.add(id);
    else stale.set(table, new Set([id]));
  }
}
