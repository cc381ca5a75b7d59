import type { Context } from "../behaviour.ts";
import type { Instant } from "../world/records.ts";

/** The time as rules see it, at a given moment. */
export function timeAt(now: Instant): Pick<Context, "now" | "hasCome"> {
  return { now, hasCome: (moment) => moment <= now };
}
