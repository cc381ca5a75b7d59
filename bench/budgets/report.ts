import { columns } from "../columns.ts";
import { type Line, rounded } from "./judge.ts";

/** The lines as a table, and below it what is wrong. */
export function budgetReport(lines: readonly Line[]): string {
  const cells = lines.map(({ kind, subject, measured, budget, breach }) => [
    kind,
    subject,
    measured === undefined ? "–" : rounded(measured),
    budget === undefined ? "–" : rounded(budget),
    breach === undefined ? "within" : "OVER",
  ]);
  const breaches = lines.flatMap(({ breach }) => (breach === undefined ? [] : [breach]));
  const verdict = breaches.length === 0 ? ["every budget holds"] : breaches;
  return [columns(["what", "of", "measured", "budget", ""], cells), "", ...verdict].join("\n");
}
