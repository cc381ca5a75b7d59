import type { Measurement } from "../bench-run.ts";
import { runChild } from "../children.ts";
import { growth } from "../growth.ts";
import type { Turn } from "../rounds.ts";

/** A journal that is empty, and one that forgets a call with each that comes. */
export const growthJournal: Measurement = async (run) => {
  const check = await runChild<Record<string, Turn[]>>("growth-journal", run);
  return [growth({ work: "check_license", of: "calls in the journal (1,000 is its limit)", unit: "µs" }, check)];
};
