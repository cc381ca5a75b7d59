import type { AddConsumptionResponse } from "../../generated/types.ts";
import type { Answer, Scene } from "../case.ts";
import { unless } from "./expectations.ts";

/** The total of this answer is the last one's plus some units. */
export function movedBy(units: number) {
  return ({ total_consumptions: total }: { total_consumptions?: number }, { seen }: Scene): string | undefined => {
    const before = (seen[seen.length - 1] as Answer).body as AddConsumptionResponse;
    const expected = before.total_consumptions + units;
    return unless(total === expected, `the total is ${total}, expected ${expected}`);
  };
}

/** Units up to the limit, as the first answer told them. */
export function leftOf({ seen }: Scene): number {
  const { max_consumptions: limit, total_consumptions: total } = (seen[0] as Answer).body as AddConsumptionResponse;
  return limit - total;
}

/** Overages are allowed, up to a limit. */
export function hasOverages(limit: number) {
  return ({ allow_overages, max_overages }: AddConsumptionResponse) =>
    unless(allow_overages && max_overages === limit, `allow_overages ${allow_overages}, max_overages ${max_overages}`);
}
