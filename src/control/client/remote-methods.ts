import { InputError } from "../../api/input-error.ts";
import { nearestName } from "../../api/nearest-name.ts";
import type { ControlSpace } from "../../generated/types.ts";
import type { TableEditor } from "../../mock/editor/table-editor.ts";
import type { TableEditors } from "../../mock/editor/world-editor.ts";
import type { Row } from "../../mock/world/rows/row-kind.ts";
import type { Operation, RemoteMethod } from "../operation.ts";
import { operationRows } from "../operations.ts";
import type { Remote, RemoteControls, RemoteMock, RemoteTweak } from "./remote.ts";
import type { ControlRequestError, Send } from "./send.ts";

/** Methods by the names of their operations: `clock.set`. */
type Methods = Readonly<Record<string, (...given: unknown[]) => Promise<unknown>>>;

/** Every method that operations have, for one space or, undefined, the main one. */
function methodsOf(send: Send, space: string | undefined, changed: () => Promise<void>): Methods {
  const methods: Record<string, (...given: unknown[]) => Promise<unknown>> = {};
  for (const [name, row] of operationRows) {
    for (const [method, remote] of Object.entries({ ...(row.remote && { [name]: row.remote }), ...row.alike })) {
      methods[method] = (...given) => call(row, remote, given, (request) => send(row, request, space), changed);
    }
  }
  return methods;
}

async function call(
  { gives }: Operation,
  { send, result, refused, changesWorld }: RemoteMethod,
  given: unknown[],
  ask: (request: ReturnType<typeof send>) => Promise<unknown>,
  changed: () => Promise<void>,
): Promise<unknown> {
  const request = send(...(given as never[]));
  try {
    const answer = await ask(request);
    if (changesWorld) await changed();
    if (refused === "no") return true;
    if (result) return result(answer as never);
    return gives === "control-status" ? undefined : answer;
  } catch (error) {
    const isMissing = [404, 409].includes((error as ControlRequestError).status);
    if (!isMissing || refused === undefined) throw error;
    return refused === "no" ? false : undefined;
  }
}

/** What a server does beside its spaces. */
export interface ServerMethods extends Pick<RemoteMock, "dropSpace"> {
  space(name?: string, options?: object): Promise<ControlSpace>;
  putSpace(name: string, options?: object): Promise<ControlSpace>;
  findSpace(name: string): Promise<ControlSpace>;
}

/** Makes what is about no space. */
export function serverMethods(send: Send): ServerMethods {
  const { space, putSpace, findSpace, dropSpace } = methodsOf(send, undefined, async () => {});
  return { space, putSpace, findSpace, dropSpace } as unknown as ServerMethods;
}

/**
 * Makes the controls of a space in a server, but what sends requests to its API.
 *
 * @param space its name, undefined for the main one.
 * @param changed is told when the whole world is another.
 */
export function remoteControls(
  send: Send,
  space: string | undefined,
  changed: () => Promise<void> = async () => {},
): Omit<RemoteControls, "fetch"> {
  const methods = methodsOf(send, space, changed);
  const { clock, faults, tweaks, journal, world, table, reset } = nested(methods) as unknown as Omit<
    RemoteControls,
    "fetch"
  > & { readonly table: TableMethods };
  const removable = (tweak: Omit<RemoteTweak, "remove">): RemoteTweak => ({
    ...tweak,
    remove: async () => void (await tweaks.remove(tweak.id)),
  });
  const add = async (spec: object) => removable(await tweaks.add(spec as never));
  return {
    ...{ clock, faults, journal, reset },
    tweak: (endpoint, patch, options = {}) => add({ ...options, endpoint, patch }),
    tweaks: {
      ...tweaks,
      add,
      list: async () => (await tweaks.list()).map(removable),
      unused: async () => (await tweaks.unused()).map(removable),
    },
    world: {
      ...world,
      ...(Object.fromEntries(tableNames.map((name) => [name, remoteTable(name, table)])) as Remote<TableEditors>),
      table: (name) => remoteTable(requireTable(name), table),
    },
  };
}

/** `clock.set` as `set` of `clock`. */
function nested(methods: Methods): object {
  const root: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(methods)) {
    const steps = name.split(".");
    let at = root;
    for (const step of steps.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[steps.at(-1) as string] = method;
  }
  return root;
}

/** The operations on rows, which begin with the table's name. */
interface TableMethods {
  list(table: string, fields?: object): Promise<Row<object>[]>;
  add(table: string, row: object): Promise<Row<object>>;
  update(table: string, which: unknown, patch: object): Promise<Row<object>>;
  remove(table: string, which: unknown): Promise<void>;
}

function remoteTable(name: string, table: TableMethods): Remote<TableEditor<object>> {
  return {
    all: () => table.list(name),
    list: (fields) => table.list(name, fields),
    find: async (fields) => (await table.list(name, fields))[0],
    get: async (id) => (await table.list(name, { id }))[0],
    add: (row) => table.add(name, row),
    update: (which, patch) => table.update(name, which, patch),
    remove: (which) => table.remove(name, which),
  };
}

/** Every table by its name: one that is missing does not compile. */
const tables: Readonly<Record<keyof TableEditors, true>> = {
  companies: true,
  apiKeys: true,
  oauthClients: true,
  accessTokens: true,
  customerAccounts: true,
  pools: true,
  customers: true,
  products: true,
  users: true,
  ssoTokens: true,
  licenses: true,
  features: true,
  devices: true,
  seats: true,
  checkouts: true,
  trials: true,
  blacklist: true,
};

/** Names of the tables. */
export const tableNames: readonly string[] = Object.keys(tables);

function requireTable(name: string): string {
  if (Object.hasOwn(tables, name)) return name;
  const near = typeof name === "string" ? nearestName(name, tableNames) : undefined;
  const hint = near === undefined ? `expected one of ${tableNames.join(", ")}` : `did you mean ${near}?`;
  throw new InputError(`world: found the table ${JSON.stringify(name)?.slice(0, 80)}, ${hint}`);
}
