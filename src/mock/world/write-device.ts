import type * as file from "../../generated/types.ts";
import { momentText, momentTextOf, type Reading, type Row } from "./reading.ts";
import type * as records from "./records.ts";

/** The row of a device, without its seats. */
export function deviceFields(record: records.DeviceRecord, { world, isExact }: Reading): Row<file.WorldDevice> {
  const { hostname, ...facts } = record.facts;
  const variables = world.variables.byDevice(record.id);
  const user = record.userId === null ? undefined : world.users.get(record.userId);
  return {
    id: record.id,
    hardwareId: record.hardwareId,
    active: record.isActive,
    user: user?.email ?? null,
    ...(hostname !== undefined && { hostname: String(hostname) }),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(variables.length > 0 && { variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])) }),
    ...(isExact && variables.length > 0 && { variableOrigins: originsOf(variables) }),
  };
}

function originsOf(variables: readonly records.VariableRecord[]) {
  return Object.fromEntries(
    variables.map(({ id, name, createdAt }) => [name, { id, createdAt: momentText(createdAt) }]),
  );
}

/** The row of a device as a license has it, with its seats. */
export function nestedDeviceRow(record: records.DeviceRecord, reading: Reading): Row<file.WorldDevice> {
  const seats = reading.world.seats.byDevice(record.id);
  const fields = deviceFields(record, reading);
  return seats.length > 0 ? { ...fields, seats: seats.map((seat) => seatFields(seat, reading)) } : fields;
}

/** The row of a seat as a device has it. */
export function seatFields(record: records.SeatRecord, { world }: Reading): Row<file.WorldSeat> {
  const feature = record.featureId === null ? undefined : world.features.get(record.featureId);
  const borrowedUntil = momentTextOf(record.borrowedUntil);
  return {
    id: record.id,
    ...(feature && { feature: feature.code }),
    lastContactAt: momentText(record.lastContactAt),
    ...(borrowedUntil !== undefined && { borrowedUntil }),
  };
}
