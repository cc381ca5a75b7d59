import { readFileSync } from "node:fs";
import type { Budgets } from "./judge.ts";

/**
 * Reads a file of budgets.
 *
 * @throws an error that names the place, what was found and what was expected
 */
export function readBudgets(file: string): Budgets {
  const budgets = requireObject(JSON.parse(readFileSync(file, "utf8")), file);
  for (const [kind, subjects] of Object.entries(budgets)) {
    for (const [subject, most] of Object.entries(requireObject(subjects, `${file}: ${kind}`))) {
      if (typeof most !== "number" || !(most >= 0))
        throw new Error(`${file}: ${kind}, ${subject}: found ${JSON.stringify(most)}, expected a number not below 0`);
    }
  }
  return budgets as Budgets;
}

function requireObject(value: unknown, place: string): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(`${place}: found ${JSON.stringify(value)}, expected an object`);
}
