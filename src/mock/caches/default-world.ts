import { readDefaultWorld } from "../../generated/fixtures.ts";
import type { Instant } from "../world/records.ts";
import { seedWorld } from "../world/seed.ts";
import { createWorld, type World, type WorldSnapshot } from "../world/world.ts";

let latest: { readonly start: Instant; readonly snapshot: WorldSnapshot } | undefined;

/**
 * The default world as it begins at a moment. The last one is kept, since tests make one mock after the other, at a moment
 * that they froze or within the same second; worlds share what none of them has changed.
 */
export function defaultWorldAt(start: Instant): World {
  if (latest?.start !== start) latest = { start, snapshot: seedWorld(readDefaultWorld(), start).snapshot() };
  return createWorld(latest.snapshot);
}
