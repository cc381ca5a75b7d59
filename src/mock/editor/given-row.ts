import { worldFields } from "../../generated/fields.ts";
import type { Reading } from "../world/rows/reading.ts";
import { changeableRow, type Row, type RowKind } from "../world/rows/row-kind.ts";
import { worldFileError } from "../world/rows/seeding.ts";
import type { Stored } from "../world/table.ts";
import { judgeRow, suggestion } from "./judge-row.ts";
import { mergeRow } from "./merge.ts";

/** A row after a change, judged as a whole. */
export function patchedRow<R extends object, S extends Stored>(
  record: S,
  patch: object,
  kind: RowKind<R, S>,
  reading: Reading,
  place: string,
): R {
  const before = changeableRow(kind, record, reading) as Row<R> & Record<string, unknown>;
  for (const name of Object.keys(kind.parts ?? {})) {
    if (name in patch) {
      throw worldFileError(`${place}.${name}`, "a change", `it to be made in the table ${name} (world.${name})`);
    }
  }
  for (const name of ["id", ...Object.keys(kind.anchors ?? {})]) {
    const value = (patch as Record<string, unknown>)[name];
    if (value !== undefined && value !== before[name]) {
      throw worldFileError(
        `${place}.${name}`,
        comparableText(value),
        `${comparableText(before[name])}, as it cannot be changed`,
      );
    }
  }
  const row = mergeRow<R & object>(before, patch);
  judgeGiven(row, kind, place);
  return row;
}

/** Judges a row by its schema, which does not know the fields that say where it belongs. */
export function judgeGiven<R extends object, S extends Stored>(
  row: R,
  { anchors = {}, schema }: RowKind<R, S>,
  place: string,
): void {
  const own = { ...row } as Record<string, unknown>;
  for (const anchor in anchors) delete own[anchor];
  judgeRow(own, schema, place);
}

/** What is given as JSON has it: a copy, dates as texts, without what is undefined. */
export function plainCopy<V extends object>(value: V, place: string): V {
  requireObject(value, place);
  return JSON.parse(JSON.stringify(value));
}

function requireObject(value: unknown, place: string): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw worldFileError(place, comparableText(value), "an object with the fields of a row");
}

/** The fields that rows are asked for, as texts. */
export function wantedFields<R extends object, S extends Stored>(
  fields: object,
  { anchors = {}, schema, table }: RowKind<R, S>,
): [string, string][] {
  requireObject(fields, table);
  const names = [...Object.keys(worldFields[schema] ?? {}), ...Object.keys(anchors)];
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      if (names.includes(name)) return [name, comparableText(value)];
      throw worldFileError(`${table}.${name}`, "what is no field", `one of its fields${suggestion(name, names)}`);
    });
}

/** A value as a text that is equal where the value is. */
export function comparableText(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
