import type { TableEditor, Which } from "../../mock/editor/table-editor.ts";
import type { TableEditors } from "../../mock/editor/world-editor.ts";
import type { Row } from "../../mock/world/rows/row-kind.ts";
import type { Remote, RemoteWorld } from "./remote.ts";
import { type Send, whetherDone } from "./send.ts";

/** Every table by its name: one that is missing does not compile. */
const tables: Readonly<Record<keyof TableEditors, true>> = {
  companies: true,
  apiKeys: true,
  oauthClients: true,
  accessTokens: true,
  customerAccounts: true,
  customers: true,
  products: true,
  users: true,
  ssoTokens: true,
  licenses: true,
  features: true,
  devices: true,
  seats: true,
  trials: true,
  blacklist: true,
};

/** Names of the tables. */
export const tableNames: readonly string[] = Object.keys(tables);

/**
 * Makes the world of a space in a server.
 *
 * @param changed is told when the whole world is another.
 */
export function createRemoteWorld(send: Send, space: string | undefined, changed: () => Promise<void>): RemoteWorld {
  const editors = tableNames.map((name) => [name, createRemoteTable(name, send, space)]);
  return {
    ...(Object.fromEntries(editors) as Remote<TableEditors>),
    table: (name) => createRemoteTable(requireTable(name), send, space),
    export: () => send("GET", "/world", { space }),
    replace: async (body) => {
      await send("PUT", "/world", { space, body });
      await changed();
    },
    snapshots: {
      save: async (name) => void (await send("PUT", snapshotPath(name), { space })),
      restore: async (name) => {
        await send("POST", `${snapshotPath(name)}/restore`, { space });
        await changed();
      },
      list: () => send("GET", "/snapshots", { space }),
      remove: (name) => whetherDone(send("DELETE", snapshotPath(name), { space }), 404),
    },
  };
}

function requireTable(name: string): string {
  if (Object.hasOwn(tables, name)) return name;
  const found = JSON.stringify(name)?.slice(0, 80);
  throw new Error(`world: found the table ${found}, expected one of ${tableNames.join(", ")}`);
}

function snapshotPath(name: string): string {
  return `/snapshots/${step(name)}`;
}

function createRemoteTable(table: string, send: Send, space: string | undefined): Remote<TableEditor<object>> {
  const path = `/world/${step(table)}`;
  const list = (fields: object = {}) =>
    send<Row<object>[]>("GET", path, { space, query: fields as Readonly<Record<string, unknown>> });
  return {
    all: () => list(),
    list,
    find: async (fields) => (await list(fields))[0],
    get: async (id) => (await list({ id }))[0],
    add: (row) => send("POST", path, { space, body: row }),
    update: (which, patch) => send("PATCH", `${path}/${idOf(which)}`, { space, body: patch }),
    remove: async (which) => void (await send("DELETE", `${path}/${idOf(which)}`, { space })),
  };
}

function idOf(which: Which): number {
  return typeof which === "object" ? which.id : which;
}

/** A name as one step of a path. */
function step(name: string): string {
  return encodeURIComponent(String(name));
}
