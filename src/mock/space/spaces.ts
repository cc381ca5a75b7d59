import { InputError } from "../../api/input-error.ts";
import { nearestName } from "../../api/nearest-name.ts";
import { type Shard, shardOf, shardPrefix } from "../../api/shard.ts";
import type { Clock } from "../../api/wall-clock.ts";
import { createBoundedMap } from "../caches/bounded-map.ts";
import { type Credential, credentialName, credentialsIn, hasCredential } from "./credential.ts";
import { mainName, type OwnedSpace, type SpaceOptions } from "./space.ts";
import type { Store } from "./store.ts";
import { madeKey, spaceName } from "./stored-space.ts";

/** The spaces of a mock beside the main one. */
export interface Spaces {
  /** The space of this name, made where there is none. @throws an error that says what is wrong with the name */
  open(name: string, options: SpaceOptions | undefined): OwnedSpace;
  /** The space of this name: the one that is here, or as a store has it, undefined where that has none. */
  load(name: string): Promise<OwnedSpace | undefined>;
  /** The space of this name, if there is one. */
  get(name: string): OwnedSpace | undefined;
  /** The space that has a credential, of those that are here. */
  ownerOf(credential: Credential): OwnedSpace | undefined;
  /** The space that was given a credential as it was made, of those that are here. */
  givenOwnerOf(credential: Credential): OwnedSpace | undefined;
  /** The space that has a credential, also of those that only a store has. */
  loadOwnerOf(credential: Credential): Promise<OwnedSpace | undefined>;
  /** Forgets a space that is here. */
  drop(name: string): boolean;
  /** Names of those that are here. */
  names(): string[];
  count(): number;
  /** A name that no space has. */
  freeName(): string;
}

/** How spaces are kept. */
export interface SpacesOptions {
  /** Most spaces at a time. */
  readonly most: number;
  /** Milliseconds without use after which a space is dropped, undefined for never. */
  readonly idleMs: number | undefined;
  readonly wall: Clock;
  /** Where they are kept. @default nowhere */
  readonly store?: Store | undefined;
  /** Which part of all spaces is kept here. @default all */
  readonly shard?: Shard | undefined;
  /** Makes a space that tells of each call made to it. */
  make(name: string, options: SpaceOptions | undefined, called: () => void): OwnedSpace;
}

interface Kept extends OwnedSpace {
  usedAt: number;
  /** The credentials that it was given as it was made. */
  readonly given: readonly string[];
}

