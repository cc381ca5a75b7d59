import type * as file from "../../generated/types.ts";
import { startOfPeriod } from "./moment.ts";
import type * as records from "./records.ts";
import type { World } from "./world.ts";

/** What the parts of a seed share. */
export interface Seeding {
  readonly world: World;
  readonly start: records.Instant;
  /** Id of a company by name, the first one where none is named. */
  company(name: string | undefined, place: string): number;
  moment(text: string, place: string): records.Instant;
}

/** What is wrong with a world file that contradicts itself: where, what was found, what was expected. */
export function worldFileError(place: string, found: string, expected: string): Error {
  return Object.assign(new Error(`${place}: found ${found}, expected ${expected}`), { name: "WorldFileError" });
}

/** What a feature has, on a product or on a license. */
export function featureTemplate(
  row: file.WorldFeature,
  place: string,
  seeding: Seeding,
): Omit<records.FeatureTemplate, "id"> {
  return {
    code: row.code,
    name: row.name ?? row.code,
    expiresAt: row.expiresAt === undefined ? null : seeding.moment(row.expiresAt, `${place}.expiresAt`),
    consumption: row.consumption ? consumptionOf(row.consumption, seeding.start) : null,
    floating: row.floating ? floatingOf(row.floating) : null,
    metadata: row.metadata ?? {},
  };
}

/** A counter that counts from the world's start. */
export function consumptionOf(row: file.WorldConsumption, start: records.Instant): records.Consumption {
  const period = row.period ?? null;
  return {
    max: row.max ?? 0,
    total: row.total ?? 0,
    unlimited: row.unlimited ?? false,
    negative: row.negative ?? false,
    overages: row.overages ?? false,
    maxOverages: row.maxOverages ?? 0,
    resets: row.resets ?? false,
    period,
    countedFrom: period ? startOfPeriod(period, start) : start,
  };
}

/** Seats with their defaults. */
export function floatingOf(row: file.WorldFloating): records.Floating {
  return {
    kept: row.kept ?? "cloud",
    users: row.users,
    timeoutMinutes: row.timeoutMinutes ?? 120,
    maxBorrowHours: row.maxBorrowHours ?? null,
  };
}
