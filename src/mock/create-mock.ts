import { type Cryptography, portableCryptography } from "../api/cryptography.ts";
import { InputError } from "../api/input-error.ts";
import type { Policies } from "../api/policies.ts";
import type { Shard } from "../api/shard.ts";
import { type Clock, wallClock } from "../api/wall-clock.ts";
import { testPrivateKey, testPublicKey } from "../generated/fixtures.ts";
import type { WorldFile } from "../generated/types.ts";
import type { AuthMode } from "./authenticate.ts";
import { fetchThrough } from "./fetch.ts";
import type { JournalEntry } from "./journal/journal.ts";
import { completeLimits, type Limits } from "./limits.ts";
import type { ApiRequest, ApiResponse } from "./request.ts";
import { type Credential, hasCredential } from "./space/credential.ts";
import { giveOwnCredentials, spaceToken } from "./space/own-credentials.ts";
import { answerInSpace, misdirected, type Routing } from "./space/routing.ts";
import { secretOf } from "./space/secret.ts";
import { createSharedParts } from "./space/shared-parts.ts";
import { createSpace, mainName, type OwnedSpace, type Space, type SpaceOptions } from "./space/space.ts";
import { createSpaces } from "./space/spaces.ts";
import type { Store } from "./space/store.ts";
import { createWorld } from "./world/world.ts";
import { worldAtStart } from "./world-at-start.ts";

/** How a mock is set up; everything has a default. */
export interface MockOptions {
  /** The state to start with. @default the default world, `fixtures/worlds/default.json` */
  readonly world?: WorldFile;
  /** Freezes the mock's time at a moment. @default it follows the wall clock */
  readonly clock?: Date | string | number;
  /** How strictly calls are authorized. @default "verify" */
  readonly auth?: AuthMode;
  /** Choices where the documentation is silent. @default each policy's first value */
  readonly policy?: Partial<Policies>;
  /** RSA key pair that signs answers: PEM texts, PKCS#8 and SPKI. @default the project's test key pair */
  readonly signingKey?: { readonly privateKey: string; readonly publicKey: string };
  /** How many requests the journal keeps. @default 1000 */
  readonly journal?: number;
  /** Most bytes of what others send that are kept. @default 16 MiB a journal, 64 MiB a world, 1 MiB of variables a device */
  readonly limits?: Partial<Limits>;
  /** Is told of each request as it is answered. @default nobody */
  readonly log?: (entry: JournalEntry) => void;
  /** HMAC and RSA. @default pure JavaScript and WebCrypto */
  readonly cryptography?: Cryptography;
  /** Refuses calls that reach the main space, so that no test runs in another's world by mistake. @default false */
  readonly requireSpace?: boolean;
  /**
   * What the credentials and control tokens of spaces are made from: with the same secret a space of the same name has
   * the same ones. @default random
   */
  readonly spaceSecret?: string;
  /**
   * Whose credentials the main space has: those of its world, which everybody knows of the default world, or its own,
   * made as those of other spaces are. @default "world"
   */
  readonly credentials?: "world" | "own";
  /** Most spaces at a time beside the main one. @default 10000 */
  readonly maxSpaces?: number;
  /**
   * Drops a space after so many milliseconds of the wall clock without a call or look-up, judged when spaces are made,
   * looked up or called. @default never
   */
  readonly spaceIdleMs?: number;
  /** The wall clock, which request dates are judged by and the mock's time follows. @default the machine's */
  readonly wallClock?: Clock;
}

/** What a mock of which others exist is made with besides. */
export interface ManyOptions {
  /** Where its spaces are kept. */
  readonly store?: Store;
  /** Whether journals are kept there too. @default false */
  readonly storesJournal?: boolean;
  /** When the world began that is kept. @default now */
  readonly start?: number;
  /** Which part of all spaces it keeps. @default all */
  readonly shard?: Shard;
  /** Whether other servers take its spaces over from now on. @default they do when it is away */
  readonly isLeaving?: () => boolean;
}

/** Which space is meant: a new one, or that of a name; with how it is to be made where there is none. */
export type SpaceChoice = [] | [options: SpaceOptions] | [name: string, options?: SpaceOptions];

/** A pretend License API: its main space, and more of them beside it. */
export interface Mock extends Space {
  /**
   * Answers a request given as plain values, in the space that its `X-Mock-Space` header names, else in the one whose
   * credentials it carries, else in the main one. Rejects only for a bug of the mock.
   */
  handle(request: ApiRequest): Promise<ApiResponse>;
  /**
   * The space of a name, made where there is none: it begins as the mock did at its start, with credentials of its own,
   * and feels nothing of the others. "default" is the mock itself. The options count where the space is made.
   *
   * Called with no name it makes a new one, `space-1`, `space-2`, … that nobody has. A name that is undefined is refused:
   * somebody meant one.
   *
   * @throws an error that says what is wrong with the name, a policy or the clock, or that there are too many spaces
   */
  space(...name: SpaceChoice): Space;
  /** The space of a name, if there is one. */
  findSpace(name: string): Space | undefined;
  /** A name that no space has: `space-1`, `space-2`, … */
  freeSpaceName(): string;
  /** Names of all spaces, the main one first. */
  spaces(): string[];
  /** What opens the controls of a space over HTTP, and those of no other. */
  tokenOf(space: string): string;
  /** The space of a name, also one that only the store has. @throws what the store says */
  load(name: string): Promise<Space | undefined>;
  /** Puts the main space where the store has it, or there as it is. @throws what the store says */
  resume(): Promise<void>;
  /** The two digits by which another server is found that keeps a space, undefined where it is kept here. */
  elsewhere(space: string): Promise<string | undefined>;
  /** Which part of all spaces is kept here, undefined for all. */
  readonly shard: Shard | undefined;
  /** Names of all spaces, also of those that only the store has, the main one first. */
  allSpaces(): Promise<string[]>;
  /** Forgets a space, also in the store. Whether there was one. */
  forgetSpace(name: string): Promise<boolean>;
  /** Forgets a space: no call is routed to it any more. Whether there was one; the main one cannot be dropped. */
  dropSpace(name: string): boolean;
  /** Exchanges the cryptography for a platform's faster one, in all spaces. */
  useCryptography(cryptography: Cryptography): void;
}

