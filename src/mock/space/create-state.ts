import { defaultCaller } from "../authenticate.ts";
import type { Context } from "../behaviour.ts";
import { cachesOf } from "../caches/caches.ts";
import { alwaysChanged, type Dependencies } from "../caches/dependencies.ts";
import { rememberingSigner } from "../signing.ts";
import type { State } from "../state.ts";
import type { Instant } from "../world/records.ts";
import type { SharedParts } from "./shared-parts.ts";

/** What a state is made of that only its space has. */
export type OwnParts = Pick<
  State,
  "world" | "policy" | "clock" | "journal" | "faults" | "tweaks" | "rateLimits" | "space" | "keep"
>;

/** Makes what the pipeline works on: a space's own things over what all spaces share. */
export function createState(own: OwnParts, foundation: SharedParts): State {
  const { world, policy } = own;
  const { auth: mode, hmac, ownerOfKey } = foundation;
  const caches = cachesOf(policy, world, foundation.caches);
  const { proofs } = caches;
  return {
    ...own,
    caches,
    authentication: ({ at, wallAt, request }, { note, because }) => ({
      mode,
      world,
      policy,
      proofs,
      now: at,
      wallNow: wallAt,
      hmac,
      ownerOfKey: (apiKey) => (request.isStranger?.() ? undefined : ownerOfKey(apiKey)),
      note,
      because,
    }),
    stranger: () => defaultCaller(world),
    surroundings: ({ at, request: { origin = defaultOrigin } }, caller, { note, because }, trace) =>
      contextOf({ world, policy, caller, hmac, note, because, space: own.space }, origin, at, trace),
    sign: rememberingSigner(foundation.sign, caches.signatures),
    signOtherwise: foundation.signOtherwise,
    signInside: rememberingSigner(foundation.sign, caches.innerSignatures),
  };
}

/** Where a request that names no server is taken to have gone. */
const defaultOrigin = "http://localhost";

/** What a context gives as it stands. */
type Plain = Omit<Context, "now" | "hasCome" | "origin">;

/**
 * What a behaviour works with. A moment that is asked for bounds how long the answer may be given again; the time or the
 * address itself makes it good for this call alone.
 */
function contextOf(plain: Plain, origin: string, now: Instant, trace: Dependencies): Context {
  return {
    world: plain.world,
    policy: plain.policy,
    caller: plain.caller,
    hmac: plain.hmac,
    note: plain.note,
    because: plain.because,
    space: plain.space,
    get now() {
      trace.readings.push(alwaysChanged);
      return now;
    },
    get origin() {
      trace.readings.push(alwaysChanged);
      return origin;
    },
    hasCome(moment) {
      if (moment <= now) {
        if (moment > trace.since) trace.since = moment;
        return true;
      }
      if (moment < trace.until) trace.until = moment;
      return false;
    },
  };
}
