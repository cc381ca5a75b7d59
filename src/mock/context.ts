import type { Context } from "./behaviour.ts";
import { never, type Trace } from "./caches/trace.ts";
import type { Instant } from "./world/records.ts";

/** What a context gives as it stands. */
type Plain = Omit<Context, "now" | "hasCome" | "origin">;

/**
 * What a behaviour works with. A moment that is asked for bounds how long the answer may be given again; the time or the
 * address itself makes it good for this call alone.
 */
export function contextOf(plain: Plain, origin: string, now: Instant, trace: Trace): Context {
  return {
    world: plain.world,
    policy: plain.policy,
    caller: plain.caller,
    hmac: plain.hmac,
    note: plain.note,
    because: plain.because,
    get now() {
      trace.readings.push(never);
      return now;
    },
    get origin() {
      trace.readings.push(never);
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
