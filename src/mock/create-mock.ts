import type { Credentials } from "../api/authorization.ts";
import { type Cryptography, portableCryptography } from "../api/cryptography.ts";
import { ApiError, type ErrorCode } from "../api/errors.ts";
import { type Clock, wallClock } from "../api/wall-clock.ts";
import { readDefaultWorld, testPrivateKey, testPublicKey } from "../generated/fixtures.ts";
import type { WorldFile, WorldRole } from "../generated/types.ts";
import { refusal } from "./answers.ts";
import { type AuthMode, defaultCaller } from "./authenticate.ts";
import { createClock, type MockClock } from "./clock/clock.ts";
import { createTimekeeper } from "./clock/timekeeper.ts";
import { createFaults, type Faults } from "./faults/faults.ts";
import { fetchThrough } from "./fetch.ts";
import { createFinished } from "./finished.ts";
import { createJournal, type Journal, type JournalEntry } from "./journal/journal.ts";
import { answer } from "./pipeline.ts";
import { completePolicies, type Policies } from "./policies.ts";
import type { ApiRequest, ApiResponse } from "./request.ts";
import { rememberingHmac, rememberingSigner } from "./signing.ts";
import type { State } from "./state.ts";
import { type AddTweak, createTweaks, type Tweaks } from "./tweaks.ts";
import { requireWorldFile } from "./world/read-world-file.ts";
import { seedWorld } from "./world/seed.ts";
import type { World, WorldSnapshot } from "./world/world.ts";

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
  /** Is told of each request as it is answered. @default nobody */
  readonly log?: (entry: JournalEntry) => void;
  /** HMAC and RSA. @default pure JavaScript and WebCrypto */
  readonly cryptography?: Cryptography;
  /** The wall clock, which request dates are judged by and the mock's time follows. @default the machine's */
  readonly wallClock?: Clock;
}

/** A pretend License API: one world, its clock, and the ways to call it. */
export interface Mock {
  /** Answers a request given as plain values. Rejects only for a bug of the mock. */
  handle(request: ApiRequest): Promise<ApiResponse>;
  /**
   * Answers a platform request, as `fetch` would.
   *
   * @param basePath what stands before `/api/v4` in the request's path. @default nothing
   */
  fetch(request: Request | string | URL, init?: RequestInit & { basePath?: string }): Promise<Response>;
  /** The signed error answer for what never became a request. */
  refuse(status: number, code: ErrorCode, detail: string): Promise<ApiResponse>;
  readonly world: World;
  readonly clock: MockClock;
  readonly journal: Journal;
  /** Failures asked for. */
  readonly faults: Faults;
  /** Changes the answers of one endpoint: by a function from answer to answer, or by a JSON merge patch. */
  readonly tweak: AddTweak;
  readonly tweaks: Tweaks;
  readonly policy: Policies;
  /** Situations of the world by name, each with the fields that a request about it needs. */
  readonly roles: Readonly<Record<string, WorldRole>>;
  /** The world's default key. */
  readonly credentials: Credentials;
  /** PEM of the key that verifies this mock's signatures. */
  readonly publicKey: string;
  /** Puts world, clock and journal back to the start, and forgets faults and tweaks. */
  reset(): void;
  /** The world at this moment, for `restore`. */
  snapshot(): WorldSnapshot;
  restore(snapshot: WorldSnapshot): void;
  /** Exchanges the cryptography for a platform's faster one. */
  useCryptography(cryptography: Cryptography): void;
}

/**
 * Makes a mock of the License API.
 *
 * @throws an error that names the place, what was found and what was expected, where the world or a policy is wrong.
 */
export function createMock(options: MockOptions = {}): Mock {
  const { auth = "verify", wallClock: wall = wallClock, signingKey } = options;
  const content = options.world === undefined ? readDefaultWorld() : requireWorldFile(options.world);
  const time = createTimekeeper(wall, options.clock);
  const policy = completePolicies(options.policy);
  const world = seedWorld(content, time.now());
  const clock = createClock(time, world);
  const journal = createJournal({
    limit: options.journal ?? 1_000,
    clock: clock.now,
    wallClock: wall,
    log: options.log,
  });
  const privateKey = signingKey?.privateKey ?? testPrivateKey;
  const cryptography = options.cryptography ?? portableCryptography;
  let hmac = rememberingHmac(cryptography);
  let sign = rememberingSigner(cryptography.createSigner(privateKey));
  const start = world.snapshot();

  const faults = createFaults();
  const tweaks = createTweaks();

  const state: State = {
    world,
    policy,
    clock,
    journal,
    faults,
    tweaks,
    finished: createFinished(),
    authentication: () => ({ mode: auth, world, policy, now: clock.now(), wallNow: wall(), hmac }),
    stranger: () => defaultCaller(world),
    surroundings: ({ origin = defaultOrigin }) => ({ world, policy, origin, now: clock.now(), hmac }),
    sign: (text) => sign(text),
  };
  const mock: Mock = {
    handle: (request) => answer(request, state),
    fetch: (request, init) => fetchThrough(mock.handle, request, init),
    refuse: (status, code, detail) => refusal(new ApiError(code, { status, detail }), state),
    world,
    clock,
    journal,
    faults,
    tweak: tweaks.tweak,
    tweaks,
    policy,
    roles: Object.freeze({ ...content.roles }),
    credentials: defaultCredentials(content),
    publicKey: signingKey?.publicKey ?? testPublicKey,
    reset: () => {
      time.reset();
      journal.clear();
      faults.clear();
      tweaks.clear();
      world.restore(start);
    },
    snapshot: () => world.snapshot(),
    restore: (snapshot) => world.restore(snapshot),
    useCryptography: (faster) => {
      hmac = rememberingHmac(faster);
      sign = rememberingSigner(faster.createSigner(privateKey));
    },
  };
  return mock;
}

/** Where a request that names no server is taken to have gone. */
const defaultOrigin = "http://localhost";

function defaultCredentials({ apiKeys: [first] }: WorldFile): Credentials {
  return { apiKey: first?.apiKey ?? "", sharedKey: first?.sharedKey ?? "" };
}
