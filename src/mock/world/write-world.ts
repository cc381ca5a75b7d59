import type { WorldFile, WorldRole } from "../../generated/types.ts";
import { copyOf, createReading, type Reading } from "./reading.ts";
import type { Stored, Table } from "./table.ts";
import type { World } from "./world.ts";
import * as accounts from "./write-accounts.ts";
import * as keys from "./write-keys.ts";
import { licenseRow } from "./write-license.ts";
import { productRow } from "./write-product.ts";

/** A world as a file that makes the same world again: with all ids, moments as dates, and its roles. */
export function writeWorld(world: World): WorldFile {
  const reading = createReading(world, true);
  return {
    lastId: world.lastId(),
    companies: rowsOf(world.companies, accounts.companyRow, reading),
    customerAccounts: rowsOf(world.customerAccounts, accounts.customerAccountRow, reading),
    customers: rowsOf(world.customers, accounts.customerRow, reading),
    apiKeys: rowsOf(world.apiKeys, keys.apiKeyRow, reading),
    oauthClients: rowsOf(world.oauthClients, keys.oauthClientRow, reading),
    accessTokens: rowsOf(world.accessTokens, keys.accessTokenRow, reading),
    products: rowsOf(world.products, productRow, reading),
    users: rowsOf(world.users, accounts.userRow, reading),
    ssoTokens: rowsOf(world.ssoTokens, keys.ssoTokenRow, reading),
    licenses: rowsOf(world.licenses, licenseRow, reading),
    trials: rowsOf(world.trials, keys.trialRow, reading),
    blacklist: rowsOf(world.blacklist, accounts.blacklistRow, reading),
    roles: copyOf(world.roles()) as Record<string, WorldRole>,
  };
}

function rowsOf<S extends Stored, R>(
  table: Table<S>,
  rowOf: (record: S, reading: Reading) => R,
  reading: Reading,
): R[] {
  return [...table.all()].map((record) => rowOf(record, reading));
}
