import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";

/**
 * Which scenarios a set has, by its name. A set is frozen: a scenario that is new goes into the next one, so that a result
 * does not turn red by itself. What is being written for that one is `next`.
 */
export const requirementSets: Readonly<Record<string, readonly string[]>> = {
  "2026.1": scenarios.map(({ id }) => id),
};

/** The set that is used where none is asked for. */
export const latestSet = "2026.1";

/** The scenarios of a set, in their order. @throws an error that names the sets that there are */
export function scenariosOf(set: string): readonly Scenario[] {
  if (set === "next") return scenarios;
  const ids = requirementSets[set];
  if (!ids)
    throw new Error(
      `found ${JSON.stringify(set)}, expected one of ${[...Object.keys(requirementSets), "next"].join(", ")}`,
    );
  return scenarios.filter(({ id }) => ids.includes(id));
}
