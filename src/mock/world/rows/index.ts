import * as accounts from "./accounts.ts";
import * as credentials from "./credentials.ts";
import { devices } from "./devices.ts";
import { features } from "./features.ts";
import { licenses } from "./licenses.ts";
import { products } from "./products.ts";
import { seats } from "./seats.ts";
import { trials } from "./trials.ts";

/** Every table that has rows, in the order in which they are read: who is named stands before who names. */
export const rowKinds = {
  companies: accounts.companies,
  customerAccounts: accounts.customerAccounts,
  customers: accounts.customers,
  apiKeys: credentials.apiKeys,
  oauthClients: credentials.oauthClients,
  accessTokens: credentials.accessTokens,
  products,
  users: accounts.users,
  ssoTokens: credentials.ssoTokens,
  licenses,
  features,
  devices,
  seats,
  trials,
  blacklist: accounts.blacklist,
};

/** Name of a table that has rows. */
export type RowTable = keyof typeof rowKinds;
