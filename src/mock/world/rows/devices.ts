import { readDevice } from "../../../generated/row-readers.ts";
import type * as file from "../../../generated/types.ts";
import type * as records from "../records.ts";
import { userOf } from "./accounts.ts";
import { checkoutRows, readCheckoutRow } from "./checkouts.ts";
import { licenseOfRow, type OfLicense } from "./features.ts";
import { momentText, nestedRow, type RowKind } from "./row-kind.ts";
import { readSeatRow, seatRows } from "./seats.ts";
import { momentOr, type Seeding, worldFileError } from "./seeding.ts";

/** A device with its license. */
export type DeviceRow = file.WorldDevice & OfLicense;

/** Devices that licenses know. */
export const deviceRows: RowKind<DeviceRow, records.DeviceRecord> = {
  table: "devices",
  schema: "world-device",
  anchors: { license: ({ licenseId }) => licenseId },
  read: (row, place, seeding) => deviceOf(row, licenseOfRow(row, place, seeding), place, seeding),
  write: ({ id, userId, facts: { hostname, ...facts } }, { world, isExact }) => {
    const variables = world.variables.byDevice(id);
    const user = world.users.get(userId);
    return {
      user: user?.email ?? null,
      hostname: hostname === undefined ? undefined : String(hostname),
      facts: Object.keys(facts).length > 0 ? facts : undefined,
      ...(variables.length > 0 && { variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])) }),
      ...(isExact && variables.length > 0 && { variableOrigins: originsOf(variables) }),
    };
  },
  parts: {
    seats: ({ id }, reading) => reading.world.seats.byDevice(id).map((seat) => nestedRow(seatRows, seat, reading)),
    checkouts: ({ id }, reading) =>
      reading.world.checkouts.byDevice(id).map((one) => nestedRow(checkoutRows, one, reading)),
  },
  add: (row, place, seeding) => addDevice(row, licenseOfRow(row, place, seeding), place, seeding),
};

function deviceOf(
  row: file.WorldDevice,
  license: records.LicenseRecord,
  place: string,
  seeding: Seeding,
): records.DeviceRecord {
  const id = seeding.id(row.id, "devices", place);
  const twin = seeding.world.devices.byHardware(license.id, row.hardwareId);
  if (twin && twin.id !== id) {
    throw worldFileError(`${place}.hardwareId`, `"${row.hardwareId}"`, "an id that no other device of the license has");
  }
  return readDevice(row, {
    id,
    licenseId: license.id,
    userId: userIdOf(row, license, place, seeding),
    facts: { ...(row.hostname !== undefined && { hostname: row.hostname }), ...row.facts },
  });
}

/** Adds a device with its variables and seats, and counts its activation. */
export function addDevice(
  row: file.WorldDevice,
  { id }: records.LicenseRecord,
  place: string,
  seeding: Seeding,
): number {
  const { world } = seeding;
  const license = world.licenses.get(id) as records.LicenseRecord; // as of now: each device is counted on it
  const device = world.devices.add(deviceOf(row, license, place, seeding));
  if (device.active) {
    const user = world.users.get(device.userId);
    world.licenses.update(license, { timesActivated: license.timesActivated + 1 });
    if (user) world.users.update(user, { totalActivations: user.totalActivations + 1 });
  } else {
    world.licenses.update(license, { deactivatedDeviceIds: [...license.deactivatedDeviceIds, device.id] });
  }
  for (const [name, value] of Object.entries(row.variables ?? {})) {
    addVariable(device.id, name, String(value), row, place, seeding);
  }
  for (const [at, seat] of (row.seats ?? []).entries()) {
    world.seats.add(readSeatRow(seat, device, `${place}.seats[${at}]`, seeding));
  }
  for (const [at, checkout] of (row.checkouts ?? []).entries()) {
    world.checkouts.add(readCheckoutRow(checkout, device, `${place}.checkouts[${at}]`, seeding));
  }
  return device.id;
}

/** Adds a variable, with the origin that the row states for it. */
export function addVariable(
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

function originsOf(variables: readonly records.VariableRecord[]) {
  return Object.fromEntries(
    variables.map(({ id, name, createdAt }) => [name, { id, createdAt: momentText(createdAt) }]),
  );
}

/** Who activated a device: the license's first user, where the row says nothing else. */
function userIdOf(
  { user }: file.WorldDevice,
  license: records.LicenseRecord,
  place: string,
  seeding: Seeding,
): number | null {
  if (user === null) return null;
  if (user !== undefined) return userOf(user, license.companyId, `${place}.user`, seeding).id;
  return seeding.world.licenseUsers.byLicense(license.id)[0]?.userId ?? null;
}
