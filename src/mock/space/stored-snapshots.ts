import { differences } from "../world/change-log.ts";
import type { Stored, Table } from "../world/table.ts";
import { createWorld, type Roles, type TableName, type World, type WorldSnapshot } from "../world/world.ts";

/** A record of a stored state: null for one that the start has and this state has not. */
export type StoredRow = readonly [table: TableName, id: number, row: Stored | null];

/** A state of a world by what makes it another than the start. */
interface StoredState {
  readonly lastId: number;
  /** Left out where they are those of the start. */
  readonly roles?: Roles;
  readonly rows: readonly StoredRow[];
}

/** A state of a world as a text. */
export function stateText(state: WorldSnapshot, start: WorldSnapshot): string {
  const rows = differences(start, state).map(({ table, id, after }): StoredRow => [table, id, after ?? null]);
  const roles = state.roles === start.roles ? {} : { roles: state.roles };
  return JSON.stringify({ lastId: state.lastId, ...roles, rows } satisfies StoredState);
}

/** The state that a text was made of, by the same start. */
export function stateOf(text: string, start: WorldSnapshot): WorldSnapshot {
  const { lastId, roles, rows } = JSON.parse(text) as StoredState;
  const world = createWorld(start);
  for (const row of rows) putRow(world, row);
  world.reserveId(lastId);
  if (roles) world.setRoles(roles);
  return world.snapshot();
}

/** Puts a record where it is stored. */
export function putRow(world: World, [name, id, row]: StoredRow): void {
  const table = world[name] as unknown as Table<Stored>;
  const present = table.get(id);
  if (row === null) present && table.remove(present);
  else if (present) table.update(present, row);
  else table.add(row);
}
