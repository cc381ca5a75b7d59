import type * as file from "../../generated/types.ts";
import type * as records from "./records.ts";
import { accountIdOf, type Seeding } from "./seeding.ts";

/** The company that a row describes. */
export function companyRecord(row: file.WorldCompany, place: string, { id }: Seeding): records.CompanyRecord {
  return {
    id: id(row.id, "companies", place),
    name: row.name,
    oauthRequired: row.oauthRequired ?? false,
    severalTrials: row.severalTrials ?? false,
    passwordChange: row.passwordChange ?? true,
    inactiveFiles: row.inactiveFiles ?? false,
  };
}

/** The customer account that a row describes. */
export function customerAccountRecord(
  row: file.WorldCustomerAccount,
  place: string,
  { id, company }: Seeding,
): records.CustomerAccountRecord {
  return {
    id: id(row.id, "customerAccounts", place),
    companyId: company(row.company, `${place}.company`),
    code: row.code,
    name: row.name ?? row.code,
    hasSso: row.sso ?? true,
  };
}

/** The customer that a row describes. */
export function customerRecord(row: file.WorldCustomer, place: string, seeding: Seeding): records.CustomerRecord {
  const companyId = seeding.company(row.company, `${place}.company`);
  return {
    id: seeding.id(row.id, "customers", place),
    companyId,
    customerAccountId: accountIdOf(row.customerAccount, companyId, `${place}.customerAccount`, seeding),
    email: row.email,
    companyName: row.companyName ?? "",
    reference: row.reference ?? "",
    phone: row.phone ?? "",
    firstName: row.firstName ?? "",
    lastName: row.lastName ?? "",
    city: row.city ?? "",
    postcode: row.postcode ?? "",
    state: row.state ?? "",
    country: row.country ?? "",
    address: row.address ?? "",
    metadata: row.metadata ?? {},
  };
}

/** The license user that a row describes. Activations are counted as devices come. */
export function userRecord(row: file.WorldUser, place: string, seeding: Seeding): records.UserRecord {
  const companyId = seeding.company(row.company, `${place}.company`);
  return {
    id: seeding.id(row.id, "users", place),
    companyId,
    customerAccountId: accountIdOf(row.customerAccount, companyId, `${place}.customerAccount`, seeding),
    email: row.email,
    password: row.password,
    isInitialPassword: row.isInitialPassword ?? false,
    firstName: row.firstName ?? "",
    lastName: row.lastName ?? "",
    phoneNumber: row.phoneNumber ?? "",
    maxActivations: row.maxActivations ?? null,
    totalActivations: 0,
  };
}

/** The refused device that a row describes. */
export function blacklistRecord(
  row: file.WorldBlacklistEntry,
  place: string,
  { id, company }: Seeding,
): records.BlacklistRecord {
  const companyId = company(row.company, `${place}.company`);
  return { id: id(row.id, "blacklist", place), companyId, hardwareId: row.hardwareId };
}
