import { cases } from "../contract/cases/index.ts";
import { fitsPattern } from "../contract/target.ts";
import { roleGuide } from "./role-guide.ts";

/** Prints the cases, or the roles that they need. */
export function list({ filter = ["*"], roles }: { filter?: readonly string[]; roles?: true }): void {
  const fitting = cases.filter(({ id }) => filter.some((pattern) => fitsPattern(id, pattern)));
  if (roles) {
    for (const { name, about, needed } of roleGuide(fitting)) console.log(`${name} (${needed} cases): ${about}`);
    return;
  }
  const width = Math.max(0, ...fitting.map(({ id }) => id.length));
  for (const { id, effect, about } of fitting) console.log(`${id.padEnd(width)}  ${effect.padEnd(10)}  ${about}`);
}
