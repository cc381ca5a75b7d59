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
  /** The content as one value that no later change touches. */
  snapshot(): ReadonlyMap<number, R>;
  restore(content: ReadonlyMap<number, R>): void;
}

/** Takes back one change. */
export type Undo = () => void;

/**
 * Makes a table.
 *
 * @param remember is told how to take back each change, in the order in which they happen.
 */
export function createTable<R extends Stored, I extends string>(
  indexes: Record<I, (record: R) => string | undefined>,
  remember: (undo: Undo) => void,
): Table<R, I> {
  let rows = new Map<number, R>();
  const keys = Object.entries(indexes) as [I, (record: R) => string | undefined][];
  const lookups = Object.fromEntries(keys.map(([name]) => [name, new Map()])) as Record<I, Lookup>;

  function put(id: number, before: R | undefined, after: R | undefined): void {
    for (const [name, keyOf] of keys) {
      const from = before && keyOf(before);
      const to = after && keyOf(after);
      if (from === to) continue;
      if (from !== undefined) dropId(lookups[name], from, id);
      if (to !== undefined) addId(lookups[name], to, id);
    }
    if (after) rows.set(id, after);
    else rows.delete(id);
  }

  function change(id: number, before: R | undefined, after: R | undefined): void {
    put(id, before, after);
    remember(() => put(id, after, before));
  }

  return {
    get: (id) => rows.get(id),
    find: (index, key) => {
      const ids = lookups[index].get(key);
      return ids === undefined ? undefined : rows.get(typeof ids === "number" ? ids : (ids[0] as number));
    },
    list: (index, key) => {
      const ids = lookups[index].get(key);
      if (ids === undefined) return [];
      return (typeof ids === "number" ? [ids] : ids).map((id) => rows.get(id) as R);
    },
    all: () => rows.values(),
    count: () => rows.size,
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
    snapshot: () => new Map(rows),
    restore: (content) => {
      rows = new Map();
      for (const [name] of keys) lookups[name].clear();
      for (const [id, record] of content) put(id, undefined, record);
    },
  };
}

/** One id where a key is unique, as nearly all are; a list of ids, in rising order, elsewhere. */
type Lookup = Map<string, number | number[]>;

function addId(lookup: Lookup, key: string, id: number): void {
  const ids = lookup.get(key);
  if (ids === undefined) {
    lookup.set(key, id);
    return;
  }
  const list = typeof ids === "number" ? [ids] : ids;
  list.push(id);
  if (id < (list[list.length - 2] as number)) list.sort((a, b) => a - b);
  lookup.set(key, list);
}

/** Searched from the end: taking changes back begins with the newest, however many there are. */
function dropId(lookup: Lookup, key: string, id: number): void {
  const ids = lookup.get(key);
  if (typeof ids !== "object") {
    lookup.delete(key);
    return;
  }
  ids.splice(ids.lastIndexOf(id), 1);
  if (ids.length === 1) lookup.set(key, ids[0] as number);
}
