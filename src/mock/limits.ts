import { InputError } from "../api/input-error.ts";

const mebi = 2 ** 20;

/** How much a mock keeps at most of what others send it, in bytes, and what happens beyond. */
export const limits = {
  journal: {
    most: 16 * mebi,
    about: "requests and answers that the journal of a space keeps; beyond that it forgets the oldest",
  },
  journals: {
    most: 256 * mebi,
    about: "the same of all spaces together; beyond that each forgets its oldest as it gets new ones",
  },
  variables: { most: mebi, about: "variables of one device; a call that would store more is refused" },
  world: {
    most: 64 * mebi,
    about:
      "what the world of a space has grown by since it began, with its snapshots, faults and tweaks; what would add more is refused",
  },
  worlds: { most: 1_024 * mebi, about: "the same of all spaces together" },
} as const;

/** Most bytes of each. */
export type Limits = { readonly [L in keyof typeof limits]: number };

/** @throws an error for a name that is no limit, or what is no number of bytes */
export function completeLimits(given: Partial<Limits> = {}): Limits {
  const complete: Record<string, number> = {};
  for (const [name, { most }] of Object.entries(limits)) complete[name] = most;
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(limits, name)) {
      throw new InputError(`limits/${name}: is no limit, expected one of ${Object.keys(limits).join(", ")}`);
    }
    if (!(value >= 0)) throw new InputError(`limits/${name}: found ${value}, expected a number of bytes`);
    complete[name] = value;
  }
  return complete as unknown as Limits;
}

/** How much of something there is, over all that have some of it. */
export interface Meter {
  bytes: number;
}
