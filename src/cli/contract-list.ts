import { cases } from "../contract/cases/index.ts";
import { fitting } from "../contract/target.ts";
import { roleGuide } from "./role-guide.ts";

/** Prints the cases, or the roles that they need. */
export function list({ filter, roles }: { filter?: readonly string[]; roles?: true }): void {
  const listed = fitting(cases, filter);
  if (roles) {
    for (const { name, about, needed } of roleGuide(listed)) console.log(`${name} (${needed} cases): ${about}`);
    return;
  }
  const width = Math.max(0, ...listed.map(({ id }) => id.length));
  for (const { id, effect, about } of listed) console.log(`${id.padEnd(width)}  ${effect.padEnd(10)}  ${about}`);
}
