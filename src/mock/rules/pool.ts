import type { Context } from "../behaviour.ts";
import type { CheckoutRecord, FeatureRecord, LicenseRecord, PoolRecord } from "../world/records.ts";
import { addUnits, type NotEnough, withDueReset } from "./counter.ts";

/** A license or a feature: what may draw from a consumption pool. */
export type PoolMember = Pick<LicenseRecord | FeatureRecord, "id" | "poolId">;

/** The pool that a member draws from, with a due reset done; undefined where it draws from none. */
export function poolOf({ poolId }: PoolMember, context: Context): PoolRecord | undefined {
  const pool = context.world.pools.get(poolId);
  if (!pool) return undefined;
  const consumption = withDueReset(pool.consumption, context);
  return consumption === pool.consumption ? pool : context.world.pools.update(pool, { consumption });
}

/**
 * Counts units on the pool of a member, after the member itself has counted them. What devices took along offline is
 * not there for others. documented: consuming from a pool (both totals in one step; the order and the code: assumed)
 *
 * @throws negative_consumptions_not_allowed, then `notEnough`
 */
export function addPoolUnits(
  member: PoolMember,
  units: number,
  notEnough: NotEnough,
  context: Context,
): PoolRecord | undefined {
  const pool = poolOf(member, context);
  if (!pool) return undefined;
  const held = heldOfPool(pool, context);
  const consumption = addUnits(pool.consumption, units, notEnough, context, { of: `pool ${pool.name}`, held });
  return context.world.pools.update(pool, { consumption });
}

/** Units of a pool that devices took along. */
export function heldOfPool({ id }: PoolRecord, { world }: Pick<Context, "world">): number {
  return unitsOf(world.checkouts.byPool(id));
}

/** Units of some checkouts together. */
export function unitsOf(checkouts: readonly CheckoutRecord[]): number {
  return checkouts.reduce((sum, { units }) => sum + units, 0);
}
