import type { StoredChange } from "../mock/space/store.ts";

/** Writes of all spaces, each space's in the order of the calls. */
export interface WriteQueue {
  write(space: string, change: StoredChange): Promise<void>;
  /** Ends when what was written in a space before has ended, well or not. */
  settled(space: string): Promise<void>;
  allSettled(): Promise<void>;
}

/** Characters up to which changes that wait are written as one. */
const most = 16_000_000;

/** Changes that wait as the one that they come to, and when that is written. */
interface Waiting {
  texts: Map<string, string | null>;
  credentials: Map<string, boolean>;
  afresh: boolean;
  size: number;
  readonly written: Promise<void>;
}

/**
 * While a change of a space is being written, later ones gather, and are written as one after it. Where one fails, those
 * that wait for it fail with it: without it they could leave what never was.
 */
export function createWriteQueue(writeNow: (space: string, change: StoredChange) => Promise<void>): WriteQueue {
  const waiting = new Map<string, Waiting>();
  const latest = new Map<string, Promise<void>>();

  const add = (space: string): Waiting => {
    const before = latest.get(space) ?? Promise.resolve();
    const close = () => waiting.get(space) === entry && waiting.delete(space);
    const written = before.then(
      () => {
        close();
        return writeNow(space, changeOf(entry));
      },
      (error) => {
        close();
        throw error;
      },
    );
    const entry: Waiting = { texts: new Map(), credentials: new Map(), afresh: false, size: 0, written };
    waiting.set(space, entry);
    latest.set(space, written);
    const end = () => latest.get(space) === written && latest.delete(space);
    written.then(end, end);
    return entry;
  };
  return {
    write: (space, change) => {
      const size = sizeOf(change);
      const open = waiting.get(space);
      const entry = open === undefined || open.size + size > most ? add(space) : open;
      merge(entry, change);
      entry.size += size;
      return entry.written;
    },
    settled: async (space) => latest.get(space)?.catch(() => {}),
    allSettled: async () => void (await Promise.allSettled(latest.values())),
  };
}

function merge(entry: Waiting, { texts, credentials = {}, afresh }: StoredChange): void {
  if (afresh) {
    entry.texts = new Map();
    entry.credentials = new Map();
    entry.afresh = true;
  }
  for (const [key, text] of Object.entries(texts)) entry.texts.set(key, text);
  for (const [credential, isGiven] of Object.entries(credentials)) entry.credentials.set(credential, isGiven);
}

function changeOf({ texts, credentials, afresh }: Waiting): StoredChange {
  return { texts: Object.fromEntries(texts), credentials: Object.fromEntries(credentials), afresh };
}

function sizeOf({ texts }: StoredChange): number {
  return Object.entries(texts).reduce((sum, [key, text]) => sum + key.length + (text?.length ?? 0), 0);
}
