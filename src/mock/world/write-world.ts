import type { WorldFile } from "../../generated/types.ts";
import { rowKinds } from "./rows/index.ts";
import { createReading } from "./rows/reading.ts";
import { type RowKind, rowOf } from "./rows/row-kind.ts";
import type { Stored, Table } from "./table.ts";
import type { World } from "./world.ts";

/** A world as a file that makes the same world again: with all ids, moments as dates, and its roles. */
export function writeWorld(world: World): WorldFile {
  const reading = createReading(world, true);
  const content: Record<string, unknown> = { lastId: world.lastId() };
  for (const kind of Object.values(rowKinds) as unknown as RowKind<object, Stored>[]) {
    const records = world[kind.table] as unknown as Table<Stored>;
    if (!kind.anchors) content[kind.table] = [...records.all()].map((record) => rowOf(kind, record, reading));
  }
  return { ...content, roles: JSON.parse(JSON.stringify(world.roles())) } as WorldFile;
}
