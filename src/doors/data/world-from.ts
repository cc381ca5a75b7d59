import type { Collection } from "@msw/data";
import { readDefaultWorld } from "../../generated/fixtures.ts";
import type { WorldFile } from "../../generated/types.ts";
import { suggestion } from "../../mock/editor/judge-row.ts";
import { requireWorldFile } from "../../mock/world/read-world-file.ts";
import { type RowTable, rowKinds } from "../../mock/world/rows/index.ts";
import { worldFileError } from "../../mock/world/rows/seeding.ts";

// biome-ignore lint/suspicious/noExplicitAny: a collection of whatever rows, as the library itself says it
type AnyCollection = Collection<any>;

/** Collections by the tables whose rows they hold, in the words of world files. */
export type WorldCollections = { readonly [T in RowTable]?: AnyCollection };

type Fields = Record<string, unknown>;

/** A row with the rows that it lists. */
type Holder = Fields & { features?: Fields[]; devices?: Holder[]; seats?: Fields[]; checkouts?: Fields[] };

/**
 * The world that collections of `@msw/data` hold, a mirror's or a team's own: `createMock({ world: worldFrom(…) })`.
 * Without `companies` and `apiKeys` it has the first of the default world. Rows of `features`, `devices`, `seats` and
 * `checkouts` go to the license that they name, in place of one with the same id there. Relations are left out.
 *
 * @throws an error that names the place, what was found and what was expected
 */
export function worldFrom(collections: WorldCollections): WorldFile {
  for (const name of Object.keys(collections)) requireTable(name);
  const { features, devices, seats, checkouts, ...others } = collections;
  const { companies, apiKeys } = readDefaultWorld();
  const rows = Object.entries(others).map(([name, collection]) => [name, rowsOf(collection)]);
  const world = { companies: companies.slice(0, 1), apiKeys: apiKeys.slice(0, 1), ...Object.fromEntries(rows) };
  const licenses = (world.licenses ?? []) as Holder[];
  for (const [at, { license, ...row }] of rowsOf(features).entries()) {
    const holder = requireHolder(licenses, "id", license, `features[${at}].license`);
    holder.features = withRow(holder.features, row);
  }
  for (const [at, { license, ...row }] of rowsOf(devices).entries()) {
    const holder = requireHolder(licenses, "id", license, `devices[${at}].license`);
    holder.devices = withRow(holder.devices, row);
  }
  for (const [table, collection] of Object.entries({ seats, checkouts }) as ["seats" | "checkouts", AnyCollection?][]) {
    for (const [at, { license, device, ...row }] of rowsOf(collection).entries()) {
      const { devices: known = [] } = requireHolder(licenses, "id", license, `${table}[${at}].license`);
      const holder = requireHolder(known, "hardwareId", device, `${table}[${at}].device`);
      holder[table] = withRow(holder[table], row);
    }
  }
  return requireWorldFile(world);
}

function requireTable(name: string): void {
  if (Object.hasOwn(rowKinds, name)) return;
  const expected = `one of a world's tables${suggestion(name, Object.keys(rowKinds))}`;
  throw worldFileError("worldFrom", `the collection ${JSON.stringify(name)}`, expected);
}

/** Plain copies of a collection's rows. Relations are getters, which lead to rows of other collections and back. */
function rowsOf(collection: AnyCollection | undefined): Fields[] {
  return (collection?.all() ?? []).map((record: object) => {
    const properties = Object.entries(Object.getOwnPropertyDescriptors(record));
    const fields = properties.filter(([, { get }]) => !get).map(([name, { value }]) => [name, value]);
    return JSON.parse(JSON.stringify(Object.fromEntries(fields)));
  });
}

function requireHolder(rows: readonly Holder[], field: "id" | "hardwareId", value: unknown, place: string): Holder {
  const row = rows.find((other) => value !== undefined && other[field] === value);
  if (row) return row;
  const what = field === "id" ? "the id of a license in `licenses`" : "the hardware id of a device of this license";
  throw worldFileError(place, JSON.stringify(value) ?? "nothing", what);
}

/** A list with a row in the place of the one with its id, else at its end. */
function withRow(rows: readonly Holder[] = [], row: Fields): Holder[] {
  const isKnown = row.id !== undefined && rows.some(({ id }) => id === row.id);
  return isKnown ? rows.map((other) => (other.id === row.id ? { ...other, ...row } : other)) : [...rows, row];
}
