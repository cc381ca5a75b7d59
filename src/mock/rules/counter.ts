import { ApiError, type ErrorCode } from "../../api/errors.ts";
import { readConsumption } from "../../generated/row-readers.ts";
import type { Context } from "../behaviour.ts";
import { startOfNextPeriod, startOfPeriod } from "../world/moment.ts";
import type { Consumption } from "../world/records.ts";

/** The code for too few units, which differs between licenses and features. */
export type NotEnough = Extract<ErrorCode, `${string}_not_enough_consumptions`>;

/** A counter that counts nothing. */
export const noConsumption: Consumption = readConsumption({}, { countedFrom: 0 });

/**
 * A counter as of now: a total whose period is over starts again from 0. A clock that is moved back does not bring
 * units back.
 */
export function withDueReset(consumption: Consumption, time: Pick<Context, "now" | "hasCome">): Consumption {
  const { resets, period, countedFrom } = consumption;
  if (!resets || period === null || !time.hasCome(startOfNextPeriod(period, countedFrom))) return consumption;
  return { ...consumption, total: 0, countedFrom: startOfPeriod(period, time.now) };
}

/**
 * Refuses a part of a unit. The documents print the type as number, so clients may send one; the service's counters are
 * whole. assumed
 *
 * @throws validation_error (policy)
 */
export function requireWholeUnits(units: number, { policy }: Pick<Context, "policy">): void {
  if (policy.fractions === "accept" || Number.isInteger(units)) return;
  throw new ApiError("validation_error", {
    detail: "consumptions must be a whole number",
    explanation: "policy fractions=reject",
  });
}

/**
 * A counter with some units more. The total may reach its limit exactly, and never passes what a number can count
 * exactly; giving units back needs the permission and stops at 0. Nothing is changed where it is refused.
 *
 * @param notEnough the code for units beyond the limit, which differs between licenses and features.
 * @param counted whose counter it is, for the explanation, and how many of its units devices took along.
 * @throws negative_consumptions_not_allowed, then `notEnough`
 */
export function addUnits(
  consumption: Consumption,
  units: number,
  notEnough: NotEnough,
  context: Context,
  { of = "", held = 0 }: { readonly of?: string; readonly held?: number } = {},
): Consumption {
  const whose = of === "" ? "" : `${of}: `;
  const total = consumption.total + units;
  if (units < 0 && (!consumption.negative || total < 0)) {
    throw new ApiError("negative_consumptions_not_allowed", {
      explanation: `${whose}${consumption.negative ? "the total cannot fall below 0" : "units cannot be given back here"}`,
    });
  }
  const limit = limitOf(consumption, context) - held;
  if (units > 0 && (total > limit || total > Number.MAX_SAFE_INTEGER)) {
    throw new ApiError(notEnough, {
      explanation: `${whose}${consumption.total} used, ${units} asked for, ${limit} allowed`,
    });
  }
  context.because`${whose}units counted: ${total} of ${limit} used`;
  return { ...consumption, total };
}

/** Units that may be used in all. */
export function limitOf({ unlimited, max, overages, maxOverages }: Consumption, { policy }: Context): number {
  if (unlimited) return Number.POSITIVE_INFINITY;
  if (overages && maxOverages === 0 && policy.zeroOverages === "unlimited") return Number.POSITIVE_INFINITY;
  return max + (overages ? maxOverages : 0);
}

/**
 * The overage settings that a request asks for: a limit above 0 alone also switches overages on, 0 alone switches them
 * off; both together are taken as they are.
 */
export function withOverages(
  consumption: Consumption,
  { allow_overages, max_overages }: { allow_overages?: boolean; max_overages?: number },
): Consumption {
  if (allow_overages === undefined && max_overages === undefined) return consumption;
  return {
    ...consumption,
    overages: allow_overages ?? (max_overages as number) > 0,
    maxOverages: max_overages ?? consumption.maxOverages,
  };
}
