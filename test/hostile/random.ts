export { createSeededRandom as randomFrom } from "../../src/api/seeded-random.ts";

/** Numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** A whole number from 0 to `below - 1`. */
export function int(random: Random, below: number): number {
  return Math.floor(random() * below);
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[int(random, from.length)] as T;
}

/** Up to `most` of a list, each at most as often as chance has it. */
export function some<T>(random: Random, most: number, from: readonly T[]): T[] {
  return Array.from({ length: int(random, most + 1) }, () => pick(random, from));
}

export function shuffle<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

export function weighted<T>(random: Random, from: readonly [weight: number, item: T][]): T {
  return pick(
    random,
    from.flatMap(([weight, item]) => Array<T>(weight).fill(item)),
  );
}

export function bytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => int(random, 256)));
}

/** Joins buffers and cuts them again, in up to four pieces, anywhere. */
export function cut(random: Random, buffers: readonly Buffer[]): Buffer[] {
  const joined = Buffer.concat(buffers);
  const at = some(random, 3, [0]).map(() => int(random, joined.length + 1));
  const edges = [0, ...at.sort((a, b) => a - b), joined.length];
  return edges
    .slice(1)
    .map((end, i) => joined.subarray(edges[i], end))
    .filter((piece) => piece.length > 0);
}

/** Spoils bytes in one to three places: put in, taken out, replaced, repeated. */
export function mutate(random: Random, given: Buffer): Buffer {
  let spoilt = given;
  for (let edits = 1 + int(random, 3); edits > 0; edits--) {
    const at = int(random, spoilt.length + 1);
    const before = spoilt.subarray(0, at);
    const edit = pick(random, [
      bytes(random, 1),
      Buffer.alloc(0),
      Buffer.from(" "),
      Buffer.from("\r\n"),
      spoilt.subarray(at, at + 3),
    ]);
    spoilt = Buffer.concat([before, edit, spoilt.subarray(at + int(random, 2))]);
  }
  return spoilt;
}
