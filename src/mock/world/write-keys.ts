import type * as file from "../../generated/types.ts";
import { momentText, momentTextOf, type Reading, type Row, stated } from "./reading.ts";
import type * as records from "./records.ts";
import { accountCode } from "./write-accounts.ts";

/** The row of an API key. */
export function apiKeyRow(record: records.ApiKeyRecord, { company }: Reading): Row<file.WorldApiKey> {
  const { id, companyId, apiKey, sharedKey, isRevoked, isReadOnly, products } = record;
  return stated<Row<file.WorldApiKey>>({
    id,
    company: company(companyId),
    apiKey,
    sharedKey,
    revoked: isRevoked,
    readOnly: isReadOnly,
    products: products && [...products],
  });
}

/** The customer that a row names: by email, and by id where the email leads to another. */
export function customerFields(
  customerId: number | null,
  { world }: Reading,
): { customer?: string; customerId?: number } {
  const customer = customerId === null ? undefined : world.customers.get(customerId);
  if (!customer) return {};
  const { id, companyId, email } = customer;
  const isClear = world.customers.byEmail(companyId, email)?.id === id;
  return { customer: email, ...(!isClear && { customerId: id }) };
}

/** The row of an OAuth client. */
export function oauthClientRow(record: records.OAuthClientRecord, reading: Reading): Row<file.WorldOAuthClient> {
  return stated<Row<file.WorldOAuthClient>>({
    id: record.id,
    company: reading.company(record.companyId),
    clientId: record.clientId,
    clientSecret: record.clientSecret,
    previousSecret: record.previousSecret,
    previousSecretUntil: momentTextOf(record.previousSecretUntil),
    customerAccount: accountCode(record.customerAccountId, reading),
    ...customerFields(record.customerId, reading),
    licenseKey: record.licenseKey,
  });
}

/** The row of an access token. */
export function accessTokenRow(
  { id, token, clientId, expiresAt }: records.AccessTokenRecord,
  { world }: Reading,
): Row<file.WorldAccessToken> {
  return { id, token, client: world.oauthClients.get(clientId)?.clientId ?? "", expiresAt: momentText(expiresAt) };
}

/** The row of a single sign-on token. */
export function ssoTokenRow(record: records.SsoTokenRecord, reading: Reading): Row<file.WorldSsoToken> {
  const user = reading.world.users.get(record.userId) as records.UserRecord;
  return {
    id: record.id,
    company: reading.company(user.companyId),
    kind: record.kind,
    token: record.token,
    user: user.email,
    customerAccount: accountCode(record.customerAccountId, reading) ?? "",
  };
}

/** The row of a trial. */
export function trialRow(record: records.TrialRecord, { world, company }: Reading): Row<file.WorldTrial> {
  const { id, productId, hardwareId, email, licenseId } = record;
  const product = world.products.get(productId) as records.ProductRecord;
  return { id, company: company(product.companyId), product: product.code, hardwareId, email, licenseId };
}
