import { readDevice, readSeat } from "../../../generated/row-readers.ts";
import type * as file from "../../../generated/types.ts";
import type * as records from "../records.ts";
import { userOf } from "./accounts.ts";
import { type OfLicense, requireLicense } from "./features.ts";
import { momentText, nestedRow, type RowKind } from "./row-kind.ts";
import { momentOr, momentsAt, type Seeding, worldFileError } from "./seeding.ts";

/** A device with its license. */
export type DeviceRow = file.WorldDevice & OfLicense;

/** A seat with its license and the hardware id of the device that holds it. */
export type SeatRow = file.WorldSeat & OfLicense & { readonly device: string };

/** Devices that licenses know. */
export const devices: RowKind<DeviceRow, records.DeviceRecord> = {
  table: "devices",
  schema: "world-device",
  anchors: { license: ({ licenseId }) => licenseId },
  read: (row, place, seeding) => {
    const license = requireLicense(row, place, seeding);
    const id = seeding.id(row.id, "devices", place);
    requireOwnHardware(id, row, place, seeding);
    return readDevice(row, {
      id,
      licenseId: license.id,
      userId: userIdOf(row, license, place, seeding),
      facts: { ...(row.hostname !== undefined && { hostname: row.hostname }), ...row.facts },
    });
  },
  write: ({ id, userId, facts: { hostname, ...facts } }, { world, isExact }) => {
    const variables = world.variables.byDevice(id);
    const user = userId === null ? undefined : world.users.get(userId);
    return {
      user: user?.email ?? null,
      hostname: hostname === undefined ? undefined : String(hostname),
      facts: Object.keys(facts).length > 0 ? facts : undefined,
      ...(variables.length > 0 && { variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])) }),
      ...(isExact && variables.length > 0 && { variableOrigins: originsOf(variables) }),
    };
  },
  parts: {
    seats: ({ id }, reading) => reading.world.seats.byDevice(id).map((seat) => nestedRow(seats, seat, reading)),
  },
  add: addDevice,
};

/** Seats that devices hold. */
export const seats: RowKind<SeatRow, records.SeatRecord> = {
  table: "seats",
  schema: "world-seat",
  anchors: {
    license: ({ licenseId }) => licenseId,
    device: ({ deviceId }, { world }) => world.devices.get(deviceId)?.hardwareId ?? "",
  },
  read: (row, place, seeding) => {
    const device = requireDevice(row, place, seeding);
    const made = {
      featureId: featureIdOf(row, place, seeding),
      id: seeding.id(row.id, "seats", place),
      licenseId: device.licenseId,
      deviceId: device.id,
      lastContactAt: momentOr(row, "lastContactAt", seeding.start, place, seeding),
    };
    return readSeat(row, made, momentsAt(place, seeding));
  },
  write: ({ featureId }, { world }) => ({
    feature: featureId === null ? undefined : world.features.get(featureId)?.code,
  }),
};

/** Adds a device with its variables and seats, and counts its activation. */
export function addDevice(row: DeviceRow, place: string, seeding: Seeding): number {
  const { world } = seeding;
  const device = world.devices.add(devices.read(row, place, seeding));
  const license = requireLicense(row, place, seeding);
  if (device.active) {
    const user = device.userId === null ? undefined : world.users.get(device.userId);
    world.licenses.update(license, { timesActivated: license.timesActivated + 1 });
    if (user) world.users.update(user, { totalActivations: user.totalActivations + 1 });
  } else {
    world.licenses.update(license, { deactivatedDeviceIds: [...license.deactivatedDeviceIds, device.id] });
  }
  for (const [name, value] of Object.entries(row.variables ?? {})) {
    addVariable(device.id, name, String(value), row, place, seeding);
  }
  for (const [at, seat] of (row.seats ?? []).entries()) {
    const whole = { ...seat, license: license.id, device: device.hardwareId };
    world.seats.add(seats.read(whole, `${place}.seats[${at}]`, seeding));
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
function userIdOf({ user }: DeviceRow, license: records.LicenseRecord, place: string, seeding: Seeding): number | null {
  if (user === null) return null;
  if (user !== undefined) return userOf(user, license.companyId, `${place}.user`, seeding).id;
  return seeding.world.licenseUsers.byLicense(license.id)[0]?.userId ?? null;
}

function requireOwnHardware(id: number, row: DeviceRow, place: string, { world }: Seeding): void {
  const twin = world.devices.byHardware(row.license, row.hardwareId);
  if (!twin || twin.id === id) return;
  throw worldFileError(`${place}.hardwareId`, `"${row.hardwareId}"`, "an id that no other device of the license has");
}

function requireDevice(row: SeatRow, place: string, seeding: Seeding): records.DeviceRecord {
  const license = requireLicense(row, place, seeding);
  const device = seeding.world.devices.byHardware(license.id, row.device);
  if (device) return device;
  const found = JSON.stringify(row.device) ?? "nothing";
  throw worldFileError(`${place}.device`, found, "the hardware id of a device of this license");
}

function featureIdOf({ feature, license }: SeatRow, place: string, { world }: Seeding): number | null {
  if (feature === undefined) return null;
  const found = world.features.byLicense(license).find(({ code }) => code === feature);
  if (found) return found.id;
  throw worldFileError(`${place}.feature`, `"${feature}"`, "the code of a feature of this license");
}
