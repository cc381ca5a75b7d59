import type { WorldFile } from "../../generated/types.ts";
import { largestId } from "./largest-id.ts";
import type { Instant } from "./records.ts";
import { rowKinds } from "./rows/index.ts";
import { addRow, type RowKind } from "./rows/row-kind.ts";
import { createSeeding } from "./rows/seeding.ts";
import { createWorld, type World } from "./world.ts";

/**
 * Builds the world that a file describes, in the file's order, so that ids are stable.
 *
 * @throws an error that names the place where a name leads nowhere, a moment cannot be read or an id stands twice. The
 * file's shape is taken as checked.
 */
export function seedWorld(content: WorldFile, start: Instant): World {
  const world = createWorld();
  world.reserveId(Math.max(content.lastId ?? 0, largestId(content)));
  const seeding = createSeeding(world, start);
  const tables = content as unknown as Readonly<Record<string, readonly object[] | undefined>>;
  for (const kind of Object.values(rowKinds) as unknown as RowKind<object, never>[]) {
    const rows = tables[kind.table];
    each(kind.table, rows, (row, place) => addRow(kind, row, place, seeding));
    if (kind.check) each(kind.table, rows, (row, place) => kind.check?.(row, place, seeding));
  }
  world.setRoles(content.roles ?? {});
  return world;
}

/** Goes through the rows of a table, each with its place in the file. */
function each<R>(table: string, rows: readonly R[] = [], seed: (row: R, place: string) => void): void {
  for (const [at, row] of rows.entries()) seed(row, `${table}[${at}]`);
}
