import type { ActivatedLicense, CheckedLicense, UserLicensesResponse } from "../../generated/types.ts";
import type { Answer, StepContext } from "../case.ts";
import { complaintUnless } from "./expectations.ts";

/** The license is active, enabled and unexpired. */
export function requireUsable(license: CheckedLicense): string | undefined {
  const { license_active, license_enabled, is_expired } = license;
  return complaintUnless(
    license_active && license_enabled && !is_expired,
    "the license is not active, enabled and unexpired",
  );
}

/** The license is usable and the one that the role names. */
export function requireOwnLicense(name: string) {
  return (license: CheckedLicense, scene: StepContext): string | undefined => {
    const { product, license_key: key, username } = scene.role(name);
    const { product_details: found, license_key: foundKey, user } = license;
    const whose = foundKey === undefined ? `the user ${user?.email}` : `the license key ${foundKey}`;
    const isRight = found.short_code === product && foundKey === key && user?.email === username;
    return requireUsable(license) ?? complaintUnless(isRight, `it is of the product ${found.short_code} and ${whose}`);
  };
}

/** The license that a check without a license id meant, in the second answer. */
export function ownOf({ seen }: StepContext): number {
  return ((seen[1] as Answer).body as CheckedLicense).id;
}

/** The user's other licenses, by the list in the first answer. */
export function othersOf(scene: StepContext): number[] {
  const listed = (scene.seen[0] as Answer).body as UserLicensesResponse;
  return listed.map(({ license }) => license.id).filter((id) => id !== ownOf(scene));
}

/** The feature whose time is over is listed, or not; nothing where a list names no codes, which no page promises. */
export function listsExpired(isListed: boolean) {
  return ({ product_features: features }: Partial<Pick<CheckedLicense, "product_features">>, scene: StepContext) => {
    const code = scene.role("featureLicense").expired_feature;
    if (!features?.every((feature) => feature.code !== undefined)) return undefined;
    const isThere = features.some((feature) => feature.code === code);
    return complaintUnless(isThere === isListed, `the expired feature is ${isThere ? "listed" : "missing"}`);
  };
}

/** So many transfers were counted since the answer of a step; nothing where an answer does not tell, which no page promises. */
export function transfersSince(step: number, transfers: number) {
  return ({ transfer_count: count }: Pick<ActivatedLicense, "transfer_count">, { seen }: StepContext) => {
    const before: number | undefined = ((seen[step] as Answer).body as ActivatedLicense).transfer_count;
    if (before === undefined || count === undefined) return undefined;
    const expected = before + transfers;
    return complaintUnless(count === expected, `transfer_count is ${count}, expected ${expected}`);
  };
}

/** So many devices are active. */
export function counts(devices: number) {
  return ({ times_activated: active }: Pick<CheckedLicense, "times_activated">, _scene: StepContext) =>
    complaintUnless(active === devices, `times_activated is ${active}, expected ${devices}`);
}
