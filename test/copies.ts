import type { WorldFile, WorldRole } from "../src/generated/types.ts";

/** A world that holds everything about its licenses several times. */
export interface Copies {
  /** The world; its roles are those of the first copy. */
  readonly world: WorldFile;
  /** The instances of each role, one a copy. Roles that name no license, user or trial have one instance. */
  readonly roles: Readonly<Record<string, readonly WorldRole[]>>;
}

/**
 * Clones licenses, users, single sign-on tokens and trials so often that as many cases can work side by side, each on
 * its own. The first copy keeps its names; those of the others end in the copy's number.
 *
 * @param count copies in all, 1 or more.
 */
export function copiesOf(world: WorldFile, count: number): Copies {
  if (!Number.isInteger(count) || count < 1) throw new Error(`copies: expected a whole number from 1, found ${count}`);
  const own = namesOf(world);
  const copies = Array.from({ length: count }, (_, at) => (at === 0 ? world : renamed(world, own, String(at + 1))));
  const instances = Object.keys(world.roles ?? {}).map((name): [string, WorldRole[]] => {
    const all = copies.flatMap(({ roles = {} }) => roles[name] ?? []);
    return [name, all.filter((role, at) => at === 0 || JSON.stringify(role) !== JSON.stringify(all[0]))];
  });
  return {
    world: {
      ...world,
      users: copies.flatMap(({ users = [] }) => users),
      ssoTokens: copies.flatMap(({ ssoTokens = [] }) => ssoTokens),
      licenses: copies.flatMap(({ licenses }) => licenses),
      trials: copies.flatMap(({ trials = [] }) => trials),
    },
    roles: Object.fromEntries(instances),
  };
}

/** What a copy needs names of its own for. Other devices may be the same, as they are found by their license. */
function namesOf({ users = [], ssoTokens = [], licenses, trials = [] }: WorldFile): ReadonlySet<string> {
  const names = [
    ...users.map(({ email }) => email),
    ...ssoTokens.map(({ token }) => token),
    ...licenses.map(({ licenseKey }) => licenseKey),
    ...trials.map(({ hardwareId }) => hardwareId),
  ];
  return new Set(names.filter((name) => name !== undefined));
}

function renamed<T>(value: T, names: ReadonlySet<string>, copy: string): T {
  return JSON.parse(JSON.stringify(value), (_name, each: unknown) => {
    return typeof each === "string" && names.has(each) ? nameIn(copy, each) : each;
  });
}

/** `ada@example.test` is `ada+2@example.test` in the second copy, `ACTV-PERP-KEYS-0001` is `ACTV-PERP-KEYS-0001-2`. */
function nameIn(copy: string, name: string): string {
  return name.includes("@") ? name.replace("@", `+${copy}@`) : `${name}-${copy}`;
}
