import { type RowTable, rowKinds } from "../../mock/world/rows/index.ts";
import type { Stored } from "../../mock/world/table.ts";
import type { TableName, World } from "../../mock/world/world.ts";

/** A row, by its table and id. */
export type RowName = readonly [table: RowTable, id: number];

/**
 * Fields by which rows of any other table name a record, or are written with it in mind. These change in edits only, so
 * that all rows are looked at then costs no call anything.
 */
const namedBy: Partial<Record<TableName, readonly string[]>> = {
  companies: ["name"],
  customerAccounts: ["code", "companyId"],
  customers: ["email", "companyId"],
  oauthClients: ["clientId"],
  products: ["code", "companyId", "authorizationMethod", "floatingTimeoutMinutes"],
  users: ["email", "companyId"],
  licenses: ["licenseKey", "productId", "companyId"],
};

type Fields = Readonly<Record<string, unknown>>;

/** The rows that show a record which changed; undefined where that may be any. */
export function rowsShowing(
  table: TableName,
  before: Stored | undefined,
  after: Stored | undefined,
  world: World,
): readonly RowName[] | undefined {
  const record = after ?? before;
  if (!record || isNameChanged(table, before, after)) return undefined;
  const own: RowName[] = Object.hasOwn(rowKinds, table) ? [[table as RowTable, record.id]] : [];
  return [...own, ...rowsAround(table, record, world)];
}

function isNameChanged(table: TableName, before: Stored | undefined, after: Stored | undefined): boolean {
  const names = namedBy[table];
  if (!names || !before) return false;
  return !after || names.some((name) => (before as unknown as Fields)[name] !== (after as unknown as Fields)[name]);
}

/** Rows that a record is a part of, or that name it. */
function rowsAround(table: TableName, record: Stored, world: World): RowName[] {
  const { licenseId, deviceId } = record as unknown as Readonly<Record<string, number | undefined>>;
  const device = deviceId === undefined ? undefined : world.devices.get(deviceId);
  return [
    ...(table === "licenses" ? membersOf(record.id, world) : []),
    ...(licenseId === undefined ? [] : licenseRows(licenseId, world)),
    ...(device ? [["devices", device.id] as const, ...licenseRows(device.licenseId, world)] : []),
    ...seatRows(table, record.id, licenseId, world),
  ];
}

function licenseRows(id: number, world: World): RowName[] {
  return [["licenses", id], ...membersOf(id, world)];
}

/** A bundle's members name its own license, by its key or its users. */
function membersOf(id: number, world: World): RowName[] {
  return world.licenses.byBundle(id).map((member) => ["licenses", member.id]);
}

/** Seats name their device and their feature, and devices show their seats. */
function seatRows(table: TableName, id: number, licenseId: number | undefined, world: World): RowName[] {
  if (table === "devices") return world.seats.byDevice(id).map((seat) => ["seats", seat.id]);
  if (table !== "features" || licenseId === undefined) return [];
  return world.seats.byPool(licenseId, id).flatMap((seat) => [
    ["seats", seat.id],
    ["devices", seat.deviceId],
  ]);
}
