import { crc32 } from "node:zlib";

/**
 * Keys of a LevelDB store, and what it holds under them. All of a space lies side by side, so that it is read by one range:
 *
 * - `f:NAME`: a fact
 * - `s:SPACE`: that there is a space, by the sum of its texts
 * - `t:SPACE:KEY`: a text of it
 * - `h:SPACE:CREDENTIAL`: a credential that was given to it
 * - `c:CREDENTIAL`: the space that a credential finds
 */
export const keys = {
  fact: (name: string) => `f:${name}`,
  space: (space: string) => `s:${encodeURIComponent(space)}`,
  text: (space: string, key: string) => `t:${encodeURIComponent(space)}:${key}`,
  held: (space: string, credential: string) => `h:${encodeURIComponent(space)}:${credential}`,
  credential: (credential: string) => `c:${credential}`,
};

/** A range of keys, and the beginning that they share. */
export type KeyRange = ReturnType<typeof rangeOf>;

export const ranges = {
  facts: rangeOf("f:"),
  spaces: rangeOf("s:"),
  texts: (space: string) => rangeOf(keys.text(space, "")),
  held: (space: string) => rangeOf(keys.held(space, "")),
};

/** The keys that begin like this. All beginnings end in a colon, and no key has a semicolon there. */
function rangeOf(beginning: string) {
  return { beginning, gte: beginning, lt: `${beginning.slice(0, -1)};` };
}

const sumLength = 8;

/** A value with a sum over it and its key, as LevelDB reads tables without looking at its own sums. */
export function sealed(key: string, value: string): string {
  return sumOf(key, value) + value;
}

/** A value without its sum; undefined where they do not fit. */
export function unsealed(key: string, stored: string): string | undefined {
  const value = stored.slice(sumLength);
  return stored.slice(0, sumLength) === sumOf(key, value) ? value : undefined;
}

function sumOf(key: string, value: string): string {
  return crc32(value, crc32(key)).toString(16).padStart(sumLength, "0");
}
