import type { Context } from "../behaviour.ts";
import type { LicenseRecord, UserRecord } from "../world/records.ts";

/**
 * The license of a key. Whether the service tells small letters from capitals there is not known: in the same letters, or
 * under the policy caseSensitive=false in any. assumed
 */
export function licenseByKey(productId: number, key: string, { world, policy }: Context): LicenseRecord | undefined {
  const exact = world.licenses.byKey(productId, key);
  if (exact || policy.caseSensitive) return exact;
  const isMeant = sameLetters(key);
  return firstOf(world.licenses.all(), (one) => one.productId === productId && isMeant(one.licenseKey ?? ""));
}

/** The license user of a name, in the same letters or, under the policy caseSensitive=false, in any. assumed */
export function userByName(name: string, { world, policy, caller }: Context): UserRecord | undefined {
  const exact = world.users.byEmail(caller.companyId, name);
  if (exact || policy.caseSensitive) return exact;
  const isMeant = sameLetters(name);
  return firstOf(world.users.all(), (one) => one.companyId === caller.companyId && isMeant(one.email));
}

function sameLetters(text: string): (other: string) => boolean {
  const low = text.toLowerCase();
  return (other) => other.toLowerCase() === low;
}

function firstOf<T>(all: Iterable<T>, isMeant: (one: T) => boolean): T | undefined {
  for (const one of all) if (isMeant(one)) return one;
  return undefined;
}
