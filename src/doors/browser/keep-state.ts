import { type Clock, wallClock } from "../../api/wall-clock.ts";
import type { WorldFile } from "../../generated/types.ts";
import { version } from "../../generated/version.ts";
import type { Mock, MockOptions } from "../../mock/create-mock.ts";
import type { Fault } from "../../mock/faults/faults.ts";
import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Tweak, TweakSpec } from "../../mock/tweaks.ts";

/** What outlasts a reload. */
interface KeptState {
  /** What the mock began with. */
  readonly start: string;
  readonly world: WorldFile;
  readonly mockAt: number;
  readonly wallAt: number;
  readonly rate: number;
  readonly faults: readonly FaultSpec[];
  readonly tweaks: readonly TweakSpec[];
}

/**
 * Puts a mock where it was when the page was left. Gives what keeps its state for the next time, to be called when the
 * page is left: nothing is written while calls are answered. `reset()` still goes back to the start.
 */
export function restoreState(mock: Mock, root: string, options: MockOptions): () => void {
  const name = `license-api-kit ${root}`;
  const wall = options.wallClock ?? wallClock;
  const start = JSON.stringify([version, options.world]);
  const kept = readState(name);
  if (kept?.start === start) restore(mock, kept, wall);
  return () => writeState(name, { start, ...stateOf(mock, wall) });
}

function stateOf(mock: Mock, wall: Clock): Omit<KeptState, "start"> {
  return {
    world: mock.world.export(),
    mockAt: mock.clock.now(),
    wallAt: wall(),
    rate: mock.clock.rate(),
    faults: faultsLeft(mock.faults.list()),
    tweaks: tweaksLeft(mock.tweaks.list()),
  };
}

/** The time has run on meanwhile, as fast as it was told to. */
function restore(mock: Mock, { world, mockAt, wallAt, rate, faults, tweaks }: KeptState, wall: Clock): void {
  mock.world.replace(world);
  if (mockAt !== wallAt || rate !== 1) {
    mock.clock.set(mockAt + (wall() - wallAt) * rate);
    mock.clock.run(rate);
  }
  for (const fault of faults) mock.faults.add(fault);
  for (const tweak of tweaks) mock.tweaks.add(tweak);
}

function readState(name: string): KeptState | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") ?? undefined;
  } catch {
    return undefined; // a page that may not store anything, of which `writeState` tells
  }
}

function writeState(name: string, state: KeptState): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(state));
  } catch (error) {
    console.warn("license-api-kit: the mock's state was not kept for the next load of the page:", error);
  }
}

/** The faults that may still befall a call, as data that makes them anew; the dice of those that have any begin anew. */
function faultsLeft(faults: readonly Fault[]): FaultSpec[] {
  return faults
    .filter(({ spec }) => spec.when === undefined)
    .map(({ spec, met, applied }) => ({
      ...spec,
      ...(spec.after !== undefined && { after: Math.max(0, spec.after - met) }),
      ...(spec.times !== undefined && { times: spec.times - applied }),
    }))
    .filter(isLeft);
}

/** The tweaks that may still change an answer, as data that makes them anew. Functions cannot be kept. */
function tweaksLeft(tweaks: readonly Tweak[]): TweakSpec[] {
  return tweaks
    .filter(({ patch, options }) => patch !== undefined && options.when === undefined)
    .map(({ patch, options, applied }) => ({
      ...options,
      patch,
      ...(options.times !== undefined && { times: options.times - applied }),
    }))
    .filter(isLeft) as TweakSpec[];
}

function isLeft({ times }: { readonly times?: number }): boolean {
  return times === undefined || times > 0;
}
