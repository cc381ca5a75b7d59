import type { Fault } from "../../mock/faults/faults.ts";
import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Tweak, TweakSpec } from "../../mock/tweaks.ts";

/** The faults that may still befall a call, as data that makes them anew; the dice of those that have any begin anew. */
export function faultsLeft(faults: readonly Fault[]): FaultSpec[] {
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
export function tweaksLeft(tweaks: readonly Tweak[]): TweakSpec[] {
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
