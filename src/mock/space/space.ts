import type { Credentials } from "../../api/authorization.ts";
import { ApiError, type ErrorCode } from "../../api/errors.ts";
import { completePolicies, type Policies } from "../../api/policies.ts";
import { nextTestPublicKey } from "../../generated/fixtures.ts";
import type { WorldRole } from "../../generated/types.ts";
import { refusalOf } from "../answers.ts";
import { createClock, type MockClock } from "../clock/clock.ts";
import { createTimekeeper } from "../clock/timekeeper.ts";
import { createSnapshots } from "../editor/snapshots.ts";
import { createWorldEditor, type WorldEditor } from "../editor/world-editor.ts";
import { createFaults, type Faults } from "../faults/faults.ts";
import { fetchThrough } from "../fetch.ts";
import { createJournal, type Journal, type JournalEntry } from "../journal/journal.ts";
import { answer } from "../pipeline.ts";
import { createRateLimits } from "../rate-limits.ts";
import type { ApiRequest, ApiResponse } from "../request.ts";
import type { State } from "../state.ts";
import { type AddTweak, createTweaks, type Tweaks } from "../tweaks.ts";
import type { World, WorldSnapshot } from "../world/world.ts";
import { createState } from "./create-state.ts";
import { createKeeping, type Keeping } from "./keeping.ts";
import { limitRoom } from "./room.ts";
import type { SharedParts } from "./shared-parts.ts";
import { isStoreFailure } from "./store.ts";
import { createStoredSpace } from "./stored-space.ts";

/** Name of the mock's own space. */
export const mainName = "default";

/** How a space differs from the mock it is made in. */
export interface SpaceOptions {
  /** Freezes the space's time at a moment. @default as the mock was set up */
  readonly clock?: Date | string | number;
  /** Choices where the documentation is silent. @default the mock's, one by one */
  readonly policy?: Partial<Policies>;
  /** How many requests the journal keeps. @default as many as the mock's */
  readonly journal?: number;
}

/** One isolated world with its clock, policies, journal and credentials, and the ways to call it. */
export interface Space {
  /** `default` for the mock itself. */
  readonly name: string;
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
  /** The world, to look at and to change. */
  readonly world: WorldEditor;
  /** The records themselves, for the mock's own tests and tools: their shape follows the code, not a promise. */
  readonly tables: World;
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
  /** The world's first API key. */
  readonly credentials: Credentials;
  /** PEM of the key that verifies this mock's signatures. */
  readonly publicKey: string;
  /** PEM of the key that would come after it: the fault `rotated-key-signature` signs by it. The same in every mock. */
  readonly nextPublicKey: string;
  /**
   * Changes a space that is kept in a store, by its world, clock, faults or tweaks: what another server did to it meanwhile
   * is there before, and the store knows of the change when it ends. Calls need none of this.
   *
   * @throws what the store says; then nothing was changed.
   */
  during<T>(change: () => T | Promise<T>): Promise<T>;
  /** Puts world, clock and journal of this space back to the start, and forgets its faults and tweaks. */
  reset(): void;
  /** The world at this moment, for `restore`. Costs nothing until the world changes. */
  snapshot(): WorldSnapshot;
  restore(snapshot: WorldSnapshot): void;
}

/** A space with what the mock needs of it and nobody else. */
export interface OwnedSpace {
  readonly space: Space;
  readonly state: State;
  /** What keeps it in a store, where there is one. */
  readonly keeping: Keeping | undefined;
  /** Takes what it holds out of what all spaces hold together, as it goes. */
  forget(): void;
}

/**
 * Makes a space over a world of its own. What only this space has is made here; what all share is the foundation.
 *
 * @param called is told of each call, before it is answered. @default nobody
 */
export function createSpace(
  name: string,
  tables: World,
  foundation: SharedParts,
  options: SpaceOptions,
  called?: () => void,
): OwnedSpace {
  const { wall, log } = foundation;
  const time = createTimekeeper(wall, options.clock);
  const policy = completePolicies(options.policy);
  const clock = createClock(time, tables, policy);
  const { limits, meters, store, storesJournal } = foundation;
  const told = (entry: JournalEntry) => {
    stored?.note(entry);
    log?.(entry);
  };
  const journal = createJournal({
    ...{ space: name, limit: options.journal ?? 1_000, most: limits.journal, all: meters.journals },
    ...{ mostOfAll: limits.journals, clock: clock.now, wallClock: wall, log: store && storesJournal ? told : log },
  });
  const start = tables.snapshot();
  const room = limitRoom(tables, start, limits, meters.worlds);
  const faults = createFaults(room);
  const tweaks = createTweaks(room);
  const snapshots = createSnapshots(tables, room);
  const rateLimits = createRateLimits(policy);
  const own = {
    ...{ name, made: options, world: tables, start, time, faults, tweaks, snapshots },
    ...(storesJournal && { journal }),
  };
  const stored = store && createStoredSpace(own);
  const keeping = store && stored && createKeeping(name, stored, store, wall, foundation.isLeaving);
  const state = createState(
    {
      ...{ space: name === mainName ? undefined : name, world: tables, clock, journal, policy },
      ...{ faults, tweaks, rateLimits, ...(keeping && { keep: keeping.begin }) },
    },
    foundation,
  );
  let editor: WorldEditor | undefined; // made when first asked for: most spaces are called and never edited
  const space: Space = {
    name,
    handle: (request) => {
      called?.();
      return keeping ? answerStored(request, state, keeping) : answer(request, state);
    },
    fetch: (request, init) => fetchThrough(space.handle, request, init),
    refuse: async (status, code, detail) => refusalOf(new ApiError(code, { status, detail }), state),
    get world() {
      editor ??= createWorldEditor(tables, clock.now, snapshots);
      return editor;
    },
    tables,
    clock,
    journal,
    faults,
    tweak: tweaks.tweak,
    tweaks,
    policy,
    get roles() {
      return tables.roles();
    },
    get credentials() {
      return credentialsOf(tables);
    },
    publicKey: foundation.publicKey,
    nextPublicKey: nextTestPublicKey,
    during: async (change) => (keeping ? keeping.through(async () => change()) : change()),
    reset: () => {
      time.reset();
      journal.clear();
      faults.clear();
      tweaks.clear();
      rateLimits.clear();
      tables.restore(start);
    },
    snapshot: () => tables.snapshot(),
    restore: (snapshot) => tables.restore(snapshot),
  };
  const forget = () => {
    journal.clear();
    room.leave();
  };
  return { space, state, keeping, forget };
}

/** Answers a call when the store knows what it changed; says so where it does not. */
async function answerStored(request: ApiRequest, state: State, keeping: Keeping): Promise<ApiResponse> {
  try {
    return await keeping.through(() => answer(request, state));
  } catch (error) {
    if (!isStoreFailure(error)) throw error;
    const explanation = `nothing was changed, as the store failed: ${error.message}`;
    return refusalOf(new ApiError("internal_error", { status: 503, explanation }), state);
  }
}

function credentialsOf(world: World): Credentials {
  const first = world.apiKeys.all().next().value;
  return { apiKey: first?.apiKey ?? "", sharedKey: first?.sharedKey ?? "" };
}
