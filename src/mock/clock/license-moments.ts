import { InputError } from "../../api/input-error.ts";
import type { Policies } from "../../api/policies.ts";
import { endOf } from "../rules/expiry.ts";
import { isFeatureExpired } from "../rules/feature.ts";
import { freeAt } from "../rules/seats.ts";
import { startOfNextPeriod } from "../world/moment.ts";
import type { FeatureRecord, Instant, LicenseRecord } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { timeAt } from "./time-at.ts";

/** A license by its key or its user's email, by its id, or as anything that has its id. */
export type LicenseReference = string | number | { readonly id: number };

/**
 * A moment in the life of a license. `expiry`: the first instant at which it is over. `seat-freed`, `borrowing-end`,
 * `period-reset` and `feature-expiry`: the next one.
 */
export type LicenseMoment = keyof typeof moments;

/** Whose moments are asked for. */
interface Asked {
  readonly license: LicenseRecord;
  readonly features: readonly FeatureRecord[];
  readonly world: World;
  readonly policy: Policies;
  readonly now: Instant;
}

const moments = {
  start: ({ license }: Asked) => license.startsAt,
  expiry: ({ license, policy }: Asked) => endOf(license, policy),
  "maintenance-end": ({ license }: Asked) => license.maintainedUntil,
  "period-reset": (asked: Asked) => earliest(counters(asked).map((period) => startOfNextPeriod(period, asked.now))),
  "seat-freed": (asked: Asked) =>
    next(
      asked,
      seatsOf(asked).map(({ seat, floating }) => freeAt(seat, floating)),
    ),
  "borrowing-end": (asked: Asked) =>
    next(
      asked,
      seatsOf(asked).map(({ seat }) => seat.borrowedUntil),
    ),
  "feature-expiry": ({ features, now }: Asked) =>
    earliest(features.filter((feature) => !isFeatureExpired(feature, timeAt(now))).map(({ expiresAt }) => expiresAt)),
};

/** Names of the moments that a license can have. */
export const licenseMoments: readonly LicenseMoment[] = Object.keys(moments) as LicenseMoment[];

/**
 * When a moment of a license is.
 *
 * @throws an error that lists the moments which the license has, where this one is not among them; an error that names
 * the license, where there is none.
 */
export function requireMoment(
  reference: LicenseReference,
  moment: LicenseMoment,
  { world, policy, now }: Pick<Asked, "world" | "policy" | "now">,
): Instant {
  if (!licenseMoments.includes(moment)) {
    const expected = licenseMoments.join(", ");
    throw new InputError(`advanceTo: found the moment ${JSON.stringify(moment)}, expected one of ${expected}`);
  }
  const candidates = requireLicenses(reference, world).map((license) => {
    const features = world.features.byLicense(license.id);
    return { license, features, world, policy, now };
  });
  for (const asked of candidates) {
    const at = moments[moment](asked);
    if (at !== null) return at;
  }
  const present = licenseMoments.filter((name) => candidates.some((asked) => moments[name](asked) !== null));
  const has = present.length > 0 ? `it has ${present.join(", ")}` : "it has no moment at all";
  throw new InputError(`advanceTo: the license ${nameOf(reference)} has no ${moment}; ${has}`);
}

/** Several where a key or user has several: a bundle's own license comes before its members. */
function requireLicenses(reference: LicenseReference, world: World): LicenseRecord[] {
  const found = typeof reference === "string" ? licensesNamed(reference, world) : [licenseOfId(reference, world)];
  const licenses = found.filter((license) => license !== undefined);
  if (licenses.length > 0) return licenses.sort((a, b) => (a.bundleLicenseId ?? 0) - (b.bundleLicenseId ?? 0));
  throw new InputError(
    `advanceTo: the world has no license ${nameOf(reference)}, expected a license key, a user's email or an id`,
  );
}

function licenseOfId(reference: number | { readonly id: number }, world: World): LicenseRecord | undefined {
  return world.licenses.get(typeof reference === "number" ? reference : reference.id);
}

function licensesNamed(text: string, world: World): (LicenseRecord | undefined)[] {
  const byKey = [...world.licenses.all()].filter(({ licenseKey }) => licenseKey === text);
  if (byKey.length > 0) return byKey;
  return [...world.users.all()]
    .filter(({ email }) => email === text)
    .flatMap(({ id }) => world.licenseUsers.byUserId(id))
    .map(({ licenseId }) => world.licenses.get(licenseId));
}

function nameOf(reference: LicenseReference): string {
  return typeof reference === "object" ? `of the id ${reference.id}` : String(reference);
}

function counters({ license, features }: Asked) {
  return [license, ...features].flatMap(({ consumption }) =>
    consumption?.resets && consumption.period !== null ? [consumption.period] : [],
  );
}

/** The seats of a license and of its features, with how long each is kept. */
function seatsOf({ license, features, world }: Asked) {
  return [license, ...features].flatMap((owner) => {
    const { floating } = owner;
    if (!floating) return [];
    const featureId = owner === license ? null : owner.id;
    return world.seats.byPool(license.id, featureId).map((seat) => ({ seat, floating }));
  });
}

function next({ now }: Asked, instants: readonly (Instant | null)[]): Instant | null {
  return earliest(instants.filter((instant) => instant !== null && instant > now));
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}
