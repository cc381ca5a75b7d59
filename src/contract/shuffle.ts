import { createSeededRandom } from "../api/seeded-random.ts";

/** A list in an order that follows from the seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const next = createSeededRandom(seed);
  const rest = [...list];
  for (let at = rest.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [rest[at], rest[other]] = [rest[other] as T, rest[at] as T];
  }
  return rest;
}
