import * as accounts from "./accounts.ts";
import { checkoutRows } from "./checkouts.ts";
import * as credentials from "./credentials.ts";
import { deviceRows } from "./devices.ts";
import { featureRows } from "./features.ts";
import { licenseRows } from "./licenses.ts";
import { poolRows } from "./pools.ts";
import { productRows } from "./products.ts";
import { seatRows } from "./seats.ts";
import { trialRows } from "./trials.ts";

/** Every table that has rows, in the order in which they are read: who is named stands before who names. */
export const rowKinds = {
  companies: accounts.companyRows,
  customerAccounts: accounts.customerAccountRows,
  pools: poolRows,
  customers: accounts.customerRows,
  apiKeys: credentials.apiKeyRows,
  oauthClients: credentials.oauthClientRows,
  accessTokens: credentials.accessTokenRows,
  products: productRows,
  users: accounts.userRows,
  ssoTokens: credentials.ssoTokenRows,
  licenses: licenseRows,
  features: featureRows,
  devices: deviceRows,
  seats: seatRows,
  checkouts: checkoutRows,
  trials: trialRows,
  blacklist: accounts.blacklistRows,
};

/** Name of a table that has rows. */
export type RowTable = keyof typeof rowKinds;
