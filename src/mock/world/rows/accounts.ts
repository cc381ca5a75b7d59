import {
  readBlacklistEntry,
  readCompany,
  readCustomer,
  readCustomerAccount,
  readUser,
} from "../../../generated/row-readers.ts";
import type * as file from "../../../generated/types.ts";
import type * as records from "../records.ts";
import type { Reading } from "./reading.ts";
import type { RowKind } from "./row-kind.ts";
import { type Seeding, worldFileError } from "./seeding.ts";

/** Vendors. */
export const companyRows: RowKind<file.WorldCompany, records.CompanyRecord> = {
  table: "companies",
  schema: "world-company",
  read: (row, place, { id }) => readCompany(row, { id: id(row.id, "companies", place) }),
};

/** Accounts of customers' organisations. */
export const customerAccountRows: RowKind<file.WorldCustomerAccount, records.CustomerAccountRecord> = {
  table: "customerAccounts",
  schema: "world-customer-account",
  read: (row, place, { id, company }) =>
    readCustomerAccount(row, {
      id: id(row.id, "customerAccounts", place),
      companyId: company(row.company, place),
      name: row.name ?? row.code,
    }),
  write: ({ companyId }, { company }) => ({ company: company(companyId) }),
};

/** Who bought licenses. */
export const customerRows: RowKind<file.WorldCustomer, records.CustomerRecord> = {
  table: "customers",
  schema: "world-customer",
  read: (row, place, seeding) =>
    readCustomer(row, { id: seeding.id(row.id, "customers", place), ...accountOf(row, place, seeding) }),
  write: writeAccount,
};

/** License users. Activations are counted as devices come. */
export const userRows: RowKind<file.WorldUser, records.UserRecord> = {
  table: "users",
  schema: "world-user",
  read: (row, place, seeding) =>
    readUser(row, {
      id: seeding.id(row.id, "users", place),
      ...accountOf(row, place, seeding),
      totalActivations: 0,
    }),
  write: writeAccount,
};

/** Refused devices. */
export const blacklistRows: RowKind<file.WorldBlacklistEntry, records.BlacklistRecord> = {
  table: "blacklist",
  schema: "world-blacklist-entry",
  read: (row, place, { id, company }) =>
    readBlacklistEntry(row, { id: id(row.id, "blacklist", place), companyId: company(row.company, place) }),
  write: ({ companyId }, { company }) => ({ company: company(companyId) }),
};

interface AccountRow {
  readonly company?: string;
  readonly customerAccount?: string;
}

/** The company of a row, and the customer account that it names. */
export function accountOf(row: AccountRow, place: string, seeding: Seeding) {
  const companyId = seeding.company(row.company, place);
  return { companyId, customerAccountId: accountIdOf(row.customerAccount, companyId, place, seeding) };
}

/** The names of a company and a customer account. */
export function writeAccount(
  { companyId, customerAccountId }: { readonly companyId: number; readonly customerAccountId: number | null },
  reading: Reading,
) {
  return { company: reading.company(companyId), customerAccount: accountCode(customerAccountId, reading) };
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
  if (account) return account.id;
  throw worldFileError(`${place}.customerAccount`, `"${code}"`, "the code of a customer account in `customerAccounts`");
}

/** Code of a customer account, undefined where there is none. */
export function accountCode(id: number | null, { world }: Reading): string | undefined {
  return world.customerAccounts.get(id)?.code;
}

/** The user of an email. */
export function userOf(email: string, companyId: number, place: string, { world }: Seeding): records.UserRecord {
  const user = world.users.byEmail(companyId, email);
  if (!user) throw worldFileError(place, `"${email}"`, "the email of a user in `users`");
  return user;
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

/** The customer that a row names: by email, and by id where the email leads to another. */
export function writeCustomer(
  customerId: number | null,
  { world }: Reading,
): { customer?: string | undefined; customerId: number | undefined } {
  const customer = world.customers.get(customerId);
  if (!customer) return { customerId: undefined };
  const { id, companyId, email } = customer;
  const isClear = world.customers.byEmail(companyId, email)?.id === id;
  return { customer: email, customerId: isClear ? undefined : id };
}
