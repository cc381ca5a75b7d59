import type * as records from "../world/records.ts";
import { worldFileError } from "../world/rows/seeding.ts";
import type { Stored, Table } from "../world/table.ts";
import type { RecordIn, TableName, World } from "../world/world.ts";

/** How a record of each table goes, with what cannot stand without it: `TableEditor.remove` tells the whole. */
const removals: { readonly [T in TableName]?: (id: number, world: World) => void } = {
  companies: (id, world) => {
    requireAnother(world.companies, "companies", "an owner of what names no company");
    const owned = [
      "products",
      "apiKeys",
      "oauthClients",
      "customerAccounts",
      "customers",
      "users",
      "blacklist",
    ] as const;
    for (const table of owned) removeAll(table, ({ companyId }) => companyId === id, world);
    drop("companies", id, world);
  },
  apiKeys: (id, world) => {
    requireAnother(world.apiKeys, "apiKeys", caller);
    drop("apiKeys", id, world);
  },
  oauthClients: (id, world) => {
    removeAll("accessTokens", ({ clientId }) => clientId === id, world);
    drop("oauthClients", id, world);
  },
  customerAccounts: (id, world) => {
    removeAll("oauthClients", ({ customerAccountId }) => customerAccountId === id, world);
    removeAll("ssoTokens", ({ customerAccountId }) => customerAccountId === id, world);
    removeAll("pools", ({ customerAccountId }) => customerAccountId === id, world);
    letGo("customers", { customerAccountId: null }, ({ customerAccountId }) => customerAccountId === id, world);
    letGo("users", { customerAccountId: null }, ({ customerAccountId }) => customerAccountId === id, world);
    drop("customerAccounts", id, world);
  },
  pools: (id, world) => {
    removeAll("checkouts", ({ poolId }) => poolId === id, world);
    letGo("licenses", { poolId: null }, ({ poolId }) => poolId === id, world);
    letGo("features", { poolId: null }, ({ poolId }) => poolId === id, world);
    drop("pools", id, world);
  },
  customers: (id, world) => {
    removeAll("oauthClients", ({ customerId }) => customerId === id, world);
    for (const license of [...world.licenses.all()]) {
      if (license.customerId !== id) continue;
      leavePools(license, world);
      world.licenses.update(license, { customerId: null, poolId: null });
    }
    drop("customers", id, world);
  },
  products: (id, world) => {
    removeAll("licenses", ({ productId }) => productId === id, world);
    drop("products", id, world);
  },
  users: (id, world) => {
    removeAll("licenseUsers", ({ userId }) => userId === id, world);
    removeAll("ssoTokens", ({ userId }) => userId === id, world);
    letGo("devices", { userId: null }, ({ userId }) => userId === id, world);
    drop("users", id, world);
  },
  licenses: (id, world) => {
    for (const table of ["devices", "features", "licenseUsers", "trials"] as const) {
      removeAll(table, ({ licenseId }) => licenseId === id, world);
    }
    letGo("licenses", { bundleLicenseId: null }, ({ bundleLicenseId }) => bundleLicenseId === id, world);
    drop("licenses", id, world);
  },
  features: (id, world) => {
    for (const table of ["seats", "checkouts"] as const) {
      removeAll(table, ({ featureId }) => featureId === id, world);
    }
    drop("features", id, world);
  },
  devices: (id, world) => {
    const device = world.devices.get(id) as records.DeviceRecord;
    for (const table of ["seats", "checkouts", "variables"] as const) {
      for (const { id: own } of world[table].byDevice(id)) drop(table, own, world);
    }
    countOut(device, world);
    drop("devices", id, world);
  },
};

const caller = "the caller of what is not authorized";

/** Removes a record of a table with what goes with it. */
export function removeRecord(table: TableName, id: number, world: World): void {
  const removal = removals[table];
  if (removal) removal(id, world);
  else drop(table, id, world);
}

/** A license of another customer, or of none, draws from no pool of before, and neither do its features. */
export function leavePools({ id }: { readonly id: number }, world: World): void {
  removeAll("checkouts", ({ licenseId }) => licenseId === id, world);
  for (const feature of world.features.byLicense(id)) {
    if (feature.poolId !== null) world.features.update(feature, { poolId: null });
  }
}

/** Takes a device out of what is counted of its license and user. */
function countOut({ id, licenseId, active, userId }: records.DeviceRecord, world: World): void {
  const license = world.licenses.get(licenseId) as records.LicenseRecord;
  world.licenses.update(license, {
    timesActivated: license.timesActivated - (active ? 1 : 0),
    deactivatedDeviceIds: license.deactivatedDeviceIds.filter((other) => other !== id),
  });
  const user = active ? world.users.get(userId) : undefined;
  if (user) world.users.update(user, { totalActivations: user.totalActivations - 1 });
}

/** Refuses the last one: in the middle of what goes with a company too, all of which is then taken back. */
function requireAnother(table: Table<Stored>, name: string, purpose: string): void {
  if (table.count() > 1) return;
  throw worldFileError(name, "the last row", `another one beside it, as the first is ${purpose}`);
}

function removeAll<T extends TableName>(table: T, isMeant: (record: RecordIn<T>) => boolean, world: World): void {
  const all = [...(world[table] as unknown as Table<RecordIn<T>>).all()];
  for (const record of all) if (isMeant(record)) removeRecord(table, record.id, world);
}

function letGo<T extends TableName>(
  table: T,
  patch: Partial<RecordIn<T>>,
  isMeant: (record: RecordIn<T>) => boolean,
  world: World,
): void {
  const records = world[table] as unknown as Table<RecordIn<T>>;
  for (const record of [...records.all()]) if (isMeant(record)) records.update(record, patch);
}

function drop(table: TableName, id: number, world: World): void {
  const records = world[table] as unknown as Table<Stored>;
  const record = records.get(id);
  if (record) records.remove(record);
}
