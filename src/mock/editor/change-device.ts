import { returnUnits } from "../rules/checkout.ts";
import { freeAllSeats } from "../rules/seats.ts";
import type { DeviceRecord, LicenseRecord } from "../world/records.ts";
import { addVariable, type DeviceRow, deviceRows } from "../world/rows/devices.ts";
import type { Seeding } from "../world/rows/seeding.ts";

/** Makes a device what a row says. Counters of its license and users follow; who is let go gives its seats back. */
export function changeDevice(
  before: DeviceRecord,
  row: DeviceRow,
  _patch: object,
  place: string,
  seeding: Seeding,
): void {
  const { world } = seeding;
  const license = world.licenses.get(before.licenseId) as LicenseRecord;
  const after = world.devices.update(before, deviceRows.read(row, place, seeding));
  const told = license.deactivatedDeviceIds.filter((id) => id !== after.id);
  const isLetGo = before.active && !after.active;
  const keepsPlace = !before.active && !after.active;
  world.licenses.update(license, {
    timesActivated: license.timesActivated + Number(after.active) - Number(before.active),
    deactivatedDeviceIds: isLetGo ? [...told, after.id] : keepsPlace ? license.deactivatedDeviceIds : told,
  });
  if (before.active) countUser(before.userId, -1, seeding);
  if (after.active) countUser(after.userId, 1, seeding);
  changeVariables(after, row, place, seeding);
  if (isLetGo) freeAllSeats(after, world);
  if (isLetGo) returnUnits(after, world);
}

function countUser(userId: number | null, step: number, { world }: Seeding): void {
  const user = world.users.get(userId);
  if (user) world.users.update(user, { totalActivations: user.totalActivations + step });
}

/** Variables that stay the same keep when they were told; the others were told now. */
function changeVariables(device: DeviceRecord, row: DeviceRow, place: string, seeding: Seeding): void {
  const { world, start } = seeding;
  const wanted = new Map(Object.entries(row.variables ?? {}));
  for (const known of world.variables.byDevice(device.id)) {
    const value = wanted.get(known.name);
    if (value === undefined) world.variables.remove(known);
    else if (String(value) !== known.value) world.variables.update(known, { value: String(value), createdAt: start });
    wanted.delete(known.name);
  }
  for (const [name, value] of wanted) addVariable(device.id, name, String(value), row, place, seeding);
}
