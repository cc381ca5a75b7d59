import { Collection } from "@msw/data";
import type { Row } from "../../mock/world/rows/row-kind.ts";
import { type CollectionSchema, rowSchema } from "./row-schema.ts";

/** A collection that shows the rows of a table and takes changes from nobody else. */
export interface MirroredTable {
  readonly collection: Collection<CollectionSchema<object>>;
  /** Makes the collection show a row as it is now. */
  show(row: Row<object>): Promise<void>;
  /** Makes it show a row no longer. */
  hide(id: number): void;
  /** Ids of the rows that it shows. */
  ids(): number[];
  /** Lets the collection take changes from whoever holds it. */
  release(): void;
}

/** Every way to write that a collection has. */
const writes = ["create", "createMany", "update", "updateMany", "delete", "deleteMany", "clear"] as const;

type Fields = Record<string, unknown>;

/** Makes an empty one. The collection's own methods are covered by refusals; what mirrors goes to its prototype's. */
export function createMirroredTable(name: string): MirroredTable {
  const collection = new Collection({ schema: rowSchema<object>() });
  const { create, update, delete: remove } = Collection.prototype as typeof collection;
  const shown = new Map<number, { readonly row: Fields; readonly record: Awaited<ReturnType<typeof create>> }>();
  Object.assign(collection, refusalsOf(name));
  return {
    collection,
    show: async (given) => {
      const row = given as Row<Fields>;
      const before = shown.get(row.id);
      const changed = before && changedFields(before.row, row);
      if (changed?.length === 0) return;
      const record = before
        ? await update.call(collection, before.record, { data: (draft) => overwrite(draft as Fields, row, changed) })
        : await create.call(collection, row);
      shown.set(row.id, { row, record: record as Awaited<ReturnType<typeof create>> });
    },
    hide: (id) => {
      const gone = shown.get(id);
      if (gone) remove.call(collection, gone.record);
      shown.delete(id);
    },
    ids: () => [...shown.keys()],
    release: () => {
      for (const method of writes) Reflect.deleteProperty(collection, method);
    },
  };
}

function refusalsOf(name: string): Record<string, () => never> {
  return Object.fromEntries(writes.map((method) => [method, () => refuse(name, method)]));
}

/**
 * Thrown at once, not as a rejected promise: the library awaits no answer where a collection of others writes through a
 * relation, and the refusal would be nobody's.
 */
function refuse(name: string, method: string): never {
  throw new TypeError(
    `${name}.${method}: found a change of a collection that mirrors a mock's world, expected one of the world itself, through mock.world.${name}`,
  );
}

/** Fields that are not the same in two versions of a row, or only in one of them. */
function changedFields(before: Fields, after: Fields): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** Field by field, so that what the library's listeners are told is what changed, and relations stay as they are. */
function overwrite(draft: Fields, row: Fields, names: readonly string[] = []): void {
  for (const name of names) {
    if (Object.hasOwn(row, name)) draft[name] = row[name];
    else delete draft[name];
  }
}
