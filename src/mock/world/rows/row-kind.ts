import { nullableFields, worldFields } from "../../../generated/fields.ts";
import type { SchemaName } from "../../../generated/validators.ts";
import type { Instant } from "../records.ts";
import type { Stored, Table } from "../table.ts";
import type { TableName } from "../world.ts";
import type { Reading } from "./reading.ts";
import type { Seeding } from "./seeding.ts";

/** A row of a table as it stands: with its id. */
export type Row<R> = R & { readonly id: number };

/** Schema of a row. */
export type RowSchema = Extract<SchemaName, `world-${string}`>;

/** How the rows of a table become records, and records rows. R is a row as it is given, S the record it is kept as. */
export interface RowKind<R extends object, S extends Stored> {
  readonly table: TableName;
  readonly schema: RowSchema;
  /** The record that a row describes. Its plain fields are read by `read…` of generated/row-readers.ts. */
  read(row: R, place: string, seeding: Seeding): S;
  /** What a row states otherwise than its record: names in place of ids; undefined for what it does not state. */
  write?(record: S, reading: Reading): { readonly [F in keyof R]?: R[F] | undefined };
  /** Where a row belongs that stands inside another one: given once, and known to no schema. */
  readonly anchors?: Values<S, string | number>;
  /** Rows inside this one that have tables of their own, where they are changed. */
  readonly parts?: Values<S, readonly object[]>;
  /** Adds what a row describes, with its parts, and gives its id. @default only what `read` gives */
  add?(row: R, place: string, seeding: Seeding): number;
  /** Refuses a row that names what may stand anywhere in a file. */
  check?(row: R, place: string, seeding: Seeding): void;
}

/** Adds what a row describes, and gives its id. */
export function addRow<R extends object, S extends Stored>(
  kind: RowKind<R, S>,
  row: R,
  place: string,
  seeding: Seeding,
): number {
  if (kind.add) return kind.add(row, place, seeding);
  const records = seeding.world[kind.table] as unknown as Table<S>;
  return records.add(kind.read(row, place, seeding)).id;
}

/** The row of a record: with the rows inside it, and with what says where it belongs. */
export function rowOf<R extends object, S extends Stored>(kind: RowKind<R, S>, record: S, reading: Reading): Row<R> {
  return { ...nestedRow(kind, record, reading), ...valuesOf(kind.anchors, record, reading) };
}

/** The row of a record as it stands inside another one. */
export function nestedRow<R extends object, S extends Stored>(
  kind: RowKind<R, S>,
  record: S,
  reading: Reading,
): Row<R> {
  const parts = Object.entries(valuesOf(kind.parts, record, reading));
  return { ...ownRow(kind, record, reading), ...Object.fromEntries(parts.filter(([, { length }]) => length > 0)) };
}

/** The row of a record as an update finds it: without the rows inside it, which are changed in tables of their own. */
export function changeableRow<R extends object, S extends Stored>(
  kind: RowKind<R, S>,
  record: S,
  reading: Reading,
): Row<R> {
  return { ...ownRow(kind, record, reading), ...valuesOf(kind.anchors, record, reading) };
}

function ownRow<R extends object, S extends Stored>({ schema, write }: RowKind<R, S>, record: S, reading: Reading) {
  const fields = Object.entries({ ...plainRow(schema, record), ...write?.(record, reading) });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Row<R>;
}

type Values<S, V> = Readonly<Record<string, (record: S, reading: Reading) => V>>;

function valuesOf<S, V>(fields: Values<S, V> | undefined = {}, record: S, reading: Reading): Record<string, V> {
  return Object.fromEntries(Object.entries(fields).map(([name, give]) => [name, give(record, reading)]));
}

/** The fields of a record that are called as in its row. What has nothing to state is left out. */
function plainRow(schema: string, record: object): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, held] of Object.entries(worldFields[schema] ?? {})) {
    const value = (record as Record<string, unknown>)[name];
    if (value === undefined || (value === null && !nullableFields.has(name))) continue;
    row[name] = written(value, held);
  }
  return row;
}

/** Lists and data of the vendor are copied: who changes a row must not change the world. */
function written(value: unknown, held: string): unknown {
  if (held === "world-moment") return momentText(value as Instant);
  if (typeof value !== "object" || value === null) return value;
  if (held === "") return JSON.parse(JSON.stringify(value));
  return Array.isArray(value) ? value.map((one) => plainRow(held, one)) : plainRow(held, value);
}

/** An instant as the text that world files have for moments. */
export function momentText(instant: Instant): string {
  return new Date(instant).toISOString();
}
