import type * as file from "../../generated/types.ts";
import { largestId } from "./largest-id.ts";
import type { Instant } from "./records.ts";
import { blacklistRecord, companyRecord, customerAccountRecord, customerRecord, userRecord } from "./seed-accounts.ts";
import { accessTokenRecord, apiKeyRecord, oauthClientRecord, ssoTokenRecord } from "./seed-keys.ts";
import { requireBundleLicense, seedLicense } from "./seed-license.ts";
import { productRecord } from "./seed-product.ts";
import { trialRecord } from "./seed-trial.ts";
import { createSeeding, type Seeding } from "./seeding.ts";
import type { Stored, Table } from "./table.ts";
import { createWorld, type World } from "./world.ts";

/**
 * Builds the world that a file describes, in the file's order, so that ids are stable.
 *
 * @throws an error that names the place where a name leads nowhere, a moment cannot be read or an id stands twice. The
 * file's shape is taken as checked.
 */
export function seedWorld(content: file.WorldFile, start: Instant): World {
  const world = createWorld();
  world.reserveId(Math.max(content.lastId ?? 0, largestId(content)));
  const seeding = createSeeding(world, start);
  const add = adderOf(seeding);
  add("companies", content.companies, companyRecord);
  add("customerAccounts", content.customerAccounts, customerAccountRecord);
  add("customers", content.customers, customerRecord);
  add("apiKeys", content.apiKeys, apiKeyRecord);
  add("oauthClients", content.oauthClients, oauthClientRecord);
  add("accessTokens", content.accessTokens, accessTokenRecord);
  add("products", content.products, productRecord);
  add("users", content.users, userRecord);
  add("ssoTokens", content.ssoTokens, ssoTokenRecord);
  each("licenses", content.licenses, (row, place) => seedLicense(row, place, seeding));
  each("licenses", content.licenses, (row, place) => requireBundleLicense(row, place, seeding));
  add("trials", content.trials, trialRecord);
  add("blacklist", content.blacklist, blacklistRecord);
  world.setRoles(content.roles ?? {});
  return world;
}

/** Adds the records of a table's rows. */
function adderOf(seeding: Seeding) {
  return <R, S extends Stored>(
    table: keyof typeof seeding.world & string,
    rows: readonly R[] | undefined,
    recordOf: (row: R, place: string, seeding: Seeding) => S,
  ) => {
    const records = seeding.world[table] as unknown as Table<S>;
    each(table, rows, (row, place) => void records.add(recordOf(row, place, seeding)));
  };
}

/** Goes through the rows of a table, each with its place in the file. */
function each<R>(table: string, rows: readonly R[] | undefined, seed: (row: R, place: string) => void): void {
  for (const [at, row] of (rows ?? []).entries()) seed(row, `${table}[${at}]`);
}
