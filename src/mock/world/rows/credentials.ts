import { readAccessToken, readApiKey, readOAuthClient, readSsoToken } from "../../../generated/row-readers.ts";
import type * as file from "../../../generated/types.ts";
import type * as records from "../records.ts";
import { accountCode, accountIdOf, accountOf, customerIdOf, writeAccount, writeCustomer } from "./accounts.ts";
import type { RowKind } from "./row-kind.ts";
import { momentsAt, type Seeding, worldFileError } from "./seeding.ts";

/** API keys, each with the shared key that signs its requests. */
export const apiKeyRows: RowKind<file.WorldApiKey, records.ApiKeyRecord> = {
  table: "apiKeys",
  schema: "world-api-key",
  read: (row, place, { id, company }) =>
    readApiKey(row, { id: id(row.id, "apiKeys", place), companyId: company(row.company, place) }),
  write: ({ companyId }, { company }) => ({ company: company(companyId) }),
};

/** Clients of the OAuth client credentials grant. */
export const oauthClientRows: RowKind<file.WorldOAuthClient, records.OAuthClientRecord> = {
  table: "oauthClients",
  schema: "world-oauth-client",
  read: (row, place, seeding) => {
    const account = accountOf(row, place, seeding);
    const customerId = customerIdOf(row, account.companyId, place, seeding);
    const made = { id: seeding.id(row.id, "oauthClients", place), ...account, customerId };
    return readOAuthClient(row, made, momentsAt(place, seeding));
  },
  write: (record, reading) => ({ ...writeAccount(record, reading), ...writeCustomer(record.customerId, reading) }),
};

/** OAuth access tokens that were given out. */
export const accessTokenRows: RowKind<file.WorldAccessToken, records.AccessTokenRecord> = {
  table: "accessTokens",
  schema: "world-access-token",
  read: (row, place, seeding) => {
    const client = seeding.world.oauthClients.byClientId(row.client);
    if (!client) throw worldFileError(`${place}.client`, `"${row.client}"`, "the id of a client in `oauthClients`");
    const made = { id: seeding.id(row.id, "accessTokens", place), clientId: client.id };
    return readAccessToken(row, made, momentsAt(place, seeding));
  },
  write: ({ clientId }, { world }) => ({ client: world.oauthClients.get(clientId)?.clientId ?? "" }),
};

/** Single sign-on tokens, and whose they are. */
export const ssoTokenRows: RowKind<file.WorldSsoToken, records.SsoTokenRecord> = {
  table: "ssoTokens",
  schema: "world-sso-token",
  read: (row, place, seeding) => {
    const user = findTokenUser(row, place, seeding);
    if (!user) throw worldFileError(`${place}.user`, `"${row.user}"`, "the email of a user in `users`");
    const customerAccountId = accountIdOf(row.customerAccount, user.companyId, place, seeding) as number;
    return readSsoToken(row, { id: seeding.id(row.id, "ssoTokens", place), userId: user.id, customerAccountId });
  },
  write: ({ userId, customerAccountId }, reading) => {
    const user = reading.world.users.get(userId) as records.UserRecord;
    return {
      company: reading.company(user.companyId),
      user: user.email,
      customerAccount: accountCode(customerAccountId, reading) ?? "",
    };
  },
};

function findTokenUser({ company, user }: file.WorldSsoToken, place: string, seeding: Seeding) {
  const { world } = seeding;
  if (company === undefined) return [...world.users.all()].find(({ email }) => email === user);
  return world.users.byEmail(seeding.company(company, place), user);
}
