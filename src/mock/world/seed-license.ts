import type * as file from "../../generated/types.ts";
import { startOfDay } from "./moment.ts";
import type * as records from "./records.ts";
import { consumptionOf, featureTemplate, floatingOf, type Seeding, worldFileError } from "./seeding.ts";
import { keyOf } from "./world.ts";

/** Adds a license with its features, users, devices and seats. */
export function seedLicense(row: file.WorldLicense, place: string, seeding: Seeding): void {
  const { world } = seeding;
  const companyId = seeding.company(row.company, `${place}.company`);
  const product = world.products.find("byCode", keyOf(companyId, row.product));
  if (!product) throw worldFileError(`${place}.product`, `"${row.product}"`, "the code of a product in `products`");
  const isKeyBased = product.authorizationMethod === "license-key";
  if (isKeyBased && row.licenseKey === undefined) {
    throw worldFileError(`${place}.licenseKey`, "nothing", `a key, as the product ${product.code} is key-based`);
  }
  if (!isKeyBased && !row.users?.length) {
    throw worldFileError(`${place}.users`, "nobody", `a user, as the product ${product.code} is user-based`);
  }
  const license = world.licenses.add({
    id: world.nextId(),
    companyId,
    productId: product.id,
    createdAt: seeding.start,
    orderId: world.nextId(),
    ...idsOf(row, place, companyId, seeding),
    ...termsOf(row, place, seeding),
    licenseKey: isKeyBased ? (row.licenseKey as string) : null,
    timesActivated: 0,
    deactivatedDeviceIds: [],
    consumption: consumptionOf(row.consumption ?? {}, seeding.start),
    floating: row.floating ? floatingOf(row.floating) : null,
    floatingTimeoutMinutes: row.floating?.timeoutMinutes ?? product.floatingTimeoutMinutes,
    customFields: (row.customFields ?? []).map(({ name, value = null }) => ({ name, value })),
    metadata: row.metadata ?? {},
  });
  for (const [at, email] of (row.users ?? []).entries()) {
    const user = userOf(email, companyId, `${place}.users[${at}]`, seeding);
    world.licenseUsers.add({ id: world.nextId(), productId: product.id, licenseId: license.id, userId: user.id });
  }
  for (const [at, feature] of (row.features ?? []).entries()) {
    const template = featureTemplate(feature, `${place}.features[${at}]`, seeding);
    world.features.add({ id: world.nextId(), licenseId: license.id, templateId: null, ...template });
  }
  for (const [at, device] of (row.devices ?? []).entries()) {
    seedDevice(device, license.id, `${place}.devices[${at}]`, seeding);
  }
}

function termsOf(row: file.WorldLicense, place: string, seeding: Seeding) {
  const moment = (field: "expiresAt" | "startsAt" | "maintainedUntil") => {
    const text = row[field];
    return text === undefined ? null : seeding.moment(text, `${place}.${field}`);
  };
  const expiresAt = moment("expiresAt");
  return {
    type: row.type ?? "perpetual",
    isEnabled: row.enabled ?? true,
    isTrial: row.trial ?? false,
    trialDays: row.trialDays ?? 0,
    validDuration: row.validDuration ?? null,
    expiresAt: expiresAt === null ? null : startOfDay(expiresAt),
    startsAt: moment("startsAt"),
    graceHours: row.graceHours ?? null,
    maintainedUntil: moment("maintainedUntil"),
    maxActivations: row.maxActivations ?? 1,
    unlimitedActivations: row.unlimitedActivations ?? false,
    maxTransfers: row.maxTransfers ?? 0,
    transferCount: row.transferCount ?? 0,
    offlineActivation: row.offlineActivation ?? false,
    preventVm: row.preventVm ?? false,
    maxUsers: row.maxUsers ?? 1,
  };
}

