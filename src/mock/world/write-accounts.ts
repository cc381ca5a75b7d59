import type * as file from "../../generated/types.ts";
import { copyOf, type Reading, type Row, stated } from "./reading.ts";
import type * as records from "./records.ts";

/** The row of a company. */
export function companyRow(record: records.CompanyRecord): Row<file.WorldCompany> {
  const { id, name, oauthRequired, severalTrials, passwordChange, inactiveFiles } = record;
  return { id, name, oauthRequired, severalTrials, passwordChange, inactiveFiles };
}

/** Code of a customer account, undefined where there is none. */
export function accountCode(id: number | null, { world }: Reading): string | undefined {
  return id === null ? undefined : world.customerAccounts.get(id)?.code;
}

/** The row of a customer account. */
export function customerAccountRow(
  { id, companyId, code, name, hasSso }: records.CustomerAccountRecord,
  { company }: Reading,
): Row<file.WorldCustomerAccount> {
  return { id, company: company(companyId), code, name, sso: hasSso };
}

/** The row of a customer. */
export function customerRow(record: records.CustomerRecord, reading: Reading): Row<file.WorldCustomer> {
  const { companyId, customerAccountId, ...fields } = record;
  return stated<Row<file.WorldCustomer>>({
    ...fields,
    metadata: copyOf(record.metadata),
    company: reading.company(companyId),
    customerAccount: accountCode(customerAccountId, reading),
  });
}

/** The row of a license user. */
export function userRow(record: records.UserRecord, reading: Reading): Row<file.WorldUser> {
  const { companyId, customerAccountId, totalActivations: _counted, ...fields } = record;
  return stated<Row<file.WorldUser>>({
    ...fields,
    company: reading.company(companyId),
    customerAccount: accountCode(customerAccountId, reading),
  });
}

/** The row of a refused device. */
export function blacklistRow(
  { id, companyId, hardwareId }: records.BlacklistRecord,
  { company }: Reading,
): Row<file.WorldBlacklistEntry> {
  return { id, company: company(companyId), hardwareId };
}
