import type { BorrowResult, CheckedLicense } from "../../generated/types.ts";
import type { Answer, Scene } from "../case.ts";
import { unless } from "./expectations.ts";
import type { Filling } from "./requests.ts";

const hour = 3_600_000;

/** Asks for an end halfway between now and the longest, which the first answer has told. */
export const earlier: Filling = (_role, scene) => ({ borrowed_until: earlierEnd(scene) });

/** The complaint, unless the end is the one that was asked for. */
export function endsEarlier({ borrowed_until: end }: { borrowed_until: string | null }, scene: Scene) {
  return unless(
    Date.parse(String(end)) === Date.parse(earlierEnd(scene)),
    `the end is ${end}, expected ${earlierEnd(scene)}`,
  );
}

function earlierEnd({ seen }: Scene): string {
  const { borrowed_until: longest, max_borrow_time: hours } = (seen[0] as Answer).body as BorrowResult;
  return new Date(Date.parse(longest) - (hours / 2) * hour).toISOString();
}

/** A second seat would be free for the other device, as it should be. */
export function hasOneSeat({ floating_users: seats }: Pick<CheckedLicense, "floating_users">): string | undefined {
  return unless(seats === undefined || seats === null || seats === 1, `it has ${seats} seats, expected 1`);
}

/** The same of the feature that the role names. */
export function featureHasOneSeat({ product_features: features }: CheckedLicense, scene: Scene): string | undefined {
  const { feature: code } = scene.role("borrowableFeatureLicense");
  const found = features.find((one) => one.code === code) as { floating_users?: number } | undefined;
  return hasOneSeat({ floating_users: found?.floating_users ?? 1 });
}
