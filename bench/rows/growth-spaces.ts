import type { BenchRun, Measurement } from "../bench-run.ts";
import { runChild } from "../children.ts";
import { growth, sizesOf } from "../growth.ts";
import type { Turn } from "../rounds.ts";

/** What `children/growth-spaces.ts` is told: how many spaces there are. */
export interface GrowthSpacesInput extends BenchRun {
  sizes: readonly number[];
}

/** What it prints: medians of a round's calls in microseconds, by the number of spaces. */
export type GrowthSpacesFigures = Record<"one" | "each", Record<string, Turn[]>>;

/**
 * One mock with more and more spaces. Calls to one of them show what finding it costs; calls to each in turn show besides
 * what it costs that no two calls in a row are about the same records.
 */
export const growthSpaces: Measurement = async (run) => {
  const input: GrowthSpacesInput = { ...run, sizes: sizesOf([1, 30, 1_000], run.everySize) };
  const { one, each } = await runChild<GrowthSpacesFigures>("growth-spaces", input);
  const subject = { of: "spaces", unit: "µs" };
  return [
    growth({ work: "check_license in one of them", ...subject }, one),
    growth({ work: "check_license in each in turn", ...subject }, each),
  ];
};
