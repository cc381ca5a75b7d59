import type { ClassicLevel } from "classic-level";
import { StoreError } from "../mock/space/store.ts";
import { type KeyRange, unsealed } from "./level-entries.ts";
import { reasonOf } from "./store-error.ts";

/** A LevelDB that is open, and its folder, to be named. */
export interface ReadableLevel {
  readonly folder: string;
  readonly level: ClassicLevel;
}

/**
 * What stands under a key, undefined where nothing does. It reads by a range and not by `get`: a damaged filter in a table makes that find
 * nothing where something is.
 */
export async function valueAt(opened: ReadableLevel, key: string): Promise<string | undefined> {
  const [entry] = await reading(opened, () => opened.level.iterator({ gte: key, lte: key }).all());
  return entry && openSeal(opened, key, entry[1]);
}

/** What a range holds, by the rest of each key. @throws a StoreError where it is damaged */
export async function entriesIn(opened: ReadableLevel, range: KeyRange): Promise<[string, string][]> {
  const { beginning, gte, lt } = range;
  const entries = await reading(opened, () => opened.level.iterator({ gte, lt }).all());
  return entries.map(([key, stored]) => [key.slice(beginning.length), openSeal(opened, key, stored)]);
}

function openSeal({ folder }: ReadableLevel, key: string, stored: string): string {
  const value = unsealed(key, stored);
  if (value === undefined)
    throw new StoreError(folder, `is damaged: what stands under ${JSON.stringify(key)} is not what was written`);
  return value;
}

/** Reads, and says in words why that is not possible. */
export async function reading<Read>({ folder }: ReadableLevel, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    const isDamaged = (error as NodeJS.ErrnoException).code === "LEVEL_CORRUPTION";
    throw new StoreError(folder, `${isDamaged ? "is damaged" : "cannot be read"}: ${reasonOf(error)}`, error);
  }
}
