import { defaultCaller } from "../authenticate.ts";
import type { State } from "../state.ts";
import type { Foundation } from "./foundation.ts";

/** What a state is made of that only its space has. */
export type OwnParts = Pick<State, "world" | "policy" | "clock" | "journal" | "faults" | "tweaks">;

/** Makes what the pipeline works on: a space's own things over what all spaces share. */
export function createState(own: OwnParts, foundation: Foundation): State {
  const { world, policy, clock } = own;
  const { auth: mode, wall, hmac, ownerOfKey } = foundation;
  return {
    ...own,
    finished: foundation.finished,
    authentication: () => ({ mode, world, policy, now: clock.now(), wallNow: wall(), hmac, ownerOfKey }),
    stranger: () => defaultCaller(world),
    surroundings: ({ origin = defaultOrigin }) => ({ world, policy, origin, now: clock.now(), hmac }),
    sign: foundation.sign,
  };
}

/** Where a request that names no server is taken to have gone. */
const defaultOrigin = "http://localhost";
