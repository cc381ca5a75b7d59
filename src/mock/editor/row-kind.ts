import type { Reading, Row } from "../world/reading.ts";
import type { Seeding } from "../world/seeding.ts";
import type { Stored, Table } from "../world/table.ts";
import type { TableName } from "../world/world.ts";
import { listed, type RowShape } from "./judge-row.ts";

/** What the editor has to know of a table. R is a row as it is given, S the record that it is kept as. */
export interface RowKind<R, S extends Stored> {
  readonly table: TableName;
  readonly shape: RowShape;
  /** Fields that say where the row belongs, beside those of its schema. They are given once. */
  readonly anchors: readonly ("license" | "device")[];
  /** Fields that an update does not take, each with the table that does. */
  readonly elsewhere: readonly string[];
  rowOf(record: S, reading: Reading): Row<R>;
  /** The row as an update finds it: without what is changed elsewhere. @default rowOf */
  changeableRowOf?(record: S, reading: Reading): Row<R>;
  /** Adds what a row describes and gives its id. */
  add(row: R, place: string, seeding: Seeding): number;
  /** Makes a record what a row says. */
  change(record: S, row: R, patch: object, place: string, seeding: Seeding): void;
}

/** A kind of row that makes one record and nothing else. */
export function plainKind<R, S extends Stored>(
  table: TableName,
  schema: string,
  recordOf: (row: R, place: string, seeding: Seeding) => S,
  rowOf: (record: S, reading: Reading) => Row<R>,
): RowKind<R, S> {
  const records = ({ world }: Seeding) => world[table] as unknown as Table<S>;
  return {
    table,
    shape: listed(table, schema),
    anchors: [],
    elsewhere: [],
    rowOf,
    add: (row, place, seeding) => records(seeding).add(recordOf(row, place, seeding)).id,
    change: (record, row, _patch, place, seeding) => {
      records(seeding).update(record, recordOf(row, place, seeding));
    },
  };
}
