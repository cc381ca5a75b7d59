/** One id where a key is unique, as nearly all are; a list of ids, in rising order, elsewhere. */
export type Ids = number | readonly number[];

/** Ids by the key of an index. */
export interface Lookup {
  get(key: string): Ids | undefined;
  add(key: string, id: number): void;
  drop(key: string, id: number): void;
  /** The content as one value that no later change touches, at no cost until the next change. */
  share(): ReadonlyMap<string, Ids>;
  restore(content: ReadonlyMap<string, Ids>): void;
}

/** Makes a lookup. What was shared is copied at the first change: the map at once, each list when it is its turn. */
export function createLookup(content?: ReadonlyMap<string, Ids>): Lookup {
  let ids = (content ?? new Map()) as Map<string, number | number[]>;
  let isShared = content !== undefined;
  let ownLists: Set<string> | undefined = content && new Set(); // undefined while all are this lookup's own

  function own(): Map<string, number | number[]> {
    if (isShared) ids = new Map(ids);
    isShared = false;
    return ids;
  }

  function ownList(key: string, list: readonly number[]): number[] {
    if (ownLists === undefined || ownLists.has(key)) return list as number[];
    ownLists.add(key);
    const copy = [...list];
    ids.set(key, copy);
    return copy;
  }

  return {
    get: (key) => ids.get(key),
    add: (key, id) => {
      const before = own().get(key);
      if (before === undefined) {
        ids.set(key, id);
        return;
      }
      const list = typeof before === "number" ? [before] : ownList(key, before);
      if (typeof before === "number") {
        ids.set(key, list);
        ownLists?.add(key);
      }
      list.push(id);
      if (id < (list[list.length - 2] as number)) list.sort((a, b) => a - b);
    },
    drop: (key, id) => {
      const before = own().get(key);
      if (typeof before !== "object") {
        ids.delete(key);
        return;
      }
      const list = ownList(key, before);
      list.splice(list.lastIndexOf(id), 1); // from the end: taking changes back begins with the newest
      if (list.length === 1) ids.set(key, list[0] as number);
    },
    share: () => {
      isShared = true;
      ownLists = new Set();
      return ids;
    },
    restore: (shared) => {
      ids = shared as Map<string, number | number[]>;
      isShared = true;
      ownLists = new Set();
    },
  };
}
