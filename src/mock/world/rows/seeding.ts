import { InputError } from "../../../api/input-error.ts";
import type { ReadMoment } from "../../../generated/row-readers.ts";
import { readMoment } from "../moment.ts";
import type * as records from "../records.ts";
import type { TableName, World } from "../world.ts";

/** What the parts of a seed share. */
export interface Seeding {
  readonly world: World;
  readonly start: records.Instant;
  /** Id of the company that a row names, the first one where it names none. */
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
  return new InputError(`${place}: found ${found}, expected ${expected}`);
}

function companyId(world: World, name: string | undefined, place: string): number {
  const company = name === undefined ? world.companies.all().next().value : world.companies.byName(name);
  if (!company) throw worldFileError(`${place}.company`, `"${name}"`, "the name of a company in `companies`");
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

/** The moment that a field of a row states, else another. */
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

/** How the moments of a row are read. Their places are put together only where they are told. */
export function momentsAt(place: string, { moment }: Seeding): ReadMoment {
  return (text, field) => moment(text, `${place}.${field}`);
}
