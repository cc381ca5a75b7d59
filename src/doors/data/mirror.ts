import type { Collection } from "@msw/data";
import type { TableEditor } from "../../mock/editor/table-editor.ts";
import type { TableEditors } from "../../mock/editor/world-editor.ts";
import type { Space } from "../../mock/space/space.ts";
import { type RowTable, rowKinds } from "../../mock/world/rows/index.ts";
import { createReading } from "../../mock/world/rows/reading.ts";
import { type Row, type RowKind, rowOf } from "../../mock/world/rows/row-kind.ts";
import type { Stored, Table } from "../../mock/world/table.ts";
import type { World } from "../../mock/world/world.ts";
import { createBatchWriter, type Stale } from "./batch-writer.ts";
import { createMirroredTable, type MirroredTable } from "./mirrored-table.ts";
import type { CollectionSchema } from "./row-schema.ts";
import { rowsShowing } from "./rows-showing.ts";

type RowIn<T extends RowTable> = TableEditors[T] extends TableEditor<infer R> ? Row<R> : never;

/**
 * A collection for each table that `mock.world` has, with the same rows. Their methods that write throw: the library
 * writes field by field and later, so two of its writes can undo each other, and what a license's end means for its
 * devices and seats only the world knows.
 */
export type MirroredCollections = { readonly [T in RowTable]: Collection<CollectionSchema<RowIn<T>>> };

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

const kinds = Object.entries(rowKinds) as unknown as [RowTable, RowKind<object, Stored>][];

type MirroredTables = Readonly<Record<RowTable, MirroredTable>>;

/**
 * Shows the world of a mock or a space as collections of `@msw/data`, for teams whose own mocks live there: theirs may
 * have relations to these.
 *
 * @returns when every row is there
 */
export async function mirror({ tables: world }: Pick<Space, "tables">): Promise<Mirror> {
  const mirrored = Object.fromEntries(kinds.map(([name]) => [name, createMirroredTable(name)])) as MirroredTables;
  const { note, settled } = createBatchWriter((stale) => write(stale, world, mirrored));
  const unwatch = world.onChange((table, before, after) => note(table && rowsShowing(table, before, after, world)));
  note(undefined);
  await settled();
  return {
    collections: Object.fromEntries(kinds.map(([name]) => [name, mirrored[name].collection])) as never,
    settled,
    stop: () => {
      unwatch();
      for (const [name] of kinds) mirrored[name].release();
    },
  };
}

/** Brings rows to what they are in the world now. What they are written with is looked up once for all of them. */
function write(stale: Stale, world: World, mirrored: MirroredTables): Promise<void>[] {
  const reading = createReading(world, false);
  return kinds.flatMap(([name, kind]) => {
    const records = world[name] as unknown as Table<Stored>;
    const { ids: shown, show, hide } = mirrored[name];
    const ids = stale ? (stale.get(name) ?? []) : new Set([...shown(), ...[...records.all()].map(({ id }) => id)]);
    return [...ids].map(async (id) => {
      const record = records.get(id);
      return record ? show(rowOf(kind, record, reading)) : hide(id);
    });
  });
}
