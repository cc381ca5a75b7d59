import type { AddConsumptionResponse, CheckedLicense } from "../../generated/types.ts";
import type { Answer, StepContext } from "../case.ts";
import { type Complaint, complaintUnless } from "./expectations.ts";

/** The total of this answer is that of an earlier one plus some units, where both tell it: not all promise to. */
export function movedBy(units: number, since?: number) {
  return (
    { total_consumptions: total }: { total_consumptions?: number },
    { seen }: StepContext,
  ): string | undefined => {
    const before = (seen[since ?? seen.length - 1] as Answer).body as AddConsumptionResponse;
    if (total === undefined || before.total_consumptions === undefined) return undefined;
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

/** So many devices more are active than an earlier answer told. */
export function activeSince(step: number, devices: number) {
  return ({ times_activated: active }: Pick<CheckedLicense, "times_activated">, { seen }: StepContext) => {
    const first = ((seen[step] as Answer).body as CheckedLicense).times_activated;
    return complaintUnless(active === first + devices, `times_activated is ${active}, expected ${first + devices}`);
  };
}

/** What a body shows of something, as text, behind what an earlier answer showed of it. */
export function beforeAndNow<Body>(step: number, read: (body: Body) => unknown) {
  return (body: Body, { seen }: StepContext): readonly [before: string, now: string] => {
    const [before, now] = [read((seen[step] as Answer).body as Body), read(body)].map((one) => JSON.stringify(one));
    return [before as string, now as string];
  };
}

/** Something is as an earlier answer showed it; else `say` tells what it was and is. */
export function sameAs<Body>(
  step: number,
  read: (body: Body) => unknown,
  say: (before: string, now: string) => string,
): Complaint {
  return (body: never, scene: StepContext) => {
    const [before, now] = beforeAndNow(step, read)(body, scene);
    return complaintUnless(before === now, say(before, now));
  };
}
