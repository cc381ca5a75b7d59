import type * as file from "../../generated/types.ts";
import type * as records from "./records.ts";
import { momentOr, type Seeding, worldFileError } from "./seeding.ts";

/** The user of an email. */
export function userOf(email: string, companyId: number, place: string, { world }: Seeding): records.UserRecord {
  const user = world.users.byEmail(companyId, email);
  if (!user) throw worldFileError(place, `"${email}"`, "the email of a user in `users`");
  return user;
}

/** The device that a row describes, on a license. */
export function deviceRecord(
  row: file.WorldDevice,
  license: records.LicenseRecord,
  place: string,
  seeding: Seeding,
): records.DeviceRecord {
  const { world } = seeding;
  const holder = world.licenseUsers.byLicense(license.id)[0];
  const first = row.user === null ? null : (holder?.userId ?? null);
  const id = seeding.id(row.id, "devices", place);
  const twin = world.devices.byHardware(license.id, row.hardwareId);
  if (twin && twin.id !== id) {
    throw worldFileError(`${place}.hardwareId`, `"${row.hardwareId}"`, "an id that no other device of the license has");
  }
  return {
    id,
    licenseId: license.id,
    hardwareId: row.hardwareId,
    isActive: row.active ?? true,
    userId: typeof row.user === "string" ? userOf(row.user, license.companyId, `${place}.user`, seeding).id : first,
    facts: { ...(row.hostname !== undefined && { hostname: row.hostname }), ...row.facts },
  };
}

/** Adds a device with its variables and seats, and counts its activation. */
export function seedDevice(row: file.WorldDevice, licenseId: number, place: string, seeding: Seeding): number {
  const { world } = seeding;
  const license = world.licenses.get(licenseId) as records.LicenseRecord;
  const device = world.devices.add(deviceRecord(row, license, place, seeding));
  if (device.isActive) {
    const user = device.userId === null ? undefined : world.users.get(device.userId);
    world.licenses.update(license, { timesActivated: license.timesActivated + 1 });
    if (user) world.users.update(user, { totalActivations: user.totalActivations + 1 });
  } else {
    world.licenses.update(license, { deactivatedDeviceIds: [...license.deactivatedDeviceIds, device.id] });
  }
  for (const [name, value] of Object.entries(row.variables ?? {})) {
    seedVariable(device.id, name, String(value), row, place, seeding);
  }
  for (const [at, seat] of (row.seats ?? []).entries()) {
    world.seats.add(seatRecord(seat, device, `${place}.seats[${at}]`, seeding));
  }
  return device.id;
}

/** Adds a variable, with the origin that the row states for it. */
export function seedVariable(
  deviceId: number,
  name: string,
  value: string,
  { variableOrigins = {} }: file.WorldDevice,
  place: string,
  seeding: Seeding,
): void {
  const at = `${place}.variableOrigins.${name}`;
  const origin = Object.hasOwn(variableOrigins, name) ? variableOrigins[name] : undefined;
  seeding.world.variables.add({
    id: seeding.id(origin?.id, "variables", at),
    deviceId,
    name,
    value,
    createdAt: momentOr(origin ?? {}, "createdAt", seeding.start, at, seeding),
  });
}

/** The seat that a row describes, held by a device. */
export function seatRecord(
  row: file.WorldSeat,
  device: records.DeviceRecord,
  place: string,
  seeding: Seeding,
): records.SeatRecord {
  const { world, start } = seeding;
  const features = world.features.byLicense(device.licenseId);
  const feature = row.feature === undefined ? null : features.find(({ code }) => code === row.feature);
  if (feature === undefined) {
    throw worldFileError(`${place}.feature`, `"${row.feature}"`, "the code of a feature of this license");
  }
  return {
    id: seeding.id(row.id, "seats", place),
    licenseId: device.licenseId,
    featureId: feature?.id ?? null,
    deviceId: device.id,
    lastContactAt: momentOr(row, "lastContactAt", start, place, seeding),
    borrowedUntil: momentOr(row, "borrowedUntil", null, place, seeding),
  };
}
