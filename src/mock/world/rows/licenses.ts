import { readLicense } from "../../../generated/row-readers.ts";
import type * as file from "../../../generated/types.ts";
import { startOfDay } from "../moment.ts";
import type * as records from "../records.ts";
import type { World } from "../world.ts";
import { customerIdOf, userOf, writeCustomer } from "./accounts.ts";
import { addDevice, deviceRows } from "./devices.ts";
import { featureOf, featureRows } from "./features.ts";
import { findBundleLicense, writeHolders } from "./holders.ts";
import { poolCode, poolIdOf } from "./pools.ts";
import { consumptionOf, productOf } from "./products.ts";
import type { Reading } from "./reading.ts";
import { nestedRow, type RowKind } from "./row-kind.ts";
import { momentOr, momentsAt, type Seeding, worldFileError } from "./seeding.ts";

/** Licenses, each with its features, users and devices. Activations are counted as devices come. */
export const licenseRows: RowKind<file.WorldLicense, records.LicenseRecord> = {
  table: "licenses",
  schema: "world-license",
  read: (row, place, seeding) => {
    const { world } = seeding;
    const companyId = seeding.company(row.company, place);
    const product = productOf(row.product, companyId, place, seeding);
    const isKeyBased = requireHolder(row, product, place);
    const customerId = customerIdOf(row, companyId, place, seeding);
    const expiresAt = momentOr(row, "expiresAt", null, place, seeding);
    const made = {
      id: seeding.id(row.id, "licenses", place),
      companyId,
      productId: product.id,
      createdAt: momentOr(row, "createdAt", seeding.start, place, seeding),
      orderId: row.orderId ?? world.nextId(),
      customerId,
      poolId: poolIdOf(row.pool, "license", customerId, place, seeding),
      bundleLicenseId: bundleLicenseIdOf(row, place, companyId, world),
      licenseKey: isKeyBased ? (row.licenseKey as string) : null,
      expiresAt: expiresAt === null ? null : startOfDay(expiresAt),
      timesActivated: 0,
      deactivatedDeviceIds: none,
      consumption: seeding.shared(consumptionOf(row.consumption ?? {}, `${place}.consumption`, seeding)),
      floatingTimeoutMinutes: row.floatingTimeoutMinutes ?? usualTimeout(row.floating, product),
    };
    return readLicense(row, made, momentsAt(place, seeding));
  },
  write: (record, reading) => {
    const product = reading.world.products.get(record.productId) as records.ProductRecord;
    const hasUsualTimeout = record.floatingTimeoutMinutes === usualTimeout(record.floating, product);
    return {
      company: reading.company(record.companyId),
      product: product.code,
      ...writeHolders(record, product, reading),
      ...writeCustomer(record.customerId, reading),
      pool: poolCode(record.poolId, reading),
      deactivatedDevices: deactivatedDevices(record, reading),
      floatingTimeoutMinutes: hasUsualTimeout ? undefined : record.floatingTimeoutMinutes,
    };
  },
  parts: {
    features: ({ id }, reading) =>
      reading.world.features.byLicense(id).map((one) => nestedRow(featureRows, one, reading)),
    devices: ({ id }, reading) => reading.devices(id).map((device) => nestedRow(deviceRows, device, reading)),
  },
  add: addLicense,
  check: ({ bundleLicenseId }, place, { world }) => {
    if (bundleLicenseId === undefined || world.licenses.get(bundleLicenseId)) return;
    throw worldFileError(`${place}.bundleLicenseId`, String(bundleLicenseId), "the id of a license in `licenses`");
  },
};

const none: readonly never[] = Object.freeze([]);

function addLicense(row: file.WorldLicense, place: string, seeding: Seeding): number {
  const { world } = seeding;
  const record = licenseRows.read(row, place, seeding);
  requireOwnKey(record, place, world);
  const license = world.licenses.add(record);
  for (const [at, email] of (row.users ?? []).entries()) {
    const user = userOf(email, license.companyId, `${place}.users[${at}]`, seeding);
    const id = seeding.id(row.userLinkIds?.[at], "licenseUsers", `${place}.userLinkIds[${at}]`);
    world.licenseUsers.add({ id, productId: license.productId, licenseId: license.id, userId: user.id });
  }
  for (const [at, feature] of (row.features ?? []).entries()) {
    world.features.add(featureOf(feature, license, `${place}.features[${at}]`, seeding));
  }
  for (const [at, device] of (row.devices ?? []).entries()) {
    addDevice(device, license, `${place}.devices[${at}]`, seeding);
  }
  if (row.deactivatedDevices) {
    const deactivatedDeviceIds = deactivatedIdsOf(row.deactivatedDevices, license.id, place, world);
    world.licenses.update(license, { deactivatedDeviceIds });
  }
  return license.id;
}

/** Whether the product's licenses have keys, of a row that has what the product asks for. */
function requireHolder(row: file.WorldLicense, product: records.ProductRecord, place: string): boolean {
  const isKeyBased = product.authorizationMethod === "license-key";
  if (isKeyBased && row.licenseKey === undefined) {
    throw worldFileError(`${place}.licenseKey`, "nothing", `a key, as the product ${product.code} is key-based`);
  }
  if (!isKeyBased && row.users === undefined) {
    throw worldFileError(`${place}.users`, "nobody", `a user, as the product ${product.code} is user-based`);
  }
  return isKeyBased;
}

/** The timeout that answers state for a license which states none of its own. */
function usualTimeout(
  floating: Pick<file.WorldFloating, "timeoutMinutes"> | null | undefined,
  product: records.ProductRecord,
): number {
  return floating?.timeoutMinutes ?? product.floatingTimeoutMinutes;
}

/** Only one of two licenses under one key could ever be reached. */
export function requireOwnKey({ id, productId, licenseKey }: records.LicenseRecord, place: string, world: World): void {
  const owner = licenseKey === null ? undefined : world.licenses.byKey(productId, licenseKey);
  if (!owner || owner.id === id) return;
  throw worldFileError(`${place}.licenseKey`, `"${licenseKey}"`, "a key that no other license of the product has");
}

/** Ids of the devices that a license names as deactivated. */
export function deactivatedIdsOf(
  hardwareIds: readonly string[],
  licenseId: number,
  place: string,
  world: World,
): number[] {
  return hardwareIds.map((hardwareId) => {
    const device = world.devices.byHardware(licenseId, hardwareId);
    if (device) return device.id;
    throw worldFileError(`${place}.deactivatedDevices`, `"${hardwareId}"`, "hardware ids of devices of this license");
  });
}

/** Stated where it is not what the devices tell: all that are not active. */
function deactivatedDevices(
  { id, deactivatedDeviceIds }: records.LicenseRecord,
  reading: Reading,
): string[] | undefined {
  const inactive = reading.devices(id).filter(({ active }) => !active);
  const isUsual = String(inactive.map((device) => device.id)) === String(deactivatedDeviceIds);
  if (isUsual) return undefined;
  return deactivatedDeviceIds.map((deviceId) => reading.world.devices.get(deviceId)?.hardwareId ?? "");
}

function bundleLicenseIdOf(row: file.WorldLicense, place: string, companyId: number, world: World): number | null {
  if (row.bundleLicenseId !== undefined) return row.bundleLicenseId;
  if (row.bundle === undefined) return null;
  const own = findBundleLicense(row, companyId, world);
  if (own) return own.id;
  throw worldFileError(
    `${place}.bundle`,
    `"${row.bundle}"`,
    "a bundle whose own license, of the same key or user, stands before",
  );
}
