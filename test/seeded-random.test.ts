import { expect, test } from "vitest";
import { createSeededRandom } from "../src/api/seeded-random.ts";

/** As the generator's author publishes it. */
function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a |= 0;
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test.each([0, 1, 4_000_000_000, -7, 1.5])("the seed %d gives the numbers of mulberry32, in any release", (seed) => {
  const [ours, published] = [createSeededRandom(seed), mulberry32(seed)];
  const numbers = Array.from({ length: 100 }, () => ours());
  expect(numbers).toEqual(Array.from({ length: 100 }, () => published()));
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
});
