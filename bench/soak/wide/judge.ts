import { megabytes } from "../judge.ts";
import { memoryTrend } from "../memory.ts";
import type { PlaceFigures } from "./wide.ts";

/** What a line through readings after resets may rise by: what collections and allocators leave differently. */
const allowed = {
  used: { least: 2 * 2 ** 20, share: 0.05 },
  resident: { least: 16 * 2 ** 20, share: 0.1 },
} as const;

/** An embedded store fills its buffers, its cache and the tables that it maps: off the heap, up to so many bytes, and slowly. */
const leastOfStore = 40 * 2 ** 20;

/** With fewer rounds no line is drawn. */
const fewestReadings = 6;

/** What is not as it must be, in words; empty where all is well. */
export function judgeWide(places: readonly PlaceFigures[]): string[] {
  return places.flatMap(({ place, memory, wrong }) => [
    ...wrong,
    ...(["used", "resident"] as const).flatMap((kind) => {
      const trend = memoryTrend(memory, kind, fewestReadings);
      if (trend === undefined) return [];
      const least = kind === "resident" && place === "store" ? leastOfStore : allowed[kind].least;
      const most = Math.max(least, trend.mean * allowed[kind].share);
      if (trend.growth <= most) return [];
      const found = `${kind} memory after resets: found a growth of ${megabytes(trend.growth)}`;
      return [`${place}: ${found} over ${trend.readings} readings, expected at most ${megabytes(most)}`];
    }),
  ]);
}