/**
 * Makes a mock of the License API.
 *
 * @throws an error that names the place, what was found and what was expected, where the world or a policy is wrong.
 */
export function createMock(options: MockOptions = {}, many: ManyOptions = {}): Mock {
  const { store, shard } = many;
  const { wallClock: wall = wallClock, maxSpaces = 10_000, spaceIdleMs } = options;
  requireCount("maxSpaces", maxSpaces);
  if (spaceIdleMs !== undefined) requireCount("spaceIdleMs", spaceIdleMs);
  const foundation = createSharedParts({
    auth: options.auth ?? "verify",
    wall,
    privateKey: options.signingKey?.privateKey ?? testPrivateKey,
    publicKey: options.signingKey?.publicKey ?? testPublicKey,
    cryptography: options.cryptography ?? portableCryptography,
    ownerOfKey: (apiKey) => ownerOfKey(apiKey),
    log: options.log,
    limits: completeLimits(options.limits),
    store,
    storesJournal: many.storesJournal ?? false,
    isLeaving: many.isLeaving ?? (() => false),
  });
  const secret = secretOf(options);
  const digestFor = (space: string) => (text: string) => foundation.hmac(secret, `${space} ${text}`);
  const start = worldAtStart(options, wall, many.start);
  const base = start.snapshot();
  if (options.credentials === "own") giveOwnCredentials(start, mainName, digestFor(mainName));
  const alone = shard ? { ...foundation, store: undefined } : foundation; // a main space of many servers takes no calls
  const usual = usualOf(options); // what follows must not hold on to the options: a world file may be as large as its world
  const main = createSpace(mainName, start, alone, usual);
  const spaces = createSpaces({ most: maxSpaces, idleMs: spaceIdleMs, wall, store, shard, make: forked });
  const routing: Routing = {
    main,
    spaces,
    requireSpace: options.requireSpace ?? shard !== undefined,
    store,
    shard,
    isLeaving: foundation.isLeaving,
    nobody,
  };

  function forked(name: string, own: SpaceOptions | undefined, called: () => void): OwnedSpace {
    const world = createWorld(base);
    giveOwnCredentials(world, name, digestFor(name));
    return createSpace(name, world, foundation, inherited(usual, own), called);
  }

  let strangers: OwnedSpace | undefined;
  function nobody(): OwnedSpace {
    strangers ??= createSpace("nobody", createWorld(), { ...foundation, store: undefined }, usual);
    return strangers;
  }

  function ownerOfKey(apiKey: string): string | undefined {
    const credential: Credential = { kind: "apiKey", value: apiKey };
    return hasCredential(main.space.tables, credential) ? mainName : spaces.ownerOf(credential)?.space.name;
  }

  // Copied by descriptors, as spreading would read the getters once
  const mock: Mock = Object.defineProperties({} as Mock, Object.getOwnPropertyDescriptors(main.space));
  return Object.assign(mock, {
    handle: (request: ApiRequest) => answerInSpace(request, routing),
    fetch: (request: Request | string | URL, init?: RequestInit & { basePath?: string }) =>
      fetchThrough(mock.handle, request, init),
    space: (...choice: SpaceChoice) => {
      const [name, own] = isUnnamed(choice) ? [spaces.freeName(), choice[0]] : choice;
      return name === mainName ? mock : spaces.open(name, own).space;
    },
    freeSpaceName: spaces.freeName,
    findSpace: (name: string) => (name === mainName ? mock : spaces.get(name)?.space),
    spaces: () => [mainName, ...spaces.names()],
    load: async (name: string) => (name === mainName ? mock : (await spaces.load(name))?.space),
    resume: async () => {
      await main.keeping?.load();
      await main.keeping?.stored();
    },
    elsewhere: (name: string) => misdirected(name, routing),
    shard,
    allSpaces: async () => {
      const names = new Set([...(store ? await store.names() : []), ...spaces.names()]);
      names.delete(mainName);
      return [mainName, ...[...names].sort()];
    },
    forgetSpace: async (name: string) => {
      const wasHere = spaces.drop(name);
      return (name !== mainName && (await store?.drop(name))) || wasHere;
    },
    dropSpace: (name: string) => spaces.drop(name),
    tokenOf: (name: string) => spaceToken(name, digestFor(name)),
    useCryptography: foundation.useCryptography,
  });
}

/** Whether a new space is meant: nothing was said, or only how it is to be. */
function isUnnamed(choice: SpaceChoice): choice is [] | [SpaceOptions] {
  return choice.length === 0 || (typeof choice[0] === "object" && choice[0] !== null);
}

/** The options that a mock's spaces inherit. */
function usualOf({ clock, journal, policy }: MockOptions): SpaceOptions {
  return {
    ...(clock !== undefined && { clock }),
    ...(journal !== undefined && { journal }),
    ...(policy && { policy }),
  };
}

/** A space's options where they are given, the mock's elsewhere. */
function inherited(usual: SpaceOptions, own: SpaceOptions = {}): SpaceOptions {
  return { ...usual, ...own, policy: { ...usual.policy, ...own.policy } };
}

function requireCount(option: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new InputError(`${option}: found ${value}, expected a number not below 0`);
}
