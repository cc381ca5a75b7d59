import type { BenchRun, Measurement } from "../bench-run.ts";
import { runChild } from "../children.ts";
import { growth, sizesOf } from "../growth.ts";
import { comparison } from "../report.ts";
import type { Turn } from "../rounds.ts";

/** What `children/growth-spaces.ts` is told: how many spaces there are. */
export interface GrowthSpacesInput extends BenchRun {
  sizes: readonly number[];
}

/** What it prints: medians of a round's calls in microseconds, by the number of spaces. */
export type GrowthSpacesFigures = Record<"one" | "each", Record<string, Turn[]>>;

const few = 1;
const many = 1_000;

/**
 * One mock with more and more spaces. Calls to one of them show what finding it costs; calls to each in turn show besides
 * what it costs that no two calls in a row are about the same records: the work *spread over spaces*.
 */
export const growthSpaces: Measurement = async (run) => {
  const input: GrowthSpacesInput = { ...run, sizes: sizesOf([few, 30, many], run.everySize) };
  const { one, each } = await runChild<GrowthSpacesFigures>("growth-spaces", input);
  const subject = { of: "spaces", unit: "µs" };
  return [
    comparison(
      { name: "spread: check_license in each of 1,000 spaces in turn / in one space", unit: "µs", goal: { atMost: 2 } },
      each[many] ?? [],
      each[few] ?? [],
    ),
    growth({ work: "check_license in one of them", ...subject }, one),
    growth({ work: "check_license in each in turn", ...subject }, each),
  ];
};
