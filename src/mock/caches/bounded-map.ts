/** A map from texts that stays small: it keeps so many, takes none that are too long, and forgets the oldest first. */
export interface BoundedMap<V> {
  get(text: string): V | undefined;
  set(text: string, value: V): void;
}

/** Longest text that is kept. What clients send may be a megabyte, and texts that long hardly come twice. */
const longest = 16_384;

/** A map that keeps nothing. */
export const emptyMap: BoundedMap<never> = { get: () => undefined, set: () => {} };

/** Makes an empty map for at most so many texts. */
export function createBoundedMap<V>(most: number): BoundedMap<V> {
  const values = new Map<string, V>();
  return {
    get: (text) => values.get(text),
    set: (text, value) => {
      if (text.length > longest) return;
      if (values.size >= most && !values.has(text)) values.delete(values.keys().next().value as string);
      values.set(text, value);
    },
  };
}
