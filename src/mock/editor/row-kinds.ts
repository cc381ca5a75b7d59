import type * as file from "../../generated/types.ts";
import type * as records from "../world/records.ts";
import * as accounts from "../world/seed-accounts.ts";
import * as keys from "../world/seed-keys.ts";
import { licenseRecord, requireBundleLicense, seedLicense } from "../world/seed-license.ts";
import { productRecord } from "../world/seed-product.ts";
import { trialRecord } from "../world/seed-trial.ts";
import * as accountRows from "../world/write-accounts.ts";
import * as keyRows from "../world/write-keys.ts";
import { licenseFields, licenseRow } from "../world/write-license.ts";
import { productRow } from "../world/write-product.ts";
import { changeLicense } from "./edit-license.ts";
import { deviceKind, featureKind, seatKind } from "./license-parts.ts";
import { plainKind, type RowKind } from "./row-kind.ts";

const users: RowKind<file.WorldUser, records.UserRecord> = {
  ...plainKind("users", "world-user", accounts.userRecord, accountRows.userRow),
  change: (record, row, _patch, place, seeding) => {
    const { totalActivations } = record;
    seeding.world.users.update(record, { ...accounts.userRecord(row, place, seeding), totalActivations });
  },
};

const licenses: RowKind<file.WorldLicense, records.LicenseRecord> = {
  ...plainKind("licenses", "world-license", licenseRecord, licenseRow),
  elsewhere: ["features", "devices"],
  changeableRowOf: licenseFields,
  add: (row, place, seeding) => {
    requireBundleLicense(row, place, seeding);
    return seedLicense(row, place, seeding);
  },
  change: changeLicense,
};

/** Every table that the editor has, in the order of world files. */
export const rowKinds = {
  companies: plainKind("companies", "world-company", accounts.companyRecord, accountRows.companyRow),
  apiKeys: plainKind("apiKeys", "world-api-key", keys.apiKeyRecord, keyRows.apiKeyRow),
  oauthClients: plainKind("oauthClients", "world-oauth-client", keys.oauthClientRecord, keyRows.oauthClientRow),
  accessTokens: plainKind("accessTokens", "world-access-token", keys.accessTokenRecord, keyRows.accessTokenRow),
  customerAccounts: plainKind(
    "customerAccounts",
    "world-customer-account",
    accounts.customerAccountRecord,
    accountRows.customerAccountRow,
  ),
  customers: plainKind("customers", "world-customer", accounts.customerRecord, accountRows.customerRow),
  products: plainKind("products", "world-product", productRecord, productRow),
  users,
  ssoTokens: plainKind("ssoTokens", "world-sso-token", keys.ssoTokenRecord, keyRows.ssoTokenRow),
  licenses,
  features: featureKind,
  devices: deviceKind,
  seats: seatKind,
  trials: plainKind("trials", "world-trial", trialRecord, keyRows.trialRow),
  blacklist: plainKind("blacklist", "world-blacklist-entry", accounts.blacklistRecord, accountRows.blacklistRow),
};

/** Name of a table that the editor has. */
export type EditedTable = keyof typeof rowKinds;
