import { crc32 } from "node:zlib";
import type { StoredChange } from "../mock/space/store.ts";

/**
 * The sums of a space's texts, by their keys, and all of them in one. It stands beside the texts, so that one that went
 * missing is missed: a damaged table can lose a key, and say nothing.
 */
export interface SpaceSum {
  readonly sums: Map<string, number>;
  all: number;
}

/** The sum of a space that has these texts. */
export function sumOfTexts(texts: Iterable<readonly [string, string]>): SpaceSum {
  const sum: SpaceSum = { sums: new Map(), all: 0 };
  for (const [key, text] of texts) putInto(sum, key, text);
  return sum;
}

/** Makes of the sum of a space the one that it has after a change. */
export function changeSum(sum: SpaceSum, { texts, afresh }: StoredChange): void {
  if (afresh) {
    sum.sums.clear();
    sum.all = 0;
  }
  for (const [key, text] of Object.entries(texts)) putInto(sum, key, text);
}

/** How a sum is written. */
export function textOfSum({ sums, all }: SpaceSum): string {
  return `${sums.size} ${(all >>> 0).toString(16)}`;
}

function putInto(sum: SpaceSum, key: string, text: string | null): void {
  sum.all ^= sum.sums.get(key) ?? 0;
  sum.sums.delete(key);
  if (text === null) return;
  const own = crc32(text, crc32(`${key}\0`));
  sum.sums.set(key, own);
  sum.all ^= own;
}