function idsOf(row: file.WorldLicense, place: string, companyId: number, { world }: Seeding) {
  const customer = row.customer === undefined ? null : world.customers.find("byEmail", keyOf(companyId, row.customer));
  if (customer === undefined) {
    throw worldFileError(`${place}.customer`, `"${row.customer}"`, "the email of a customer in `customers`");
  }
  return {
    customerId: customer?.id ?? null,
    orderStoreId: row.orderStoreId ?? null,
    bundleLicenseId: row.bundle === undefined ? null : bundleLicenseId(row, place, companyId, world),
  };
}

/** The bundle's own license stands before its members in the file and shares their key or users. */
function bundleLicenseId(row: file.WorldLicense, place: string, companyId: number, world: Seeding["world"]): number {
  const bundle = world.products.find("byCode", keyOf(companyId, row.bundle as string));
  const user = row.users?.[0] === undefined ? undefined : world.users.find("byEmail", keyOf(companyId, row.users[0]));
  const own =
    bundle &&
    (row.licenseKey !== undefined
      ? world.licenses.find("byKey", keyOf(bundle.id, row.licenseKey))
      : user && world.licenses.get(world.licenseUsers.find("byUser", keyOf(bundle.id, user.id))?.licenseId ?? 0));
  if (!own) {
    throw worldFileError(
      `${place}.bundle`,
      `"${row.bundle}"`,
      "a bundle whose own license, of the same key or user, stands before",
    );
  }
  return own.id;
}

function userOf(email: string, companyId: number, place: string, { world }: Seeding): records.UserRecord {
  const user = world.users.find("byEmail", keyOf(companyId, email));
  if (!user) throw worldFileError(place, `"${email}"`, "the email of a user in `users`");
  return user;
}

function seedDevice(row: file.WorldDevice, licenseId: number, place: string, seeding: Seeding): void {
  const { world, start } = seeding;
  const license = world.licenses.get(licenseId) as records.LicenseRecord;
  const isActive = row.active ?? true;
  const holder = world.licenseUsers.find("byLicense", String(licenseId));
  const user =
    row.user !== undefined
      ? userOf(row.user, license.companyId, `${place}.user`, seeding)
      : world.users.get(holder?.userId ?? 0);
  const device = world.devices.add({
    id: world.nextId(),
    licenseId,
    hardwareId: row.hardwareId,
    isActive,
    userId: user?.id ?? null,
    facts: row.hostname === undefined ? {} : { hostname: row.hostname },
  });
  if (isActive) {
    world.licenses.update(license, { timesActivated: license.timesActivated + 1 });
    if (user) world.users.update(user, { totalActivations: user.totalActivations + 1 });
  } else {
    world.licenses.update(license, { deactivatedDeviceIds: [...license.deactivatedDeviceIds, device.id] });
  }
  for (const [name, value] of Object.entries(row.variables ?? {})) {
    world.variables.add({ id: world.nextId(), deviceId: device.id, name, value: String(value), createdAt: start });
  }
  for (const [at, seat] of (row.seats ?? []).entries()) seedSeat(seat, device, `${place}.seats[${at}]`, seeding);
}

function seedSeat(row: file.WorldSeat, device: records.DeviceRecord, place: string, seeding: Seeding): void {
  const { world, start } = seeding;
  const features = world.features.list("byLicense", String(device.licenseId));
  const feature = row.feature === undefined ? null : features.find(({ code }) => code === row.feature);
  if (feature === undefined) {
    throw worldFileError(`${place}.feature`, `"${row.feature}"`, "the code of a feature of this license");
  }
  world.seats.add({
    id: world.nextId(),
    licenseId: device.licenseId,
    featureId: feature?.id ?? null,
    deviceId: device.id,
    lastContactAt:
      row.lastContactAt === undefined ? start : seeding.moment(row.lastContactAt, `${place}.lastContactAt`),
    borrowedUntil: row.borrowedUntil === undefined ? null : seeding.moment(row.borrowedUntil, `${place}.borrowedUntil`),
  });
}
