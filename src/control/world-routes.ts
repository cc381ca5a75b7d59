import type { WorldFile } from "../generated/types.ts";
import { wantedFields } from "../mock/editor/given-row.ts";
import type { TableEditor } from "../mock/editor/table-editor.ts";
import { type RowTable, rowKinds } from "../mock/world/rows/index.ts";
import type { RowKind } from "../mock/world/rows/row-kind.ts";
import { type ControlCall, idOf, type Route, refusal } from "./route.ts";

/** The world of a space, in the words of world files. */
export const worldRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/world",
    about: "The present state as a world file that makes the same world again",
    inSpace: true,
    gives: "world",
    answer: ({ space }) => space.world.export(),
  },
  {
    method: "PUT",
    path: "/world",
    about: "Puts another world in place of this one, until a reset; a refused one changes nothing",
    inSpace: true,
    takes: "world",
    gives: "control-status",
    answer: ({ space, body }) => {
      space.world.replace(body as unknown as WorldFile);
      return { status: "replaced" };
    },
  },
  {
    method: "GET",
    path: "/world/:table",
    about: "The rows of a table whose fields equal those that the query gives, oldest first",
    inSpace: true,
    query: "any",
    gives: ["control-row"],
    refuses: [404],
    answer: rowsWith,
  },
  {
    method: "POST",
    path: "/world/:table",
    about: "Adds a row",
    inSpace: true,
    takes: "control-row",
    gives: "control-row",
    status: 201,
    refuses: [404],
    answer: (call) => tableOf(call).add(call.body),
  },
  {
    method: "GET",
    path: "/world/:table/:id",
    about: "A row",
    inSpace: true,
    gives: "control-row",
    refuses: [404],
    answer: (call) => requireRow(call).row,
  },
  {
    method: "PATCH",
    path: "/world/:table/:id",
    about: "Changes fields of a row",
    inSpace: true,
    takes: "control-patch",
    gives: "control-row",
    refuses: [404],
    answer: (call) => {
      const { table, id } = requireRow(call);
      return table.update(id, call.body);
    },
  },
  {
    method: "DELETE",
    path: "/world/:table/:id",
    about: "Removes a row with what cannot stand without it",
    inSpace: true,
    gives: "control-status",
    refuses: [404],
    answer: (call) => {
      const { table, id } = requireRow(call);
      table.remove(id);
      return { status: "removed" };
    },
  },
];

function tableOf({ space, step }: ControlCall): TableEditor<object> {
  try {
    return space.world.table(step("table"));
  } catch (error) {
    throw refusal(404, (error as Error).message);
  }
}

function requireRow(call: ControlCall): { table: TableEditor<object>; id: number; row: object } {
  const table = tableOf(call);
  const id = idOf(call);
  const row = table.get(id);
  if (row) return { table, id, row };
  throw refusal(404, `${call.step("table")}: there is no row of the id ${id}`);
}

/** A query has texts only: a field is equal to one that is it, or that writes it as JSON. Names must be fields. */
function rowsWith(call: ControlCall): object[] {
  const { query } = call;
  const table = tableOf(call);
  wantedFields(
    Object.fromEntries(query),
    rowKinds[call.step("table") as RowTable] as unknown as RowKind<object, never>,
  );
  const id = query.get("id");
  const rows = id === undefined ? table.all() : [table.get(Number(id))].filter((row) => row !== undefined);
  return rows.filter((row: object) =>
    [...query].every(([name, text]) => isSame((row as Readonly<Record<string, unknown>>)[name], text)),
  );
}

function isSame(value: unknown, text: string): boolean {
  return value === text || JSON.stringify(value) === text;
}
