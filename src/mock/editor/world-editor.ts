import type { WorldFile } from "../../generated/types.ts";
import { requireWorldFile } from "../world/read-world-file.ts";
import type { Instant } from "../world/records.ts";
import { type RowTable, rowKinds } from "../world/rows/index.ts";
import type { RowKind } from "../world/rows/row-kind.ts";
import { worldFileError } from "../world/rows/seeding.ts";
import { seedWorld } from "../world/seed.ts";
import type { World } from "../world/world.ts";
import { writeWorld } from "../world/write-world.ts";
import { suggestion } from "./judge-row.ts";
import { createSnapshots, type Snapshots } from "./snapshots.ts";
import { createTableEditor, type TableEditor } from "./table-editor.ts";

type RowIn<T extends RowTable> = (typeof rowKinds)[T] extends RowKind<infer R, infer _S> ? R : never;

/** Each table by its name. */
export type TableEditors = { readonly [T in RowTable]: TableEditor<RowIn<T>> };

/** A world to look at and to change, in the words of world files. */
export interface WorldEditor extends TableEditors {
  /** A table by a name that is not known beforehand. @throws an error that lists the tables */
  table(name: string): TableEditor<object>;
  /** The present state as a world file that makes the same world again: with ids, counters and roles, moments as dates. */
  export(): WorldFile;
  /**
   * Puts another world in place of this one; durations count from the mock's time. Credentials are the file's own, in
   * spaces too. A reset goes back to the world of the start, not to this one.
   *
   * @throws an error that names the place, what was found and what was expected; then nothing has changed
   */
  replace(file: WorldFile): void;
  readonly snapshots: Snapshots;
}

/** Makes the editor of a world. */
export function createWorldEditor(
  world: World,
  now: () => Instant,
  snapshots: Snapshots = createSnapshots(world),
): WorldEditor {
  const kinds = Object.entries(rowKinds) as unknown as [RowTable, RowKind<object, never>][];
  const editors: Record<string, TableEditor<object>> = {};
  for (const [name, kind] of kinds) editors[name] = createTableEditor(kind, world, now);
  return {
    ...(editors as unknown as TableEditors),
    table: (name) => {
      const editor = Object.hasOwn(editors, name) ? editors[name] : undefined;
      if (editor) return editor;
      const found = JSON.stringify(name)?.slice(0, 80) ?? "nothing";
      throw worldFileError(
        "world",
        `the table ${found}`,
        `one of its tables${suggestion(String(name), Object.keys(editors))}`,
      );
    },
    export: () => writeWorld(world),
    replace: (file) => world.restore(seedWorld(requireWorldFile(file), now()).snapshot()),
    snapshots,
  };
}