/** Makes an empty set of spaces. Idle ones go when any space is asked for: no timer keeps a process alive. */
export function createSpaces({ most, idleMs, wall, store, shard, make }: SpacesOptions): Spaces {
  const kept = new Map<string, Kept>(); // in the order of their last use, where idle ones are dropped
  const owners = createBoundedMap<string>(rememberedOwners);
  /** By the credentials that a space was given as it was made: no other space comes by its calls, whatever its world says. */
  const givenTo = new Map<string, string>();
  const loading = new Map<string, Promise<OwnedSpace | undefined>>();
  let lastNumber = 0;

  function dropIdle(): void {
    if (idleMs === undefined) return;
    const oldest = wall() - idleMs;
    for (const [name, { usedAt }] of kept) {
      if (usedAt > oldest) return;
      drop(name);
    }
  }

  function drop(name: string): boolean {
    const space = kept.get(name);
    for (const credential of space?.given ?? []) givenTo.delete(credential);
    space?.forget();
    return kept.delete(name);
  }

  function use(name: string, space: Kept): void {
    if (idleMs === undefined || kept.get(name) !== space) return; // a dropped one goes on answering who holds it
    space.usedAt = wall();
    kept.delete(name);
    kept.set(name, space);
  }

  function get(name: string): OwnedSpace | undefined {
    dropIdle();
    const space = kept.get(name);
    if (space) use(name, space);
    return space;
  }

  function nameOfOwner(credential: Credential): string | undefined {
    const question = credentialName(credential);
    const known = givenTo.get(question) ?? owners.get(question);
    const remembered = known === undefined ? undefined : kept.get(known);
    if (remembered && hasCredential(remembered.space.tables, credential)) return known;
    for (const [name, { space }] of kept) {
      if (!hasCredential(space.tables, credential)) continue;
      owners.set(question, name);
      return name;
    }
    return undefined;
  }

  function open(name: string, options: SpaceOptions | undefined): OwnedSpace {
    const known = get(requireName(name));
    if (known) return known;
    if (kept.size >= most) {
      throw new InputError(`space: found ${kept.size} spaces, expected at most ${most} (option maxSpaces); drop some`);
    }
    const made = make(name, options, () => use(name, space));
    const given = credentialsIn(made.space.tables).map(credentialName);
    const space: Kept = { ...made, given, usedAt: wall() };
    for (const credential of given) givenTo.set(credential, name);
    kept.set(name, space);
    return space;
  }

  /** Asked for twice at once, it is loaded once. */
  function load(name: string): Promise<OwnedSpace | undefined> {
    const here = get(name);
    if (here || !store) return Promise.resolve(here);
    const begun = loading.get(name) ?? take(name, store).finally(() => loading.delete(name));
    loading.set(name, begun);
    return begun;
  }

  async function take(name: string, from: Store): Promise<OwnedSpace | undefined> {
    if ((await from.spaceOf(spaceName(name))) === undefined) return get(name);
    const texts = await from.take(name);
    if (!texts) return get(name);
    const space = open(name, JSON.parse(texts.get(madeKey) ?? "{}") as SpaceOptions);
    space.keeping?.put(texts);
    return space;
  }

  return {
    get,
    open,
    load,
    givenOwnerOf: (credential) => {
      const name = givenTo.get(credentialName(credential));
      return name === undefined ? undefined : get(name);
    },
    loadOwnerOf: async (credential) => {
      if (!store) return undefined;
      const name = await store.spaceOf(credentialName(credential));
      return name === undefined || name === mainName ? undefined : load(name);
    },
    ownerOf: (credential) => {
      if (kept.size === 0) return undefined;
      dropIdle();
      const name = nameOfOwner(credential);
      return name === undefined ? undefined : get(name);
    },
    drop,
    names: () => {
      dropIdle();
      return [...kept.keys()].sort();
    },
    count: () => kept.size,
    freeName: () => {
      do lastNumber += 1;
      while (kept.has(`space-${lastNumber}`) || !isOurs(`space-${lastNumber}`, shard));
      return `space-${lastNumber}`;
    },
  };
}

function isOurs(name: string, shard: Shard | undefined): boolean {
  return shard === undefined || shardOf(shardPrefix(name), shard).number === shard.number;
}

/** Credentials whose space is remembered. A wrong memory costs a search, no wrong answer. */
const rememberedOwners = 16_384;

/** @throws an error that says what was found and what was expected. */
function requireName(name: unknown): string {
  if (typeof name === "string" && /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/.test(name)) return name;
  const found = typeof name === "string" ? JSON.stringify(name.slice(0, 80)) : String(name);
  throw new InputError(
    `space: found the name ${found}, expected 1 to 64 of the characters A-Z a-z 0-9 . _ -, and not . or .. alone`,
  );
}

/**
 * Which spaces there are, as far as a person reads, and how to come by another.
 *
 * @param names undefined for those to whom no space is named.
 */
export function explainUnknownSpace(name: string, names: readonly string[] | undefined): string {
  if (names === undefined) return `there is no space ${JSON.stringify(name.slice(0, 80))}`;
  const near = nearestName(name, names);
  const guess = near === undefined ? "" : `, did you mean ${near}?`;
  const shown = names.slice(0, 20).join(", ");
  const more = names.length > 20 ? ` and ${names.length - 20} more` : "";
  return `there is no space ${JSON.stringify(name.slice(0, 80))}${guess} There are: ${shown}${more}. Make one with mock.space(name)`;
}
