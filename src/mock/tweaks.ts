import type { EndpointName } from "../api/endpoints.ts";
import { InputError } from "../api/input-error.ts";
import { textAtPointer } from "../api/text-at-pointer.ts";
import { validate } from "../api/validate.ts";
import type { Responses, TweakFields } from "../generated/types.ts";
import { type CallFacts, type CallFilter, factsOf, isMeant, requireEndpoints } from "./call-filter.ts";
import { breachOf } from "./check-answer.ts";
import type { Call } from "./journal/call.ts";
import { reasonsInto } from "./journal/reasons.ts";
import { mergePatch } from "./merge-patch.ts";
import { endless, type Room, sizeOfSpec } from "./space/room.ts";

/** Which calls a tweak is for, and how it is held to the schema. */
export interface TweakOptions extends CallFilter {
  /** After so many calls it is used up. @default it never is */
  readonly times?: number;
  /** Sends an answer that breaks its schema all the same. @default false */
  readonly unchecked?: boolean;
}

/** A tweak that is plain data: a JSON merge patch; of a list each item is patched. */
export type TweakSpec = TweakFields & TweakOptions;

/** Changes an answer. It gets a copy of its own, and gives the whole answer. */
export type AnswerChange<E extends EndpointName> = (answer: Responses[E], call: CallFacts) => unknown;

/** A tweak that was added. */
export interface Tweak {
  readonly id: number;
  readonly options: TweakOptions;
  /** undefined where it is a function. */
  readonly patch: object | undefined;
  /** How many answers it has changed. */
  readonly applied: number;
  remove(): void;
}

/** The tweaks of a mock, in the order in which they were added, which is the order in which they apply. */
export interface Tweaks {
  /** @throws an error that names the place, what was found and what was expected */
  add(spec: TweakSpec): Tweak;
  list(): Tweak[];
  /** Those that have changed no answer yet: a test that asked for them in vain. */
  unused(): Tweak[];
  remove(id: number): void;
  clear(): void;
}

/** Adds a tweak for one endpoint: a function from answer to answer, or a JSON merge patch. */
export type AddTweak = <E extends EndpointName>(
  endpoint: E,
  change: AnswerChange<E> | object,
  options?: Omit<TweakOptions, "endpoint">,
) => Tweak;

/** Tweaks as the pipeline uses them. */
export interface ApplicableTweaks extends Tweaks {
  readonly tweak: AddTweak;
  /**
   * The answer as the tweaks of this call leave it, with the ids of those that changed it, and whether one of these asked
   * that it be left unchecked.
   *
   * @throws an Error, as a bug of the test, where a tweaked answer breaks its schema.
   */
  apply(output: unknown, call: Call): Tweaked;
  readonly isEmpty: boolean;
  /** All of them as data, which `put` takes; those with a function are left out. */
  kept(): KeptTweaks;
  put(kept: KeptTweaks): void;
}

/** Tweaks as they stand, as data. */
export interface KeptTweaks {
  readonly lastId: number;
  readonly tweaks: readonly Omit<Tweak, "remove">[];
}

/** What tweaks made of an answer. */
export interface Tweaked {
  readonly output: unknown;
  readonly isUnchecked: boolean;
  readonly applied?: readonly number[] | undefined;
}

type Kept = { -readonly [P in keyof Tweak]: Tweak[P] } & { readonly change: (answer: unknown, call: Call) => unknown };

/** Makes an empty list of tweaks. */
export function createTweaks(room: Pick<Room, "take" | "give"> = endless): ApplicableTweaks {
  let kept: Kept[] = [];
  let lastId = 0;
  const letGo = (gone: readonly Kept[]) => room.give(gone.reduce((sum, one) => sum + sizeOfTweak(one), 0));
  const remove = (id: number) => {
    letGo(kept.filter((one) => one.id === id));
    kept = kept.filter((one) => one.id !== id);
  };
  const keep = (options: TweakOptions, patch: object | undefined, change: Kept["change"]): Tweak => {
    room.take(sizeOfTweak({ options, patch }));
    const id = ++lastId;
    const one: Kept = { id, options, patch, applied: 0, change, remove: () => remove(id) };
    kept = [...kept, one];
    return one;
  };
  const add = (spec: TweakSpec): Tweak => {
    const { patch, ...options } = requireTweak(spec);
    return keep(options, patch, (answer) => patched(answer, patch));
  };
  const tweak: AddTweak = (endpoint, change, options = {}) => {
    if (typeof change !== "function") return add({ ...options, endpoint, patch: change as TweakSpec["patch"] });
    const given = { ...options, endpoint };
    requireTweak({ ...given, patch: {} });
    return keep(given, undefined, (answer, call) => change(structuredClone(answer) as never, factsOf(call)));
  };
  return {
    add,
    tweak,
    remove,
    list: () => [...kept],
    unused: () => kept.filter(({ applied }) => applied === 0),
    clear: () => {
      letGo(kept);
      kept = [];
    },
    apply: (output, call) => applyAll(kept, output, call),
    kept: () => ({
      lastId,
      tweaks: kept
        .filter(({ patch, options }) => patch !== undefined && options.when === undefined)
        .map(({ id, options, patch, applied }) => ({ id, options, patch, applied })),
    }),
    put: (others) => {
      letGo(kept);
      lastId = others.lastId;
      room.take(others.tweaks.reduce((sum, one) => sum + sizeOfTweak(one), 0));
      kept = others.tweaks.map((tweak) => ({
        ...tweak,
        change: (answer) => patched(answer, tweak.patch as object),
        remove: () => remove(tweak.id),
      }));
    },
    get isEmpty() {
      return kept.length === 0;
    },
  };
}

function sizeOfTweak({ options, patch }: Pick<Tweak, "options" | "patch">): number {
  return sizeOfSpec({ ...options, patch });
}

function applyAll(kept: readonly Kept[], output: unknown, call: Call): Tweaked {
  let tweaked = output;
  let isUnchecked = false;
  let applied: number[] | undefined;
  for (const one of kept) {
    if (one.applied >= (one.options.times ?? Number.POSITIVE_INFINITY) || !isMeant(one.options, call)) continue;
    one.applied += 1;
    tweaked = one.change(tweaked, call);
    applied = [...(applied ?? []), one.id];
    reasonsInto(call.reasons)`the answer was changed by tweak ${one.id}`;
    if (one.options.unchecked) isUnchecked = true;
    else if (!isUnchecked) requireAnswer(tweaked, one, call.endpoint as EndpointName);
  }
  return { output: tweaked, isUnchecked, applied };
}

function patched(answer: unknown, patch: object): unknown {
  return Array.isArray(answer) ? answer.map((item) => mergePatch(item, patch)) : mergePatch(answer, patch);
}

function requireAnswer(answer: unknown, { id }: Tweak, endpoint: EndpointName): void {
  const breach = breachOf(endpoint, answer, "service");
  if (!breach) return;
  const { path, message } = breach;
  throw new InputError(
    `tweak ${id} of ${endpoint}: the answer breaks its schema at ${path || "/"}: ${message}, found ${textAtPointer(answer, path)}; unchecked: true sends it all the same`,
  );
}

function requireTweak(spec: TweakSpec): TweakSpec {
  const { when, ...fields } = spec;
  const [first] = validate("tweak", fields);
  if (first) throw new InputError(`tweak${first.path}: ${first.message}, found ${textAtPointer(fields, first.path)}`);
  if (when !== undefined && typeof when !== "function") throw new InputError("tweak/when: must be a function");
  requireEndpoints(spec, "tweak");
  return spec;
}
