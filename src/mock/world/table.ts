import type { Finders, Index, Indexes } from "./keys.ts";
import { createLookup, type Ids, type Lookup } from "./lookup.ts";

/** A stored thing. Records are never changed in place: an update replaces the record, so a record is also a version. */
export interface Stored {
  readonly id: number;
}

/** Records by id. It remembers; it never judges. */
export interface Table<R extends Stored> {
  /** The record of an id; null is the id of none. */
  get(id: number | null): R | undefined;
  all(): IterableIterator<R>;
  count(): number;
  add(record: R): R;
  /** Replaces the stored version of a record, which may be newer than the one given, by one with other values. */
  update(record: R, patch: Partial<R>): R;
  remove(record: R): void;
  /** The content as one value that no later change touches. Costs nothing until the next change, which copies. */
  snapshot(): TableContent<R>;
  restore(content: TableContent<R>): void;
}

/** A table's content at one moment, its lookups included, so that a restore need not make them again. */
export interface TableContent<R extends Stored> {
  readonly rows: ReadonlyMap<number, R>;
  readonly lookups: Readonly<Record<string, ReadonlyMap<string, Ids>>>;
}

/** Takes back one change. */
export type TakeBack = () => void;

/** Is told of each change as it happens: how to take it back, and the record before and after, where there is one. */
export type Remember<R extends Stored> = (undo: TakeBack, before: R | undefined, after: R | undefined) => void;

/** What was read since somebody began to listen: for each reading, whether it would give the same again. */
export interface Readings {
  noted: (() => boolean)[] | undefined;
}

/**
 * Makes a table. Maps that a snapshot or another table shares are copied at the first change, each for itself: a change
 * that moves no key leaves the lookups shared.
 *
 * @param remember is told of the changes in the order in which they happen, but not of a restore.
 * @param content what it begins with, shared. @default nothing
 * @param readings takes what is read, while somebody listens. @default nobody does
 */
export function createTable<R extends Stored, const I extends Indexes<R>>(
  indexes: I,
  remember: Remember<R>,
  content?: TableContent<R>,
  readings: Readings = { noted: undefined },
): Table<R> & Finders<R, I> {
  let rows = (content?.rows ?? new Map()) as Map<number, R>;
  let isShared = content !== undefined;
  let version = 0;
  const kept = Object.entries<Index>(indexes).map(([name, index]) => {
    const lookup = createLookup(content?.lookups[name]);
    return { name, index, lookup, find: index.finder(index.isMany ? listed(lookup) : found(lookup)) };
  });

  function put(id: number, before: R | undefined, after: R | undefined): void {
    if (isShared) rows = new Map(rows);
    isShared = false;
    version += 1;
    for (const { index, lookup } of kept) {
      if (before && after && index.isSame(before, after)) continue;
      const from = before && index.of(before);
      const to = after && index.of(after);
      if (from !== undefined) lookup.drop(from, id);
      if (to !== undefined) lookup.add(to, id);
    }
    if (after) rows.set(id, after);
    else rows.delete(id);
  }

  function change(id: number, before: R | undefined, after: R | undefined): void {
    put(id, before, after);
    remember(() => put(id, after, before), before, after);
  }

  function first(lookup: Lookup, key: string): R | undefined {
    const ids = lookup.get(key);
    return ids === undefined ? undefined : rows.get(typeof ids === "number" ? ids : (ids[0] as number));
  }

  function every(lookup: Lookup, key: string): R[] {
    const ids = lookup.get(key);
    if (ids === undefined) return [];
    return typeof ids === "number" ? [rows.get(ids) as R] : ids.map((id) => rows.get(id) as R);
  }

  function found(lookup: Lookup): (key: string) => R | undefined {
    return (key) => {
      const row = first(lookup, key);
      if (readings.noted) noteFound(lookup, key, row);
      return row;
    };
  }

  function listed(lookup: Lookup): (key: string) => R[] {
    return (key) => {
      const list = every(lookup, key);
      if (readings.noted) noteListed(lookup, key, list);
      return list;
    };
  }

  // Functions of their own, since one that might be captured costs its reader an allocation each time
  function noteGet(id: number, row: R | undefined): void {
    readings.noted?.push(() => rows.get(id) === row);
  }
  function noteFound(lookup: Lookup, key: string, row: R | undefined): void {
    readings.noted?.push(() => first(lookup, key) === row);
  }
  function noteListed(lookup: Lookup, key: string, list: readonly R[]): void {
    readings.noted?.push(() => isSame(list, every(lookup, key)));
  }
  function noteAll(seen: number): void {
    readings.noted?.push(() => version === seen);
  }

  const records: Table<R> = {
    get: (id) => {
      const row = rows.get(id as number);
      if (readings.noted) noteGet(id as number, row);
      return row;
    },
    all: () => {
      if (readings.noted) noteAll(version);
      return rows.values();
    },
    count: () => {
      if (readings.noted) noteAll(version);
      return rows.size;
    },
    add: (record) => {
      change(record.id, undefined, record);
      return record;
    },
    update: (record, patch) => {
      const before = rows.get(record.id);
      const after = { ...(before ?? record), ...patch };
      change(record.id, before, after);
      return after;
    },
    remove: (record) => change(record.id, rows.get(record.id), undefined),
    snapshot: () => {
      isShared = true;
      const shared: Record<string, ReadonlyMap<string, Ids>> = {};
      for (const { name, lookup } of kept) shared[name] = lookup.share();
      return { rows, lookups: shared };
    },
    restore: (shared) => {
      rows = shared.rows as Map<number, R>;
      isShared = true;
      version += 1;
      for (const { name, lookup } of kept) lookup.restore(shared.lookups[name] ?? new Map());
    },
  };
  const finders = Object.fromEntries(kept.map(({ name, find }) => [name, find])) as unknown as Finders<R, I>;
  return { ...records, ...finders };
}

function isSame<R>(one: readonly R[], other: readonly R[]): boolean {
  return one.length === other.length && one.every((row, at) => row === other[at]);
}
