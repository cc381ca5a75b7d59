import type * as file from "../../generated/types.ts";
import type { Reading } from "../world/reading.ts";
import type * as records from "../world/records.ts";
import { deviceRecord, seatRecord, seedDevice } from "../world/seed-device.ts";
import { featureRecord } from "../world/seed-license.ts";
import { type Seeding, worldFileError } from "../world/seeding.ts";
import { deviceFields, nestedDeviceRow, seatFields } from "../world/write-device.ts";
import { featureRow } from "../world/write-license.ts";
import { changeDevice } from "./edit-device.ts";
import { nested } from "./judge-row.ts";
import { plainKind, type RowKind } from "./row-kind.ts";

/** That a row belongs to a license. */
export interface OfLicense {
  /** Id of the license. */
  readonly license: number;
}

/** A feature with its license. */
export type FeatureRow = file.WorldFeature & OfLicense;

/** A device with its license. */
export type DeviceRow = file.WorldDevice & OfLicense;

/** A seat with its license and the hardware id of the device that holds it. */
export type SeatRow = file.WorldSeat & OfLicense & { readonly device: string };

function requireLicense(id: number, place: string, { world }: Seeding): records.LicenseRecord {
  const license = world.licenses.get(id);
  if (license) return license;
  throw worldFileError(`${place}.license`, JSON.stringify(id) ?? "nothing", "the id of a license in `licenses`");
}

/** Features, each with its license. */
export const featureKind: RowKind<FeatureRow, records.FeatureRecord> = {
  ...plainKind(
    "features",
    "world-feature",
    ({ license, ...row }: FeatureRow, place, seeding) =>
      featureRecord(row, requireLicense(license, place, seeding).id, place, seeding),
    (record) => ({ ...featureRow(record), license: record.licenseId }),
  ),
  shape: nested("features", "world-feature"),
  anchors: ["license"],
};

/** Devices, each with its license. */
export const deviceKind: RowKind<DeviceRow, records.DeviceRecord> = {
  ...plainKind(
    "devices",
    "world-device",
    ({ license, ...row }: DeviceRow, place, seeding) =>
      deviceRecord(row, requireLicense(license, place, seeding), place, seeding),
    (record, reading) => ({ ...nestedDeviceRow(record, reading), license: record.licenseId }),
  ),
  shape: nested("devices", "world-device"),
  anchors: ["license"],
  elsewhere: ["seats"],
  changeableRowOf: (record, reading) => ({ ...deviceFields(record, reading), license: record.licenseId }),
  add: ({ license, ...row }, place, seeding) =>
    seedDevice(row, requireLicense(license, place, seeding).id, place, seeding),
  change: (record, { license: _same, ...row }, _patch, place, seeding) => changeDevice(record, row, place, seeding),
};

/** Seats, each with its license and device. */
export const seatKind: RowKind<SeatRow, records.SeatRecord> = {
  ...plainKind(
    "seats",
    "world-seat",
    ({ license, device, ...row }: SeatRow, place, seeding) =>
      seatRecord(
        row,
        requireDevice(requireLicense(license, place, seeding).id, device, place, seeding),
        place,
        seeding,
      ),
    seatRow,
  ),
  shape: nested("seats", "world-seat"),
  anchors: ["license", "device"],
};

function seatRow(record: records.SeatRecord, reading: Reading) {
  const device = reading.world.devices.get(record.deviceId)?.hardwareId ?? "";
  return { ...seatFields(record, reading), license: record.licenseId, device };
}

function requireDevice(licenseId: number, hardwareId: string, place: string, { world }: Seeding): records.DeviceRecord {
  const device = world.devices.byHardware(licenseId, hardwareId);
  if (device) return device;
  const found = JSON.stringify(hardwareId) ?? "nothing";
  throw worldFileError(`${place}.device`, found, "the hardware id of a device of this license");
}
