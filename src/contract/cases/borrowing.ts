import type { BorrowResult, CheckedLicense } from "../../generated/types.ts";
import type { Answer, StepContext } from "../case.ts";
import { complaintUnless } from "./expectations.ts";
import type { FieldSource } from "./requests.ts";

const hour = 3_600_000;

/** A borrowing for as long as is allowed. */
export const longest = { borrowed_until: null };

/** Asks for an end halfway between now and the longest, which the first answer has told. */
export const earlier: FieldSource = (_role, scene) => ({ borrowed_until: earlierEnd(scene) });

/** The complaint, unless the end is the one that was asked for. */
export function requireEarlierEnd({ borrowed_until: end }: { borrowed_until: string | null }, scene: StepContext) {
  return complaintUnless(
    Date.parse(String(end)) === Date.parse(earlierEnd(scene)),
    `the end is ${end}, expected ${earlierEnd(scene)}`,
  );
}

function earlierEnd({ seen }: StepContext): string {
  const { borrowed_until: longest, max_borrow_time: hours } = (seen[0] as Answer).body as BorrowResult;
  return new Date(Date.parse(longest) - (hours / 2) * hour).toISOString();
}

/** A second seat would be free for the other device, as it should be. */
export function requireOneSeat({ floating_users: seats }: Pick<CheckedLicense, "floating_users">): string | undefined {
  return complaintUnless(seats === undefined || seats === null || seats === 1, `it has ${seats} seats, expected 1`);
}

/** The same of the feature that the role names. */
export function requireOneFeatureSeat(
  { product_features: features }: CheckedLicense,
  scene: StepContext,
): string | undefined {
  const { feature: code } = scene.role("borrowableFeatureLicense");
  const found = features.find((one) => one.code === code) as { floating_users?: number } | undefined;
  return requireOneSeat({ floating_users: found?.floating_users ?? 1 });
}
