import { InputError } from "../../api/input-error.ts";
import { endless, type Room } from "../space/room.ts";
import type { World, WorldSnapshot } from "../world/world.ts";

/** States of a world by name. They cost nothing until the world changes. */
export interface Snapshots {
  /** Keeps the present state, in place of an older one of the name. @throws an error for a bad name, or one too many */
  save(name: string): void;
  /** Goes back to a state, as often as one likes. @throws an error that says which there are */
  restore(name: string): void;
  list(): string[];
  /** Forgets a state. Whether there was one. */
  remove(name: string): boolean;
}

/** The same for what keeps them beyond their process. */
export interface StorableSnapshots extends Snapshots {
  /** All of them. */
  kept(): ReadonlyMap<string, WorldSnapshot>;
  /** Has these in place of all that there were. */
  put(snapshots: ReadonlyMap<string, WorldSnapshot>): void;
}

type SnapshotRoom = Pick<Room, "take" | "give" | "growthOf">;

const noLimit: SnapshotRoom = { ...endless, growthOf: () => 0 };

/** States that a world keeps at most: each may hold a whole world. */
const most = 1_000;

/** Makes an empty set of states. A reset of the mock leaves it as it is. */
export function createSnapshots(world: World, room: SnapshotRoom = noLimit): StorableSnapshots {
  let kept = new Map<string, WorldSnapshot>();
  const sizeOf = (snapshots: ReadonlyMap<string, WorldSnapshot>) =>
    [...snapshots.values()].reduce((sum, snapshot) => sum + room.growthOf(snapshot), 0);
  return {
    save: (name) => {
      if (typeof name !== "string" || !/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/.test(name)) {
        throw new InputError(
          `snapshots: found the name ${JSON.stringify(name)?.slice(0, 80)}, expected 1 to 64 of the characters A-Z a-z 0-9 . _ -, and not . or .. alone`,
        );
      }
      if (kept.size >= most && !kept.has(name)) {
        throw new InputError(`snapshots: found ${kept.size} of them, expected at most ${most}; remove some`);
      }
      const snapshot = world.snapshot();
      const before = kept.get(name);
      room.take(room.growthOf(snapshot) - (before ? room.growthOf(before) : 0));
      kept.set(name, snapshot);
    },
    restore: (name) => {
      const snapshot = kept.get(name);
      if (snapshot) return world.restore(snapshot);
      const names = [...kept.keys()].slice(0, 20).join(", ") || "none yet";
      throw new InputError(`snapshots: found no ${JSON.stringify(name)?.slice(0, 80)}, expected one of: ${names}`);
    },
    list: () => [...kept.keys()],
    remove: (name) => {
      const snapshot = kept.get(name);
      if (snapshot) room.give(room.growthOf(snapshot));
      return kept.delete(name);
    },
    kept: () => kept,
    put: (others) => {
      room.give(sizeOf(kept));
      kept = new Map();
      room.take(sizeOf(others));
      kept = new Map(others);
    },
  };
}
