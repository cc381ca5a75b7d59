import type { Clock } from "../api/wall-clock.ts";
import { readDefaultWorld } from "../generated/fixtures.ts";
import { defaultWorldAt } from "./caches/default-world.ts";
import { createTimekeeper } from "./clock/timekeeper.ts";
import type { MockOptions } from "./create-mock.ts";
import { requireWorldFile } from "./world/read-world-file.ts";
import { seedWorld } from "./world/seed.ts";
import type { World } from "./world/world.ts";

/**
 * The world at the start: at the very moment of a frozen clock, at the second of one that runs on anyway.
 *
 * @param begun when it began that goes on from a store.
 */
export function worldAtStart(options: MockOptions, wall: Clock, begun: number | undefined): World {
  const { clock, world } = options;
  const content = world === undefined ? undefined : requireWorldFile(world);
  const now = createTimekeeper(wall, clock).now();
  const start = begun ?? (clock === undefined ? Math.floor(now / 1_000) * 1_000 : now);
  if (content) return seedWorld(content, start);
  return options.policy?.cache === "off" ? seedWorld(readDefaultWorld(), start) : defaultWorldAt(start);
}
