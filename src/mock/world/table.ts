import { createLookup, type Ids, type Lookup } from "./lookup.ts";

/** A stored thing. Records are never changed in place: an update replaces the record, so a record is also a version. */
export interface Stored {
  readonly id: number;
}

/** By which keys a table finds its records; a record without the key (`undefined`) is left out of that index. */
export type Indexes<R> = Record<string, (record: R) => string | undefined>;

/** Records by id and by index. It remembers; it never judges. */
export interface Table<R extends Stored, I extends string = string> {
  get(id: number): R | undefined;
  /** First record under a key. */
  find(index: I, key: string): R | undefined;
  /** All records under a key, oldest first. */
  list(index: I, key: string): R[];
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
export type Undo = () => void;

/** Is told of each change as it happens: how to take it back, and the record before and after, where there is one. */
export type Remember<R extends Stored> = (undo: Undo, before: R | undefined, after: R | undefined) => void;

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
export function createTable<R extends Stored, I extends string>(
  indexes: Record<I, (record: R) => string | undefined>,
  remember: Remember<R>,
  content?: TableContent<R>,
  readings: Readings = { noted: undefined },
): Table<R, I> {
  let rows = (content?.rows ?? new Map()) as Map<number, R>;
  let isShared = content !== undefined;
  let version = 0;
  const keys = Object.entries(indexes) as [I, (record: R) => string | undefined][];
  const lookups = {} as Record<I, Lookup>;
  for (const [name] of keys) lookups[name] = createLookup(content?.lookups[name]);

  function put(id: number, before: R | undefined, after: R | undefined): void {
    if (isShared) rows = new Map(rows);
    isShared = false;
    version += 1;
    for (const [name, keyOf] of keys) {
      const from = before && keyOf(before);
      const to = after && keyOf(after);
      if (from === to) continue;
      if (from !== undefined) lookups[name].drop(from, id);
      if (to !== undefined) lookups[name].add(to, id);
    }
    if (after) rows.set(id, after);
    else rows.delete(id);
  }

  function change(id: number, before: R | undefined, after: R | undefined): void {
    put(id, before, after);
    remember(() => put(id, after, before), before, after);
  }

  function first(index: I, key: string): R | undefined {
    const ids = lookups[index].get(key);
    return ids === undefined ? undefined : rows.get(typeof ids === "number" ? ids : (ids[0] as number));
  }

  function every(index: I, key: string): R[] {
    const ids = lookups[index].get(key);
    if (ids === undefined) return [];
    return typeof ids === "number" ? [rows.get(ids) as R] : ids.map((id) => rows.get(id) as R);
  }

  // Functions of their own, since one that might be captured costs its reader an allocation each time
  const noteGet = (id: number, row: R | undefined) => readings.noted?.push(() => rows.get(id) === row);
  const noteFind = (index: I, key: string, row: R | undefined) => readings.noted?.push(() => first(index, key) === row);
  const noteList = (index: I, key: string, found: readonly R[]) =>
    readings.noted?.push(() => isSame(found, every(index, key)));
  const noteAll = (seen: number) => readings.noted?.push(() => version === seen);

  return {
    get: (id) => {
      const row = rows.get(id);
      if (readings.noted) noteGet(id, row);
      return row;
    },
    find: (index, key) => {
      const row = first(index, key);
      if (readings.noted) noteFind(index, key, row);
      return row;
    },
    list: (index, key) => {
      const found = every(index, key);
      if (readings.noted) noteList(index, key, found);
      return found;
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
      for (const [name] of keys) shared[name] = lookups[name].share();
      return { rows, lookups: shared };
    },
    restore: (shared) => {
      rows = shared.rows as Map<number, R>;
      isShared = true;
      version += 1;
      for (const [name] of keys) lookups[name].restore(shared.lookups[name] ?? new Map());
    },
  };
}

function isSame<R>(one: readonly R[], other: readonly R[]): boolean {
  return one.length === other.length && one.every((row, at) => row === other[at]);
}
