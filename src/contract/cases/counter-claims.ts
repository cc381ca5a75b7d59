import type { AddConsumptionResponse, CheckedLicense } from "../../generated/types.ts";
import type { Answer, StepContext } from "../case.ts";
import { complaintUnless } from "./expectations.ts";

/** The total of this answer is the last one's plus some units. */
export function movedBy(units: number) {
  return (
    { total_consumptions: total }: { total_consumptions?: number },
    { seen }: StepContext,
  ): string | undefined => {
    const before = (seen[seen.length - 1] as Answer).body as AddConsumptionResponse;
    const expected = before.total_consumptions + units;
    return complaintUnless(total === expected, `the total is ${total}, expected ${expected}`);
  };
}

/** Units up to the limit, as the first answer told them. */
export function leftOf({ seen }: StepContext): number {
  const { max_consumptions: limit, total_consumptions: total } = (seen[0] as Answer).body as AddConsumptionResponse;
  return limit - total;
}

/** Overages are allowed, up to a limit. */
export function requireOverages(limit: number) {
  return ({ allow_overages, max_overages }: AddConsumptionResponse) =>
    complaintUnless(
      allow_overages && max_overages === limit,
      `allow_overages ${allow_overages}, max_overages ${max_overages}`,
    );
}

/** The first answer's total and that of the last, which so many units were added between. */
export function movedSinceFirst(units: number) {
  return ({ total_consumptions: total }: { total_consumptions?: number }, { seen }: StepContext) => {
    const first = ((seen[0] as Answer).body as { total_consumptions: number }).total_consumptions;
    return complaintUnless(total === first + units, `the total is ${total}, expected ${first + units}`);
  };
}

/** So many devices more are active than an earlier answer told. */
export function activeSince(step: number, devices: number) {
  return ({ times_activated: active }: Pick<CheckedLicense, "times_activated">, { seen }: StepContext) => {
    const first = ((seen[step] as Answer).body as CheckedLicense).times_activated;
    return complaintUnless(active === first + devices, `times_activated is ${active}, expected ${first + devices}`);
  };
}
