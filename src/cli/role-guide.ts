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

/** How many roles a minimal target file asks for. */
const fewest = 10;

/**
 * The few roles that bring most cases, the one first that brings most: each is the one that completes most of those that
 * the roles before it leave blocked.
 */
export function minimalRoles(cases: readonly ContractCase[]): readonly string[] {
  const chosen: string[] = [];
  const names = roleGuide(cases).map(({ name }) => name);
  while (chosen.length < Math.min(fewest, names.length)) {
    const gains = names
      .filter((name) => !chosen.includes(name))
      .map((name) => ({ name, gain: playable(cases, [...chosen, name]).length }));
    const best = gains.reduce((most, one) => (one.gain > most.gain ? one : most));
    chosen.push(best.name);
  }
  return chosen;
}

/** The cases that need no other roles than these. */
export function playable(cases: readonly ContractCase[], roles: readonly string[]): ContractCase[] {
  return cases.filter(({ needs }) => needs.every((name) => roles.includes(name)));
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
