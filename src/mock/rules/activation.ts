import { ApiError } from "../../api/errors.ts";
import { readDevice } from "../../generated/row-readers.ts";
import type { Context } from "../behaviour.ts";
import { addDuration, startOfDay } from "../world/moment.ts";
import type { DeviceFacts, DeviceRecord, LicenseRecord, UserRecord } from "../world/records.ts";
import { requireTellable } from "./expiry.ts";
import { freeAllSeats } from "./seats.ts";

/** @throws license_start_date_error */
export function requireStarted({ startsAt }: LicenseRecord, { now, because }: Context): void {
  if (startsAt === null) return;
  if (now < startsAt) {
    throw new ApiError("license_start_date_error", { explanation: `it starts at ${new Date(startsAt).toISOString()}` });
  }
  because`the license has started`;
}

/**
 * Makes a device active on a license. One that is active already stays so and no counter moves. Returning devices
 * keep their record, so their id and variables.
 *
 * @throws license_activated_max_times, license_user_activated_max_times, license_transferred_max_times
 */
export function activateDevice(
  license: LicenseRecord,
  hardwareId: string,
  whose: UserRecord | undefined,
  facts: DeviceFacts,
  context: Context,
): { license: LicenseRecord; device: DeviceRecord; user: UserRecord | undefined } {
  const { world, because } = context;
  const user = whose && world.users.get(whose.id); // as of now: the licenses of a bundle are activated one by one
  const known = world.devices.byHardware(license.id, hardwareId);
  if (known?.active) {
    because`device ${hardwareId} is active already`;
    return { license, user, device: world.devices.update(known, { facts: { ...known.facts, ...facts } }) };
  }
  requireActivationsLeft(license, user);
  const isTransfer = license.deactivatedDeviceIds.some((id) => id !== known?.id);
  if (isTransfer) requireTransfersLeft(license);
  if (isTransfer) because`a transfer: another device was let go before`;
  because`device activated: ${license.timesActivated + 1} of ${license.unlimitedActivations ? "any number" : license.maxActivations}`;
  const device = known
    ? world.devices.update(known, { active: true, userId: user?.id ?? null, facts: { ...known.facts, ...facts } })
    : world.devices.add(
        readDevice({ hardwareId }, { id: world.nextId(), licenseId: license.id, userId: user?.id ?? null, facts }),
      );
  startFeatures(license, context);
  return {
    device,
    user: user && world.users.update(user, { totalActivations: user.totalActivations + 1 }),
    license: world.licenses.update(license, {
      timesActivated: license.timesActivated + 1,
      transferCount: license.transferCount + (isTransfer ? 1 : 0),
      deactivatedDeviceIds: [],
      expiresAt: license.expiresAt ?? agreedEnd(license, context),
    }),
  };
}

function requireActivationsLeft(license: LicenseRecord, user: UserRecord | undefined): void {
  const { timesActivated, maxActivations, unlimitedActivations } = license;
  if (!unlimitedActivations && timesActivated >= maxActivations) {
    throw new ApiError("license_activated_max_times", {
      explanation: `${timesActivated} of ${maxActivations} devices are active`,
    });
  }
  if (user && user.maxActivations !== null && user.totalActivations >= user.maxActivations) {
    throw new ApiError("license_user_activated_max_times", {
      explanation: `the user has ${user.totalActivations} of ${user.maxActivations} devices active`,
    });
  }
}

function requireTransfersLeft({ unlimitedActivations, maxTransfers, transferCount }: LicenseRecord): void {
  if (unlimitedActivations || maxTransfers === 0) return;
  if (transferCount >= maxTransfers) {
    const made = `${transferCount} of ${maxTransfers} transfers were made`;
    const explanation = maxTransfers < 0 ? "transfers are forbidden" : made;
    throw new ApiError("license_transferred_max_times", { explanation });
  }
}

/** The first activation starts the agreed duration; a trial's days count where nothing else is agreed. */
function agreedEnd(license: LicenseRecord, { now }: Context): number | null {
  const duration = license.trial && license.trialDays > 0 ? `${license.trialDays}d` : license.validDuration;
  return duration === null ? null : requireTellable(startOfDay(addDuration(now, duration)));
}

/** The first activation starts the durations of features too. documented: product features (to the moment: assumed) */
function startFeatures({ id }: LicenseRecord, { world, now }: Context): void {
  for (const feature of world.features.byLicense(id)) {
    if (feature.validDuration === null || feature.expiresAt !== null) continue;
    world.features.update(feature, { expiresAt: requireTellable(addDuration(now, feature.validDuration)) });
  }
}

/**
 * Lets a device go: its seats and borrowings are free, the activation is there for another. Its record stays, so that
 * a return finds its id and variables.
 */
export function releaseDevice(license: LicenseRecord, device: DeviceRecord, { world, because }: Context): void {
  because`device ${device.hardwareId} is let go, with its seats`;
  freeAllSeats(device, world);
  world.devices.update(device, { active: false });
  const user = world.users.get(device.userId);
  if (user) world.users.update(user, { totalActivations: user.totalActivations - 1 });
  world.licenses.update(license, {
    timesActivated: license.timesActivated - 1,
    deactivatedDeviceIds: [...license.deactivatedDeviceIds, device.id],
  });
}
