import type { ContractCase } from "../contract/case.ts";
import { readDefaultWorld } from "../generated/fixtures.ts";
import type { WorldRole } from "../generated/types.ts";

/** What a role is, for who has to find it on a server of their own. */
export interface GuidedRole {
  readonly name: string;
  readonly about: string;
  /** How many cases need it. */
  readonly needed: number;
  /** How the default world plays it. */
  readonly example: Omit<WorldRole, "about">;
}

/** The roles that cases need, those that most of them need first. */
export function roleGuide(cases: readonly ContractCase[]): GuidedRole[] {
  const counts = new Map<string, number>();
  for (const name of cases.flatMap(({ needs }) => needs)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const roles = readDefaultWorld().roles ?? {};
  return [...counts]
    .map(([name, needed]) => {
      const { about, ...example } = roles[name] ?? { about: "" };
      return { name, about, needed, example };
    })
    .sort((one, other) => other.needed - one.needed);
}
