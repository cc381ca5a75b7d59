import { defaultCaller } from "../authenticate.ts";
import { cachesOf } from "../caches/caches.ts";
import { contextOf } from "../context.ts";
import { rememberingSigner } from "../signing.ts";
import type { State } from "../state.ts";
import type { Foundation } from "./foundation.ts";

/** What a state is made of that only its space has. */
export type OwnParts = Pick<State, "world" | "policy" | "clock" | "journal" | "faults" | "tweaks">;

/** Makes what the pipeline works on: a space's own things over what all spaces share. */
export function createState(own: OwnParts, foundation: Foundation): State {
  const { world, policy } = own;
  const { auth: mode, hmac, ownerOfKey } = foundation;
  const caches = cachesOf(policy, world, foundation.caches);
  const { proofs } = caches;
  return {
    ...own,
    caches,
    authentication: ({ at, wallAt }, { note, because }) => ({
      mode,
      world,
      policy,
      proofs,
      now: at,
      wallNow: wallAt,
      hmac,
      ownerOfKey,
      note,
      because,
    }),
    stranger: () => defaultCaller(world),
    surroundings: ({ at, request: { origin = defaultOrigin } }, caller, { note, because }, trace) =>
      contextOf({ world, policy, caller, hmac, note, because }, origin, at, trace),
    sign: rememberingSigner(foundation.sign, caches.signatures),
  };
}

/** Where a request that names no server is taken to have gone. */
const defaultOrigin = "http://localhost";
