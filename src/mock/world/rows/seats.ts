import { readSeat } from "../../../generated/row-readers.ts";
import type { WorldSeat } from "../../../generated/types.ts";
import type { DeviceRecord, SeatRecord } from "../records.ts";
import { licenseOfRow, type OfLicense } from "./features.ts";
import type { Reading } from "./reading.ts";
import type { RowKind } from "./row-kind.ts";
import { momentOr, momentsAt, type Seeding, worldFileError } from "./seeding.ts";

/** A seat with its license and the hardware id of the device that holds it. */
export type SeatRow = WorldSeat & OfLicense & { readonly device: string };

type Held = Pick<SeatRecord, "licenseId" | "featureId" | "deviceId">;

/** How a row says which device holds it, and of which feature it is. */
export const heldBy = {
  anchors: {
    license: ({ licenseId }: Held) => licenseId,
    device: ({ deviceId }: Held, { world }: Reading) => world.devices.get(deviceId)?.hardwareId ?? "",
  },
  write: ({ featureId }: Held, { world }: Reading) => ({
    feature: world.features.get(featureId)?.code,
  }),
};

/** Seats that devices hold. */
export const seatRows: RowKind<SeatRow, SeatRecord> = {
  table: "seats",
  schema: "world-seat",
  ...heldBy,
  read: (row, place, seeding) => readSeatRow(row, holderOf(row, place, seeding), place, seeding),
};

/** The seat that a row describes, held by a device. */
export function readSeatRow(row: WorldSeat, device: DeviceRecord, place: string, seeding: Seeding): SeatRecord {
  const made = {
    featureId: featureIdOf(row, device.licenseId, place, seeding),
    id: seeding.id(row.id, "seats", place),
    licenseId: device.licenseId,
    deviceId: device.id,
    lastContactAt: momentOr(row, "lastContactAt", seeding.start, place, seeding),
  };
  return readSeat(row, made, momentsAt(place, seeding));
}

/** The device that a row names beside its license. */
export function holderOf(row: OfLicense & { readonly device: string }, place: string, seeding: Seeding): DeviceRecord {
  const license = licenseOfRow(row, place, seeding);
  const device = seeding.world.devices.byHardware(license.id, row.device);
  if (device) return device;
  const found = JSON.stringify(row.device) ?? "nothing";
  throw worldFileError(`${place}.device`, found, "the hardware id of a device of this license");
}

/** Id of the feature that a row names, null where it names none. */
export function featureIdOf(
  { feature }: { readonly feature?: string },
  licenseId: number,
  place: string,
  { world }: Seeding,
): number | null {
  if (feature === undefined) return null;
  const found = world.features.byLicense(licenseId).find(({ code }) => code === feature);
  if (found) return found.id;
  throw worldFileError(`${place}.feature`, `"${feature}"`, "the code of a feature of this license");
}
