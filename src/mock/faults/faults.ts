import { endpointRow } from "../../api/endpoints.ts";
import { createSeededRandom } from "../../api/seeded-random.ts";
import { isMeant } from "../call-filter.ts";
import type { Call } from "../journal/call.ts";
import { endless, type Room, sizeOfSpec } from "../space/room.ts";
import { befallsStrangers, type FaultSpec, faultKinds } from "./kinds.ts";
import { requireFault } from "./require-fault.ts";

/** A fault that was added. */
export interface Fault {
  readonly id: number;
  readonly spec: FaultSpec;
  /** How many calls it was meant for. */
  readonly met: number;
  /** How many of them it failed. */
  readonly applied: number;
}

/** The faults of a mock. Of several that a call meets the first one added befalls it, and every `delay` besides. */
export interface Faults {
  /** @throws an error that names the place, what was found and what was expected */
  add(spec: FaultSpec): Fault;
  list(): Fault[];
  /** Those that have failed no call yet: a test that asked for them in vain. */
  unused(): Fault[];
  remove(id: number): void;
  clear(): void;
}

/** What befalls one call. */
export interface FaultsOfCall {
  /** undefined where it is only late. */
  readonly fault: Fault | undefined;
  readonly delays: readonly Fault[];
}

/** Faults as the pipeline uses them. */
export interface ChoosableFaults extends Faults {
  /** What befalls a call. Asked once a call, as faults count the calls that they meet. */
  choose(call: Call): FaultsOfCall | undefined;
  readonly isEmpty: boolean;
  /** All of them as data, which `put` takes; those with a function are left out. */
  kept(): KeptFaults;
  put(kept: KeptFaults): void;
}

/** Faults as they stand, as data. */
export interface KeptFaults {
  readonly lastId: number;
  readonly faults: readonly Fault[];
}

type Kept = { -readonly [P in keyof Fault]: Fault[P] } & { readonly throwDice: () => number };

/** Makes an empty list of faults. */
export function createFaults(room: Pick<Room, "take" | "give"> = endless): ChoosableFaults {
  let kept: Kept[] = [];
  const letGo = (gone: readonly Kept[]) => room.give(gone.reduce((sum, { spec }) => sum + sizeOfSpec(spec), 0));
  let lastId = 0;
  return {
    add: (value) => {
      const spec = requireFault(value);
      room.take(sizeOfSpec(spec));
      const one: Kept = { id: ++lastId, spec, met: 0, applied: 0, throwDice: createSeededRandom(spec.seed ?? 1) };
      kept = [...kept, one];
      return one;
    },
    list: () => [...kept],
    unused: () => kept.filter(({ applied }) => applied === 0),
    remove: (id) => {
      letGo(kept.filter((one) => one.id === id));
      kept = kept.filter((one) => one.id !== id);
    },
    clear: () => {
      letGo(kept);
      kept = [];
    },
    choose: (call) => chooseAmong(kept, call),
    kept: () => ({
      lastId,
      faults: kept
        .filter(({ spec }) => spec.when === undefined)
        .map(({ id, spec, met, applied }) => ({ id, spec, met, applied })),
    }),
    put: (others) => {
      letGo(kept);
      lastId = others.lastId;
      room.take(others.faults.reduce((sum, { spec }) => sum + sizeOfSpec(spec), 0));
      kept = others.faults.map((fault) => ({ ...fault, throwDice: diceOf(fault) }));
    },
    get isEmpty() {
      return kept.length === 0;
    },
  };
}

/** The dice of a fault, thrown as often as it threw them. */
function diceOf({ spec, met }: Fault): () => number {
  const throwDice = createSeededRandom(spec.seed ?? 1);
  const times = spec.probability === undefined ? 0 : Math.max(0, met - (spec.after ?? 0));
  for (let at = 0; at < times; at += 1) throwDice();
  return throwDice;
}

function chooseAmong(kept: readonly Kept[], call: Call): FaultsOfCall | undefined {
  const delays: Fault[] = [];
  let fault: Fault | undefined;
  for (const one of kept) {
    const isDelay = one.spec.kind === "delay";
    if (!isDue(one, call) || (fault !== undefined && !isDelay)) continue;
    one.applied += 1;
    if (isDelay) delays.push(one);
    else fault = one;
  }
  return fault === undefined && delays.length === 0 ? undefined : { fault, delays };
}

/** Whether it is this call's turn to fail. Counts and dice go on with each call that is meant, whatever befalls it. */
function isDue(one: Kept, call: Call): boolean {
  const { spec } = one;
  if (!isProved(call) && !befallsStrangers(spec)) return false;
  if (!isMeant(spec, call) || !isPossible(spec, call)) return false;
  one.met += 1;
  if (one.met <= (spec.after ?? 0)) return false;
  const isLikely = spec.probability === undefined || one.throwDice() < spec.probability;
  return isLikely && one.applied < (spec.times ?? Number.POSITIVE_INFINITY);
}

/** Whether it is known who calls. An offline request says so itself, and is refused as it is read where it is not true. */
function isProved({ caller, endpoint, input }: Call): boolean {
  if (caller === undefined || endpoint === undefined) return false;
  return endpointRow(endpoint).body !== "offline" || input !== undefined;
}

function isPossible({ kind }: FaultSpec, { endpoint }: Call): boolean {
  return (
    !faultKinds[kind].needsLicenseSignature || (endpoint !== undefined && endpointRow(endpoint).embeds !== undefined)
  );
}
