import { LostSpace, type Store, type StoredChange } from "./store.ts";
import type { StoredSpace } from "./stored-space.ts";

/** Keeps a space in a store while it is called: nothing is answered of which the store does not know. */
export interface Keeping {
  /** Begins to write what has changed. */
  begin(): void;
  /** Ends when all is written that was begun. @throws what the store says */
  stored(): Promise<void>;
  /**
   * Runs a call in the space as the store has it: where another server took the space over meanwhile, with what that one
   * left. Its changes are stored when it ends.
   *
   * @throws what the store says; then the call changed nothing.
   */
  through<T>(call: () => Promise<T>): Promise<T>;
  /** Puts the space where the store has it, and takes it over. Whether the store has it. */
  load(): Promise<boolean>;
  /** The same with what the store gave as the space was taken. */
  put(texts: ReadonlyMap<string, string>): void;
}

/** For so long a space is taken to be one's own after that was asked. */
const trustedMs = 1_000;

/**
 * Makes what keeps a space.
 *
 * @param isLeaving whether others may take it over at any time, so that each call asks whose it is.
 */
export function createKeeping(
  name: string,
  space: StoredSpace,
  store: Store,
  wall: () => number,
  isLeaving: () => boolean,
): Keeping {
  let writing: Promise<void> | undefined;
  let loading: Promise<boolean> | undefined;
  let isStale = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let isTaken = false;
  let taking: Promise<unknown> | undefined;

  /** Who makes a space takes it first. */
  function write(change: StoredChange): Promise<void> {
    if (isTaken) return store.write(name, change);
    taking ??= store.take(name);
    return taking.then(() => {
      isTaken = true;
      askedAt = wall();
      return store.write(name, change);
    });
  }

  function begin(): void {
    if (isStale) return; // what changed since is not the store's: it is lost when the space is loaded again
    const change = space.change();
    if (!change) return;
    const before = writing ?? Promise.resolve();
    const now = write(change);
    const both = Promise.all([before, now]).then(() => {});
    writing = both;
    both.then(
      () => {
        if (writing === both) writing = undefined;
      },
      () => {
        isStale = true;
      },
    );
  }

  async function stored(): Promise<void> {
    begin();
    if (isStale && !writing) throw new LostSpace(name);
    await writing;
  }

  function load(): Promise<boolean> {
    loading ??= (async () => {
      try {
        await writing?.catch(() => {});
        const texts = await store.take(name);
        if (texts) put(texts);
        return texts !== undefined;
      } finally {
        loading = undefined;
      }
    })();
    return loading;
  }

  function put(texts: ReadonlyMap<string, string>): void {
    space.load(texts);
    askedAt = wall();
    writing = undefined;
    isTaken = true;
    isStale = false;
  }

  async function again(): Promise<void> {
    if (!(await load())) throw new LostSpace(name); // it was dropped meanwhile
  }

  async function refresh(): Promise<void> {
    if (loading || isStale) await again();
    else if (isTaken && (isLeaving() || wall() - askedAt > trustedMs)) {
      const isMine = await store.isMine(name);
      askedAt = wall();
      if (!isMine) await again();
    }
  }

  return {
    begin,
    stored,
    load,
    put,
    through: async (call) => {
      await refresh();
      const answered = await call();
      try {
        await stored();
        return answered;
      } catch (error) {
        isStale = true;
        if (!(error instanceof LostSpace)) throw error;
      }
      await again(); // another took it over between two calls: once more, with what that one left
      const second = await call();
      await stored();
      return second;
    },
  };
}
