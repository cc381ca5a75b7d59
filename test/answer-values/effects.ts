import type * as file from "../../src/generated/types.ts";
import { type Call, featureOf, licenseOf, licensesOfBundle, only, owned, poolOf } from "./rows.ts";

/** What a call leaves behind in the rows of the world, by the call and its answer: ids that the mock gives are in there. */
export type Effect = (call: Call, answer: unknown) => void;

/** The device has a seat of the license from now on. */
export const takesSeat: Effect = (call) => takeSeat(call, undefined);

/** The device has a seat of the feature from now on. */
export const takesFeatureSeat: Effect = (call) => takeSeat(call, call.input.feature as string);

/** The device has borrowed a seat until a moment. */
export function borrows(until: (hours: number, now: number) => string): Effect {
  return (call) => {
    const feature = call.input.feature as string | undefined;
    takeSeat(call, feature);
    const { row, device } = licenseOf(call);
    const { maxBorrowHours = 0 } = (feature === undefined ? row : featureOf(call).row).floating as file.WorldFloating;
    const seat = only(device?.seats, (one) => one.feature === feature);
    seat.borrowedUntil = until(maxBorrowHours, call.now);
  };
}

/** The device has no seat of the license, or of the feature, any more. */
export const releases: Effect = (call) => {
  const { device } = licenseOf(call) as { device: file.WorldDevice };
  device.seats = (device.seats ?? []).filter(({ feature }) => feature !== call.input.feature);
};

/** The device is active. */
export const activates: Effect = (call, answer) => addDevice(licenseOf(call).row, call, answer);

/** The device is active on each license of a bundle. */
export const activatesBundle: Effect = (call, answer) => {
  const list = (Array.isArray(answer) ? answer : (answer as { licenses: unknown[] }).licenses) as unknown[];
  for (const [at, { row }] of licensesOfBundle(call).entries()) addDevice(row, call, list[at]);
};

/** The device is active on each license of a bundle, in place of one that was let go before. */
export const transfersBundle: Effect = (call, answer) => {
  for (const { row } of licensesOfBundle(call)) row.transferCount = (row.transferCount ?? 0) + 1;
  activatesBundle(call, answer);
};

/** The device is active in place of one that was let go before. */
export const transfers: Effect = (call, answer) => {
  const { row } = licenseOf(call);
  row.transferCount = (row.transferCount ?? 0) + 1;
  activates(call, answer);
};

/** The agreed duration counts from now on; on a trial its days. */
export const beginsTime: Effect = (call) => {
  const { row } = licenseOf(call);
  const days = row.trial ? (row.trialDays ?? 0) : Number.parseInt(row.validDuration ?? "", 10);
  row.expiresAt = new Date(call.now + days * 86_400_000).toISOString();
};

/** The device is let go. */
export const deactivates: Effect = (call) => letGo(licenseOf(call).device);

/** The device is let go from each license of a bundle. */
export const deactivatesBundle: Effect = (call) => {
  for (const { device } of licensesOfBundle(call)) letGo(device);
};

/** The license has counted some units. */
export const counts: Effect = (call) => {
  const { row } = licenseOf(call);
  const { consumptions = 1, max_overages, allow_overages } = call.input as Record<string, number>;
  const before = row.consumption as file.WorldConsumption;
  row.consumption = { ...before, total: (before.total ?? 0) + consumptions };
  if (max_overages !== undefined)
    Object.assign(row.consumption, { maxOverages: max_overages, overages: max_overages > 0 });
  if (allow_overages !== undefined) Object.assign(row.consumption, { overages: allow_overages });
  countOn(poolOf(row.pool, call), consumptions);
};

/** The feature has counted some units. */
export const countsOnFeature: Effect = (call) => {
  const { row } = featureOf(call);
  const units = (call.input.consumptions as number) ?? 1;
  for (const counting of [row, poolOf(row.pool, call)]) countOn(counting, units);
};

/** The features that a file names have counted some units, and the license. */
export const countsOffline: Effect = (call) => {
  const { consumptions, product_features: items = [] } = call.input as {
    consumptions?: number;
    product_features?: Item[];
  };
  if (consumptions !== undefined) counts(call, undefined);
  for (const { code, consumptions: units } of items) {
    countOn(
      only(licenseOf(call).row.features, (feature) => feature.code === code),
      units,
    );
  }
};

interface Item {
  readonly code: string;
  readonly consumptions: number;
}

/** The device has the variables that it sent, those it had under their ids. */
export const writesVariables: Effect = (call) => {
  const { device } = licenseOf(call) as { device: file.WorldDevice };
  keepVariables(device, call);
};

/** New variables have the ids that the answer gives. */
export const learnsIds: Effect = (call, answer) => {
  const { variableOrigins = {} } = licenseOf(call).device as file.WorldDevice;
  for (const { variable, id } of answer as { variable: string; id: number }[]) {
    const origin = variableOrigins[variable];
    if (origin) origin.id ??= id;
  }
};

/** The user has another password, chosen by themselves. */
export const changesPassword: Effect = (call) => {
  const user = only(owned(call.world.users, call), ({ email }) => email === call.input.username);
  Object.assign(user, { password: call.input.new_password, isInitialPassword: false });
};

/** Effects one after the other. */
export function all(...effects: Effect[]): Effect {
  return (call, answer) => {
    for (const effect of effects) effect(call, answer);
  };
}

/** Counters of some periods start again, wherever they are. */
export function resets(...periods: NonNullable<file.WorldConsumption["period"]>[]): Effect {
  return ({ world }) => {
    for (const license of world.licenses) {
      for (const { consumption } of [license, ...(license.features ?? [])]) {
        if (consumption?.resets && periods.some((period) => period === consumption.period)) consumption.total = 0;
      }
    }
  };
}

function takeSeat(call: Call, feature: string | undefined): void {
  const { device } = licenseOf(call) as { device: file.WorldDevice };
  const others = (device.seats ?? []).filter((seat) => seat.feature !== feature);
  const before = device.seats?.find((seat) => seat.feature === feature);
  const lastContactAt = new Date(call.now).toISOString();
  device.seats = [...others, { ...before, ...(feature !== undefined && { feature }), lastContactAt }];
}

function letGo(device: file.WorldDevice | undefined): void {
  if (device) Object.assign(device, { active: false, seats: [] });
}

function addDevice(license: file.WorldLicense, call: Call, answer: unknown): void {
  const { hardware_id: hardwareId, username } = call.input as { hardware_id: string; username?: string };
  license.devices ??= [];
  const known = license.devices.find((device) => device.hardwareId === hardwareId);
  const device: file.WorldDevice = known ?? { id: (answer as { device_id: number }).device_id, hardwareId };
  if (!known) license.devices.push(device);
  if (!known || known.active === false)
    Object.assign(device, { active: true, ...(username !== undefined && { user: username }) });
  if (call.input.variables) keepVariables(device, call);
}

function keepVariables(device: file.WorldDevice, { input, now }: Call): void {
  device.variables = { ...device.variables, ...(input.variables as file.Variables) };
  device.variableOrigins ??= {};
  for (const name of Object.keys(input.variables as object)) {
    device.variableOrigins[name] = { ...device.variableOrigins[name], createdAt: new Date(now).toISOString() };
  }
}

function countOn(row: file.WorldFeature | file.WorldPool | undefined, units: number): void {
  const consumption = row?.consumption;
  if (consumption) consumption.total = (consumption.total ?? 0) + units;
}
