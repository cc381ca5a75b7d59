import type * as file from "../../generated/types.ts";
import { readMoment, startOfPeriod } from "./moment.ts";
import type * as records from "./records.ts";
import type { TableName, World } from "./world.ts";

/** What the parts of a seed share. */
export interface Seeding {
  readonly world: World;
  readonly start: records.Instant;
  /** Id of a company by name, the first one where none is named. */
  company(name: string | undefined, place: string): number;
  moment(text: string, place: string): records.Instant;
  /** A counter, as one object for all neighbours that are alike: nine fields a license are much in a large world. */
  shared(counter: records.Consumption): records.Consumption;
  /** The id that a row states, else the next one. */
  id(stated: number | undefined, table: TableName, place: string): number;
}

/** Makes what rows are read with. Durations count from the start. */
export function createSeeding(world: World, start: records.Instant): Seeding {
  let before: records.Consumption | undefined;
  return {
    world,
    start,
    shared: (counter) => {
      if (!before || !isAlike(before, counter)) before = counter;
      return before;
    },
    company: (name, place) => companyId(world, name, place),
    moment: (text, place) => momentOf(text, start, place),
    id: (stated, table, place) => (stated === undefined ? world.nextId() : requireFreeId(stated, table, place, world)),
  };
}

function isAlike(one: records.Consumption, other: records.Consumption): boolean {
  for (const name in other) {
    if (one[name as keyof records.Consumption] !== other[name as keyof records.Consumption]) return false;
  }
  return true;
}

/** What is wrong with a world file that contradicts itself: where, what was found, what was expected. */
export function worldFileError(place: string, found: string, expected: string): Error {
  return Object.assign(new Error(`${place}: found ${found}, expected ${expected}`), { name: "WorldFileError" });
}

function companyId(world: World, name: string | undefined, place: string): number {
  const company = name === undefined ? world.companies.all().next().value : world.companies.byName(name);
  if (!company) throw worldFileError(place, `"${name}"`, "the name of a company in `companies`");
  return company.id;
}

function momentOf(text: string, start: records.Instant, place: string): records.Instant {
  const instant = readMoment(text, start);
  if (instant === undefined) {
    throw worldFileError(place, `"${text}"`, "a duration like +30d or -1h, or a date like 2030-01-31T00:00:00.000Z");
  }
  return instant;
}

function requireFreeId(id: number, table: TableName, place: string, world: World): number {
  if (world[table].get(id)) throw worldFileError(`${place}.id`, String(id), `an id that nothing else in ${table} has`);
  return id;
}

/** The moment that a field of a row states, else another. The place is put together only where it is told. */
export function momentOr<F extends string, D>(
  row: { readonly [N in F]?: string },
  field: F,
  otherwise: D,
  place: string,
  { moment }: Seeding,
): records.Instant | D {
  const text = row[field];
  return text === undefined ? otherwise : moment(text, `${place}.${field}`);
}

/** Id of the customer that a row names, null where it names none. */
export function customerIdOf(
  row: { readonly customer?: string; readonly customerId?: number },
  companyId: number,
  place: string,
  { world }: Seeding,
): number | null {
  if (row.customerId !== undefined) {
    if (world.customers.get(row.customerId)) return row.customerId;
    throw worldFileError(`${place}.customerId`, String(row.customerId), "the id of a customer in `customers`");
  }
  if (row.customer === undefined) return null;
  const customer = world.customers.byEmail(companyId, row.customer);
  if (customer) return customer.id;
  throw worldFileError(`${place}.customer`, `"${row.customer}"`, "the email of a customer in `customers`");
}

/** Id of a customer account, null where none is named. */
export function accountIdOf(
  code: string | undefined,
  companyId: number,
  place: string,
  { world }: Seeding,
): number | null {
  if (code === undefined) return null;
  const account = world.customerAccounts.byCode(companyId, code);
  if (!account) throw worldFileError(place, `"${code}"`, "the code of a customer account in `customerAccounts`");
  return account.id;
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
    expiresAt: momentOr(row, "expiresAt", null, place, seeding),
    consumption: row.consumption ? consumptionOf(row.consumption, `${place}.consumption`, seeding) : null,
    floating: row.floating ? floatingOf(row.floating) : null,
    metadata: row.metadata ?? {},
  };
}

/** A counter that counts from the world's start where nothing else is stated. */
export function consumptionOf(row: file.WorldConsumption, place: string, seeding: Seeding): records.Consumption {
  const period = row.period ?? null;
  const usual = period ? startOfPeriod(period, seeding.start) : seeding.start;
  return {
    max: row.max ?? 0,
    total: row.total ?? 0,
    unlimited: row.unlimited ?? false,
    negative: row.negative ?? false,
    overages: row.overages ?? false,
    maxOverages: row.maxOverages ?? 0,
    resets: row.resets ?? false,
    period,
    countedFrom: momentOr(row, "countedFrom", usual, place, seeding),
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
