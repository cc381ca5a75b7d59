import type { Policies } from "../../api/policies.ts";
import { endOf } from "../rules/expiry.ts";
import { freeAt } from "../rules/seats.ts";
import { startOfNextPeriod } from "../world/moment.ts";
import type {
  Consumption,
  DeviceRecord,
  FeatureRecord,
  Instant,
  LicenseRecord,
  OAuthClientRecord,
  SeatRecord,
  UserRecord,
} from "../world/records.ts";
import type { World } from "../world/world.ts";

/** Something that comes about by time alone. */
export interface ClockEvent {
  /** ISO 8601. */
  readonly at: string;
  readonly kind:
    | "license-started"
    | "license-expired"
    | "feature-expired"
    | "seat-freed"
    | "borrowing-ended"
    | "period-reset"
    | "access-token-expired";
  /** Key of the license, or its first user's email. */
  readonly license?: string;
  readonly licenseId?: number;
  /** Code of the feature, where it is about one alone. */
  readonly feature?: string;
  /** Hardware id of the device that held a seat. */
  readonly device?: string;
  /** Code of the consumption pool, where it is about one. */
  readonly pool?: string;
  /** Id of the OAuth client that a token was given to. */
  readonly client?: string;
}

/** Longest list of events that is given out. */
const mostEvents = 1_000;

type Happening = Omit<ClockEvent, "at"> & { readonly instant: Instant };

/** What comes about after one instant and up to another, in order of time, by the rules' own judgement. */
export function eventsBetween(
  from: Instant,
  to: Instant,
  world: World,
  policy: Policies,
): { events: ClockEvent[]; more: number } {
  const all: Happening[] = [];
  const add = (instant: Instant | null, kind: ClockEvent["kind"], about: () => Omit<ClockEvent, "at" | "kind">) => {
    if (instant !== null && instant > from && instant <= to) all.push({ instant, kind, ...about() });
  };
  if (to > from) {
    for (const license of world.licenses.all()) addOfLicense(license, world, policy, add);
    for (const feature of world.features.all()) addOfFeature(feature, world, add);
    for (const { consumption, code } of world.pools.all()) {
      add(resetOf(consumption), "period-reset", () => ({ pool: code }));
    }
    for (const seat of world.seats.all()) addOfSeat(seat, world, add);
    for (const token of world.accessTokens.all()) {
      const { clientId: client } = world.oauthClients.get(token.clientId) as OAuthClientRecord;
      add(token.expiresAt, "access-token-expired", () => ({ client }));
    }
  }
  const events = all
    .sort((a, b) => a.instant - b.instant)
    .slice(0, mostEvents)
    .map(({ instant, ...event }) => ({ at: new Date(instant).toISOString(), ...event }));
  return { events, more: all.length - events.length };
}

type Add = (instant: Instant | null, kind: ClockEvent["kind"], about: () => Omit<ClockEvent, "at" | "kind">) => void;

function addOfLicense(license: LicenseRecord, world: World, policy: Policies, add: Add): void {
  const about = () => aboutLicense(license, world);
  add(license.startsAt, "license-started", about);
  add(endOf(license, policy), "license-expired", about);
  add(resetOf(license.consumption), "period-reset", about);
}

function addOfFeature(feature: FeatureRecord, world: World, add: Add): void {
  const about = () => ({
    ...aboutLicense(world.licenses.get(feature.licenseId) as LicenseRecord, world),
    feature: feature.code,
  });
  add(feature.expiresAt, "feature-expired", about);
  if (feature.consumption) add(resetOf(feature.consumption), "period-reset", about);
}

function addOfSeat(seat: SeatRecord, world: World, add: Add): void {
  const license = world.licenses.get(seat.licenseId) as LicenseRecord;
  const feature = world.features.get(seat.featureId);
  const { floating } = feature ?? license;
  if (!floating) return;
  const about = () => ({
    ...aboutLicense(license, world),
    ...(feature && { feature: feature.code }),
    device: (world.devices.get(seat.deviceId) as DeviceRecord).hardwareId,
  });
  add(seat.borrowedUntil, "borrowing-ended", about);
  add(freeAt(seat, floating), "seat-freed", about);
}

/** When a counter starts again from 0, null where it has nothing to lose: nobody counts while the time is moved. */
function resetOf({ resets, period, countedFrom, total }: Consumption): Instant | null {
  return !resets || period === null || total === 0 ? null : startOfNextPeriod(period, countedFrom);
}

function aboutLicense(license: LicenseRecord, world: World): { license?: string; licenseId: number } {
  const [first] = world.licenseUsers.byLicense(license.id);
  const name = license.licenseKey ?? (first && (world.users.get(first.userId) as UserRecord).email);
  return { licenseId: license.id, ...(name !== undefined && { license: name }) };
}
