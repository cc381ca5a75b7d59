import { ApiError } from "../../api/errors.ts";
import { readSeat } from "../../generated/row-readers.ts";
import type { Context } from "../behaviour.ts";
import type { DeviceRecord, FeatureRecord, Floating, Instant, LicenseRecord, SeatRecord } from "../world/records.ts";
import type { World } from "../world/world.ts";

const minute = 60_000;

/** Where seats are counted: a license, or one of its features alone. */
export interface Pool {
  readonly licenseId: number;
  readonly featureId: number | null;
  readonly floating: Floating;
}

/** The pool of seats that this API keeps for a license or a feature; undefined where it keeps none. */
export function cloudPool(owner: LicenseRecord | FeatureRecord): Pool | undefined {
  if (owner.floating?.kept !== "cloud") return undefined;
  if ("licenseId" in owner) return { licenseId: owner.licenseId, featureId: owner.id, floating: owner.floating };
  return { licenseId: owner.id, featureId: null, floating: owner.floating };
}

/** When a seat is free again: after the timeout, or at the end of a borrowing where that is later. */
export function freeAt(seat: SeatRecord, { timeoutMinutes }: Floating): Instant {
  return Math.max(seat.lastContactAt + timeoutMinutes * minute, seat.borrowedUntil ?? 0);
}

/** Seats taken now. */
export function seatsInUse({ licenseId, featureId, floating }: Pool, world: World, now: Instant): number {
  let taken = 0;
  for (const seat of world.seats.byPool(licenseId, featureId)) {
    if (freeAt(seat, floating) > now) taken += 1;
  }
  return taken;
}

/** The seat that a device holds now. */
export function seatOf(device: DeviceRecord, pool: Pool, { world, now }: Context): SeatRecord | undefined {
  const seat = world.seats.byHolder(device.id, pool.featureId);
  return seat && freeAt(seat, pool.floating) > now ? seat : undefined;
}

/**
 * Takes a seat for a device, or renews the one it holds. A borrowing is never shortened.
 *
 * @throws floating_not_available
 */
export function takeSeat(device: DeviceRecord, pool: Pool, context: Context): SeatRecord {
  const { world, now, because } = context;
  const seats = pool.floating.users ?? 0;
  const held = seatOf(device, pool, context);
  if (held) {
    because`seat renewed: ${seatsInUse(pool, world, now)} of ${seats} taken`;
    return world.seats.update(held, { lastContactAt: now });
  }
  dropStaleSeats(pool, world, now);
  const taken = seatsInUse(pool, world, now);
  if (taken >= seats)
    throw new ApiError("floating_not_available", { explanation: `${taken} of ${seats} seats are taken` });
  because`seat taken: ${taken + 1} of ${seats}`;
  const { licenseId, featureId } = pool;
  const made = { id: world.nextId(), licenseId, featureId, deviceId: device.id, lastContactAt: now };
  return world.seats.add(readSeat({}, made));
}

/** Seats that timed out are gone for good: moving the clock back does not bring them back. */
function dropStaleSeats({ licenseId, featureId, floating }: Pool, world: World, now: Instant): void {
  for (const seat of world.seats.byPool(licenseId, featureId)) {
    if (freeAt(seat, floating) <= now) world.seats.remove(seat);
  }
}

/** Gives a device's seat back, borrowed or timed out as it may be. */
export function freeSeat(device: DeviceRecord, { featureId }: Pool, world: World): void {
  const seat = world.seats.byHolder(device.id, featureId);
  if (seat) world.seats.remove(seat);
}

/** Gives back every seat of a device, of the license and of its features. */
export function freeAllSeats(device: DeviceRecord, world: World): void {
  for (const seat of world.seats.byDevice(device.id)) world.seats.remove(seat);
}

/**
 * The pool of a license whose seats this API keeps.
 *
 * @throws floating_not_available
 */
export function requireLicensePool(license: LicenseRecord): Pool {
  const pool = cloudPool(license);
  if (!pool) throw new ApiError("floating_not_available", { explanation: "its seats are not kept by this API" });
  return pool;
}

/**
 * The pool of a feature whose seats this API keeps.
 *
 * @throws feature_not_floating
 */
export function requireFeaturePool(feature: FeatureRecord): Pool {
  const pool = cloudPool(feature);
  if (!pool) throw new ApiError("feature_not_floating", { explanation: "its seats are not kept by this API" });
  return pool;
}
