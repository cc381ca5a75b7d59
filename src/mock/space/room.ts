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

/** The room of a space, for what it keeps beside its world. */
export interface Room {
  /** @throws NoRoom */
  take(bytes: number): void;
  give(bytes: number): void;
  /** What a state of the world takes beyond its beginning. */
  growthOf(snapshot: WorldSnapshot): number;
  /** Counts no more. */
  leave(): void;
}

/**
 * Holds a world to its limits: a change that would leave it over one of them is taken back. What it began with counts for
 * nothing, and what only makes it smaller is always taken.
 *
 * @param start the world as it began.
 * @param worlds what all worlds have grown by.
 */
export function limitRoom(world: World, start: WorldSnapshot, limits: Limits, worlds: Meter): Room {
  const log = createChangeLog(world);
  let ofWorld = growthSince(start, world.snapshot());
  let grown = ofWorld; // with what is kept beside the world
  worlds.bytes += grown;

  function judge(): void {
    if (log.isIdle) return;
    const changes = log.changes();
    const more = changes === "all" ? growthSince(start, world.snapshot()) - ofWorld : growth(changes);
    if (more > 0) {
      requireGrowth(more);
      if (changes !== "all") requireVariables(changes, world, limits.variables);
    }
    ofWorld += more;
    give(-more);
    log.settle();
  }

  function requireGrowth(more: number): void {
    requireRoom("world", "this space has grown", grown + more, limits.world);
    requireRoom("worlds", "all spaces have grown", worlds.bytes + more, limits.worlds);
  }

  function take(bytes: number): void {
    requireGrowth(bytes);
    give(-bytes);
  }

  function give(bytes: number): void {
    grown -= bytes;
    worlds.bytes -= bytes;
  }

  world.onCommit(judge);
  return { take, give, growthOf: (snapshot) => growthSince(start, snapshot), leave: () => give(grown) };
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

function growthSince(start: WorldSnapshot, now: WorldSnapshot): number {
  return growth(differences(start, now));
}

function growth(changes: readonly RowChange[]): number {
  return changes.reduce((sum, { before, after }) => sum + sizeOf(after) - sizeOf(before), 0);
}

/** About what a record takes in memory: its text, and as much again for what leads to it. */
function sizeOf(record: Stored | undefined): number {
  return record === undefined ? 0 : 2 * JSON.stringify(record).length;
}

/** Room without an end, for what nobody else fills. */
export const endless: Pick<Room, "take" | "give"> = { take: () => {}, give: () => {} };

/** About what a fault or a tweak takes: its text, and what is around it. */
export function sizeOfSpec(spec: object): number {
  return 500 + 2 * JSON.stringify(spec).length;
}
