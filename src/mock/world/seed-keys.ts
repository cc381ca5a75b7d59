import type * as file from "../../generated/types.ts";
import type * as records from "./records.ts";
import { accountIdOf, customerIdOf, momentOr, type Seeding, worldFileError } from "./seeding.ts";

/** The API key that a row describes. */
export function apiKeyRecord(row: file.WorldApiKey, place: string, { id, company }: Seeding): records.ApiKeyRecord {
  return {
    id: id(row.id, "apiKeys", place),
    companyId: company(row.company, `${place}.company`),
    apiKey: row.apiKey,
    sharedKey: row.sharedKey,
    isRevoked: row.revoked ?? false,
    isReadOnly: row.readOnly ?? false,
    products: row.products ?? null,
  };
}

/** The OAuth client that a row describes. */
export function oauthClientRecord(
  row: file.WorldOAuthClient,
  place: string,
  seeding: Seeding,
): records.OAuthClientRecord {
  const companyId = seeding.company(row.company, `${place}.company`);
  const customerId = customerIdOf(row, companyId, place, seeding);
  return {
    id: seeding.id(row.id, "oauthClients", place),
    companyId,
    clientId: row.clientId,
    clientSecret: row.clientSecret,
    previousSecret: row.previousSecret ?? null,
    previousSecretUntil: momentOr(row, "previousSecretUntil", null, place, seeding),
    customerAccountId: accountIdOf(row.customerAccount, companyId, `${place}.customerAccount`, seeding),
    customerId,
    licenseKey: row.licenseKey ?? null,
  };
}

/** The access token that a row describes. */
export function accessTokenRecord(
  row: file.WorldAccessToken,
  place: string,
  { world, moment, id }: Seeding,
): records.AccessTokenRecord {
  const client = world.oauthClients.byClientId(row.client);
  if (!client) throw worldFileError(`${place}.client`, `"${row.client}"`, "the id of a client in `oauthClients`");
  const expiresAt = moment(row.expiresAt, `${place}.expiresAt`);
  return { id: id(row.id, "accessTokens", place), clientId: client.id, token: row.token, expiresAt };
}

/** The single sign-on token that a row describes. */
export function ssoTokenRecord(row: file.WorldSsoToken, place: string, seeding: Seeding): records.SsoTokenRecord {
  const { world } = seeding;
  const user =
    row.company === undefined
      ? [...world.users.all()].find(({ email }) => email === row.user)
      : world.users.byEmail(seeding.company(row.company, `${place}.company`), row.user);
  if (!user) throw worldFileError(`${place}.user`, `"${row.user}"`, "the email of a user in `users`");
  const account = accountIdOf(row.customerAccount, user.companyId, `${place}.customerAccount`, seeding);
  return {
    id: seeding.id(row.id, "ssoTokens", place),
    kind: row.kind,
    token: row.token,
    userId: user.id,
    customerAccountId: account as number,
  };
}
