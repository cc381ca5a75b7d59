import { ApiError } from "../../api/errors.ts";
import type { Context } from "../behaviour.ts";
import type { Consumption, DeviceRecord, FeatureRecord, LicenseRecord } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { limitOf, type NotEnough, requireWholeUnits } from "./counter.ts";
import { heldOfPool, poolOf, unitsOf } from "./pool.ts";

/** Who takes units along: a device, for its license or for a feature of it. */
interface Taking {
  readonly device: DeviceRecord;
  readonly license: LicenseRecord;
  /** null where the license is the pool's member. */
  readonly feature: FeatureRecord | null;
  /** Units that the request names. */
  readonly asked: number | undefined;
}

/**
 * Reserves units of a pool for a device that goes offline: as many as the request names, else what is left of the
 * member's own limit, else, where it has none, the pool's `defaultCheckout`. Nothing happens where there is no pool.
 * documented: offline checkouts (that too few are refused, by which code, and how a request names them: assumed)
 *
 * @throws validation_error (policy), negative_consumptions_not_allowed, license_not_enough_consumptions or
 * feature_not_enough_consumptions
 */
export function takeUnitsAlong({ device, license, feature, asked }: Taking, context: Context): void {
  const member = feature ?? license;
  const pool = poolOf(member, context);
  const counter = member.consumption;
  if (!pool || !counter) return;
  const notEnough = feature ? "feature_not_enough_consumptions" : "license_not_enough_consumptions";
  const ownLeft = leftOf(counter, heldOfMember(license, feature, context.world), context);
  const units = asked ?? (Number.isFinite(ownLeft) ? Math.max(ownLeft, 0) : pool.defaultCheckout);
  requireWholeUnits(units, context);
  if (units < 0) throw new ApiError("negative_consumptions_not_allowed", { explanation: `${units} to take along` });
  requireLeft(units, ownLeft, "the member", notEnough);
  requireLeft(units, leftOf(pool.consumption, heldOfPool(pool, context), context), `pool ${pool.name}`, notEnough);
  context.because`device ${device.hardwareId} takes ${units} units of pool ${pool.name} along`;
  const { id: licenseId } = license;
  const held = { poolId: pool.id, licenseId, featureId: feature?.id ?? null, deviceId: device.id, units };
  context.world.checkouts.add({ id: context.world.nextId(), ...held });
}

/**
 * Gives back what a device took along, as it is let go or calls in again. What it used comes as units of the call.
 * documented: offline checkouts (that any call of the device ends its checkout: assumed)
 */
export function returnUnits(device: Pick<DeviceRecord, "id">, world: World): void {
  for (const checkout of world.checkouts.byDevice(device.id)) world.checkouts.remove(checkout);
}

/** Units that devices took along of a member's own. */
export function heldOfMember(license: { readonly id: number }, feature: FeatureRecord | null, world: World): number {
  return unitsOf(world.checkouts.byMember(license.id, feature?.id ?? null));
}

function leftOf(counter: Consumption, held: number, context: Context): number {
  return limitOf(counter, context) - counter.total - held;
}

function requireLeft(units: number, left: number, whose: string, notEnough: NotEnough): void {
  if (units <= left) return;
  throw new ApiError(notEnough, { explanation: `${units} units to take along, ${whose} has ${left} left` });
}
