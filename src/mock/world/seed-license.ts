import type * as file from "../../generated/types.ts";
import { startOfDay } from "./moment.ts";
import type * as records from "./records.ts";
import { seedDevice, userOf } from "./seed-device.ts";
import {
  consumptionOf,
  customerIdOf,
  featureTemplate,
  floatingOf,
  momentOr,
  type Seeding,
  worldFileError,
} from "./seeding.ts";
import type { World } from "./world.ts";

/** The license that a row describes. Activations are counted as devices come. */
export function licenseRecord(row: file.WorldLicense, place: string, seeding: Seeding): records.LicenseRecord {
  const { world } = seeding;
  const companyId = seeding.company(row.company, `${place}.company`);
  const product = world.products.byCode(companyId, row.product);
  if (!product) throw worldFileError(`${place}.product`, `"${row.product}"`, "the code of a product in `products`");
  const isKeyBased = requireHolder(row, product, place);
  const expiresAt = momentOr(row, "expiresAt", null, place, seeding);
  // One literal, however long: an object put together of parts keeps some of its fields outside, which takes more memory
  return {
    id: seeding.id(row.id, "licenses", place),
    companyId,
    productId: product.id,
    createdAt: momentOr(row, "createdAt", seeding.start, place, seeding),
    orderId: row.orderId ?? world.nextId(),
    customerId: customerIdOf(row, companyId, place, seeding),
    orderStoreId: row.orderStoreId ?? null,
    bundleLicenseId: bundleLicenseIdOf(row, place, companyId, world),
    type: row.type ?? "perpetual",
    isEnabled: row.enabled ?? true,
    isTrial: row.trial ?? false,
    trialDays: row.trialDays ?? 0,
    validDuration: row.validDuration ?? null,
    expiresAt: expiresAt === null ? null : startOfDay(expiresAt),
    startsAt: momentOr(row, "startsAt", null, place, seeding),
    graceHours: row.graceHours ?? null,
    maintainedUntil: momentOr(row, "maintainedUntil", null, place, seeding),
    maxActivations: row.maxActivations ?? 1,
    unlimitedActivations: row.unlimitedActivations ?? false,
    maxTransfers: row.maxTransfers ?? 0,
    transferCount: row.transferCount ?? 0,
    offlineActivation: row.offlineActivation ?? false,
    preventVm: row.preventVm ?? false,
    maxUsers: row.maxUsers ?? 1,
    licenseKey: isKeyBased ? (row.licenseKey as string) : null,
    timesActivated: 0,
    deactivatedDeviceIds: none,
    consumption: seeding.shared(consumptionOf(row.consumption ?? {}, `${place}.consumption`, seeding)),
    floating: row.floating ? floatingOf(row.floating) : null,
    floatingTimeoutMinutes: row.floatingTimeoutMinutes ?? floatingTimeout(row.floating, product),
    customFields: row.customFields?.map(({ name, value = null }) => ({ name, value })) ?? none,
    metadata: row.metadata ?? noMetadata,
  };
}

/** Records are never changed in place, so those without anything to list share one list: most of a large world do. */
const none: readonly never[] = Object.freeze([]);
const noMetadata: records.Metadata = Object.freeze({});

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
export function floatingTimeout(row: file.WorldFloating | undefined, product: records.ProductRecord): number {
  return row?.timeoutMinutes ?? product.floatingTimeoutMinutes;
}

/** Only one of two licenses under one key could ever be reached. */
export function requireOwnKey({ id, productId, licenseKey }: records.LicenseRecord, place: string, world: World): void {
  const owner = licenseKey === null ? undefined : world.licenses.byKey(productId, licenseKey);
  if (!owner || owner.id === id) return;
  throw worldFileError(`${place}.licenseKey`, `"${licenseKey}"`, "a key that no other license of the product has");
}

/** Adds a license with its features, users, devices and seats. */
export function seedLicense(row: file.WorldLicense, place: string, seeding: Seeding): number {
  const { world } = seeding;
  const record = licenseRecord(row, place, seeding);
  requireOwnKey(record, place, world);
  const license = world.licenses.add(record);
  for (const [at, email] of (row.users ?? []).entries()) {
    const user = userOf(email, license.companyId, `${place}.users[${at}]`, seeding);
    const id = seeding.id(row.userLinkIds?.[at], "licenseUsers", `${place}.userLinkIds[${at}]`);
    world.licenseUsers.add({ id, productId: license.productId, licenseId: license.id, userId: user.id });
  }
  for (const [at, feature] of (row.features ?? []).entries()) {
    world.features.add(featureRecord(feature, license.id, `${place}.features[${at}]`, seeding));
  }
  for (const [at, device] of (row.devices ?? []).entries()) {
    seedDevice(device, license.id, `${place}.devices[${at}]`, seeding);
  }
  if (row.deactivatedDevices) {
    const deactivatedDeviceIds = deactivatedIdsOf(row.deactivatedDevices, license.id, place, world);
    world.licenses.update(license, { deactivatedDeviceIds });
  }
  return license.id;
}

/** The feature that a row describes, of a license. */
export function featureRecord(
  row: file.WorldFeature,
  licenseId: number,
  place: string,
  seeding: Seeding,
): records.FeatureRecord {
  const id = seeding.id(row.id, "features", place);
  return { id, licenseId, templateId: row.templateId ?? null, ...featureTemplate(row, place, seeding) };
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

/** Refuses a license whose bundle's own license, named by its id, is not there. It may stand anywhere in the file. */
export function requireBundleLicense({ bundleLicenseId }: file.WorldLicense, place: string, { world }: Seeding): void {
  if (bundleLicenseId === undefined || world.licenses.get(bundleLicenseId)) return;
  throw worldFileError(`${place}.bundleLicenseId`, String(bundleLicenseId), "the id of a license in `licenses`");
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

/** The bundle's own license, which stands before its members in the file and shares their key or users. */
export function findBundleLicense(
  row: Pick<file.WorldLicense, "bundle" | "licenseKey" | "users">,
  companyId: number,
  world: World,
): records.LicenseRecord | undefined {
  const bundle = world.products.byCode(companyId, row.bundle as string);
  const user = row.users?.[0] === undefined ? undefined : world.users.byEmail(companyId, row.users[0]);
  if (!bundle) return undefined;
  if (row.licenseKey !== undefined) return world.licenses.byKey(bundle.id, row.licenseKey);
  return user && world.licenses.get(world.licenseUsers.byUser(bundle.id, user.id)[0]?.licenseId ?? 0);
}
