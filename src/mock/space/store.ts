/**
 * Where spaces are kept beyond their process. It holds texts and knows nothing of worlds: what is in them, and when they
 * are written, is for the spaces. One client of it is one server.
 */
export interface Store {
  /** What holds for the whole store, by name: its format, its secret, the world that spaces begin with. */
  facts(): Promise<Facts>;
  /**
   * Keeps facts, but none whose name is taken: of servers that begin at once, one settles each.
   *
   * @returns all that hold then.
   */
  settle(facts: Facts): Promise<Facts>;
  /** Names of the spaces that it holds, sorted. */
  names(): Promise<string[]>;
  /**
   * Takes a space over: from here on it is this client's, and what another writes who had it before is refused.
   *
   * @returns what it holds of the space, undefined where it holds nothing; it is taken all the same.
   */
  take(space: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** Whether a space is still this client's. */
  isMine(space: string): Promise<boolean>;
  /** Lets spaces go that are this client's, so that another takes them without waiting. */
  release(spaces: readonly string[]): Promise<void>;
  /**
   * Writes what changed in a space that is this client's: all of it or nothing, and in the order of the calls. It ends when
   * the end of this process can take nothing back.
   *
   * @throws a LostSpace where another has taken the space over; then nothing was written. Whatever a store cannot do, it
   * says by a StoreError.
   */
  write(space: string, change: StoredChange): Promise<void>;
  /** Removes a space, with its credentials. Whether there was one. */
  drop(space: string): Promise<boolean>;
  /** The space that has a credential, by the name that a change gave it. */
  spaceOf(credential: string): Promise<string | undefined>;
  /** Says that the server of this name is there, for some seconds. */
  beat(server: string, forMs: number): Promise<void>;
  /** Whether the server of a name said so lately. */
  isThere(server: string): Promise<boolean>;
  /** Waits for what is being written, and ends. */
  close(): Promise<void>;
}

/** Texts by their names. */
export type Facts = Readonly<Record<string, string>>;

/** What changes in a stored space. */
export interface StoredChange {
  /** Texts by their keys; null removes one. */
  readonly texts: Readonly<Record<string, string | null>>;
  /** Whether all texts and credentials that it had go before these are put. */
  readonly afresh?: boolean;
  /**
   * Credentials by which the space is found: true for one that it has from now on, false for one that it has no more. One
   * by which another space is found goes on finding that.
   */
  readonly credentials?: Readonly<Record<string, boolean>>;
}

/** What a store could not do while it was open: its message names the store and the reason. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(store: string, reason: string, cause?: unknown) {
    super(`the store ${store} ${reason}`, { cause });
  }
}

/** What a write ends with where another server has taken the space over. */
export class LostSpace extends Error {
  override readonly name = "LostSpace";

  constructor(space: string) {
    super(`another server has taken the space ${space} over`);
  }
}

/** Whether an error is one of these. */
export function isStoreFailure(error: unknown): error is StoreError | LostSpace {
  return error instanceof StoreError || error instanceof LostSpace;
}
