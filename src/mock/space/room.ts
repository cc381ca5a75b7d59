import { InputError } from "../../api/input-error.ts";
import type { Limits, Meter } from "../limits.ts";
import { createChangeLog, differences, type RowChange } from "../world/change-log.ts";
import type { VariableRecord } from "../world/records.ts";
import type { Stored } from "../world/table.ts";
import type { World, WorldSnapshot } from "../world/world.ts";

/** What a world says that has no room for a change: HTTP's 413. */
export interface NoRoom extends InputError {
  readonly status: 413;
}

/** Whether an error is one. */
export function isNoRoom(error: unknown): error is NoRoom {
  return error instanceof InputError && (error as Partial<NoRoom>).status === 413;
}

/**
 * Holds a world to its limits: a change that would leave it over one of them is taken back. What it began with counts for
 * nothing, and what only makes it smaller is always taken.
 *
 * @param start the world as it began.
 * @param worlds what all worlds have grown by.
 * @returns what ends it, so that the world counts no more.
 */
export function limitRoom(world: World, start: WorldSnapshot, limits: Limits, worlds: Meter): () => void {
  const log = createChangeLog(world);
  let grown = growthSince(start, world);
  worlds.bytes += grown;

  function judge(): void {
    if (log.isIdle) return;
    const changes = log.changes();
    const more = changes === "all" ? growthSince(start, world) - grown : growth(changes);
    if (more > 0) {
      requireRoom("world", "this space has grown", grown + more, limits.world);
      requireRoom("worlds", "all spaces have grown", worlds.bytes + more, limits.worlds);
      if (changes !== "all") requireVariables(changes, world, limits.variables);
    }
    grown += more;
    worlds.bytes += more;
    log.settle();
  }

  world.onCommit(judge);
  return () => {
    worlds.bytes -= grown;
    grown = 0;
  };
}

function requireRoom(name: string, what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  throw noRoom(`${what} by more than ${most} bytes (limit ${name}): reset it, or remove what is no longer needed`);
}

/** @throws NoRoom */
function requireVariables(changes: readonly RowChange[], world: World, most: number): void {
  const devices = new Set<number>();
  for (const { table, after } of changes) {
    if (table === "variables" && after) devices.add((after as VariableRecord).deviceId);
  }
  for (const device of devices) {
    const bytes = world.variables.byDevice(device).reduce((sum, row) => sum + sizeOf(row), 0);
    if (bytes > most) throw noRoom(`the variables of this device would take more than ${most} bytes (limit variables)`);
  }
}

function noRoom(message: string): NoRoom {
  return Object.assign(new InputError(message), { status: 413 as const });
}

function growthSince(start: WorldSnapshot, world: World): number {
  return growth(differences(start, world.snapshot()));
}

function growth(changes: readonly RowChange[]): number {
  return changes.reduce((sum, { before, after }) => sum + sizeOf(after) - sizeOf(before), 0);
}

/** About what a record takes in memory: its text, and as much again for what leads to it. */
function sizeOf(record: Stored | undefined): number {
  return record === undefined ? 0 : 2 * JSON.stringify(record).length;
}
