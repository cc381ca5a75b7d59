import { largestId } from "../world/largest-id.ts";
import type { Instant } from "../world/records.ts";
import { createReading } from "../world/rows/reading.ts";
import { addRow, type Row, type RowKind, rowOf } from "../world/rows/row-kind.ts";
import { createSeeding, type Seeding, worldFileError } from "../world/rows/seeding.ts";
import type { Stored, Table } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { changeRow } from "./change-row.ts";
import { comparableText, judgeGiven, patchedRow, plainCopy, wantedFields } from "./given-row.ts";
import type { Patch } from "./merge.ts";
import { removeRecord } from "./remove.ts";

/** A row, or its id. */
export type RowOrId = number | { readonly id: number };

/**
 * One table of a world, in the words of world files. Rows that it gives are copies; a refused edit changes nothing.
 * Moments are ISO texts, those given may be durations from the mock's time (`+1d`).
 */
export interface TableEditor<R> {
  /** Every row, oldest first. */
  all(): Row<R>[];
  /** The rows whose fields equal those given. @throws an error for a field that there is not */
  list(fields?: Partial<Row<R>>): Row<R>[];
  /** The first of them. */
  find(fields: Partial<Row<R>>): Row<R> | undefined;
  get(id: number): Row<R> | undefined;
  /** @throws an error that names the place, what was found and what was expected */
  add(row: R): Row<R>;
  /**
   * Changes fields of a row: null removes an optional one, objects (`consumption`, `floating`, `variables`, …) are
   * changed field by field. The row is judged as a whole afterwards.
   *
   * @throws an error that names the place, what was found and what was expected
   */
  update(which: RowOrId, patch: Patch<R>): Row<R>;
  /**
   * Removes a row with what cannot stand without it; what only mentions it lets go of it.
   *
   * A company takes all that it owns. A product takes its licenses; a license its devices, seats, variables, features,
   * links to users and trials, and members of its bundle become licenses of their own. A device takes its seats and
   * variables and is counted no more; a feature takes its seats. A user lets licenses and devices go and takes single
   * sign-on tokens. A customer lets licenses go, which leave their consumption pools. Customers and customer accounts take the OAuth clients that were
   * limited to them, which would reach more without them; a client takes its tokens.
   *
   * @throws an error for an id that there is not, and for the last company or API key
   */
  remove(which: RowOrId): void;
}

/** Makes the editor of one table. */
export function createTableEditor<R extends object, S extends Stored>(
  kind: RowKind<R, S>,
  world: World,
  now: () => Instant,
): TableEditor<R> {
  const { table } = kind;
  const records = world[table] as unknown as Table<S>;
  const rowNow = (id: number) => rowOf(kind, records.get(id) as S, createReading(world, false));

  function* matching(fields: object): Generator<Row<R>> {
    const wanted = wantedFields(fields, kind);
    const reading = createReading(world, false);
    for (const record of records.all()) {
      const row = rowOf(kind, record, reading);
      if (wanted.every(([name, value]) => comparableText(row[name as keyof Row<R>]) === value)) yield row;
    }
  }

  return {
    all: () => [...matching({})],
    list: (fields = {}) => [...matching(fields)],
    find: (fields) => matching(fields).next().value,
    get: (id) => (records.get(id) ? rowNow(id) : undefined),
    add: (given) => {
      const row = plainCopy(given, table);
      judgeGiven(row, kind, table);
      const id = world.transact(() => {
        world.reserveId(largestId(row));
        const seeding = createSeeding(world, now());
        kind.check?.(row, table, seeding);
        return addRow(kind, row, table, seeding);
      });
      return rowNow(id);
    },
    update: (which, given) => {
      const record = requireRecord(which, records, table);
      const place = `${table}[${record.id}]`;
      const patch = plainCopy(given, place);
      const row = patchedRow(record, patch, kind, createReading(world, false), place);
      world.transact(() => {
        world.reserveId(largestId(row));
        changeRow(kind, record, row, patch, place, changing(createSeeding(world, now())));
      });
      return rowNow(record.id);
    },
    remove: (which) => {
      const { id } = requireRecord(which, records, table);
      world.transact(() => removeRecord(table, id, world));
    },
  };
}

/** Rows that are changed keep their ids, so that these are taken is no mistake. */
function changing(seeding: Seeding): Seeding {
  return { ...seeding, id: (stated) => stated ?? seeding.world.nextId() };
}

function requireRecord<S extends Stored>(which: RowOrId, records: Table<S>, table: string): S {
  const id = typeof which === "object" && which !== null ? which.id : which;
  const record = records.get(id);
  if (record) return record;
  throw worldFileError(table, `the id ${comparableText(id)}`, "the id of a row, or a row");
}
