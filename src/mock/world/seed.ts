import type * as file from "../../generated/types.ts";
import { readMoment } from "./moment.ts";
import type * as records from "./records.ts";
import { seedLicense } from "./seed-license.ts";
import { seedProduct } from "./seed-product.ts";
import { seedTrial } from "./seed-trial.ts";
import { type Seeding, worldFileError } from "./seeding.ts";
import { createWorld, keyOf, type World } from "./world.ts";

/**
 * Builds the world that a file describes, in the file's order, so that ids are stable.
 *
 * @throws an error that names the place where a name leads nowhere or a moment cannot be read. The file's shape is taken as checked.
 */
export function seedWorld(content: file.WorldFile, start: records.Instant): World {
  const world = createWorld();
  const seeding: Seeding = {
    world,
    start,
    company: (name, place) => companyId(world, name, place),
    moment: (text, place) => momentOf(text, start, place),
  };
  each("companies", content.companies, seedCompany, seeding);
  each("customerAccounts", content.customerAccounts, seedCustomerAccount, seeding);
  each("customers", content.customers, seedCustomer, seeding);
  each("apiKeys", content.apiKeys, seedApiKey, seeding);
  each("oauthClients", content.oauthClients, seedOAuthClient, seeding);
  each("accessTokens", content.accessTokens, seedAccessToken, seeding);
  each("products", content.products, seedProduct, seeding);
  each("users", content.users, seedUser, seeding);
  each("ssoTokens", content.ssoTokens, seedSsoToken, seeding);
  each("licenses", content.licenses, seedLicense, seeding);
  each("trials", content.trials, seedTrial, seeding);
  each("blacklist", content.blacklist, seedBlacklistEntry, seeding);
  world.setRoles(content.roles ?? {});
  return world;
}

/** Seeds the rows of a table, each with its place in the file. */
function each<R>(
  table: string,
  rows: readonly R[] | undefined,
  seed: (row: R, place: string, seeding: Seeding) => void,
  seeding: Seeding,
): void {
  for (const [at, row] of (rows ?? []).entries()) seed(row, `${table}[${at}]`, seeding);
}

function companyId(world: World, name: string | undefined, place: string): number {
  const company = name === undefined ? world.companies.all().next().value : world.companies.find("byName", name);
  if (!company) throw worldFileError(place, `"${name}"`, "the name of a company in `companies`");
  return company.id;
}

function momentOf(text: string, start: records.Instant, place: string): records.Instant {
  const instant = readMoment(text, start);
  if (instant === undefined) {
    throw worldFileError(place, `"${text}"`, "a duration like +30d or -1h, or a date like 2030-01-31T00:00:00.000Z");
  }
  return instant;
}

function seedCompany(row: file.WorldCompany, _place: string, { world }: Seeding): void {
  world.companies.add({
    id: world.nextId(),
    name: row.name,
    oauthRequired: row.oauthRequired ?? false,
    severalTrials: row.severalTrials ?? false,
    passwordChange: row.passwordChange ?? true,
    inactiveFiles: row.inactiveFiles ?? false,
  });
}

function seedCustomerAccount(row: file.WorldCustomerAccount, place: string, { world, company }: Seeding): void {
  world.customerAccounts.add({
    id: world.nextId(),
    companyId: company(row.company, `${place}.company`),
    code: row.code,
    name: row.name ?? row.code,
    hasSso: row.sso ?? true,
  });
}

function seedBlacklistEntry(row: file.WorldBlacklistEntry, place: string, { world, company }: Seeding): void {
  const companyId = company(row.company, `${place}.company`);
  world.blacklist.add({ id: world.nextId(), companyId, hardwareId: row.hardwareId });
}

/** Id of a customer account, null where none is named. */
function accountId(code: string | undefined, companyId: number, place: string, { world }: Seeding): number | null {
  if (code === undefined) return null;
  const account = world.customerAccounts.find("byCode", keyOf(companyId, code));
  if (!account) throw worldFileError(place, `"${code}"`, "the code of a customer account in `customerAccounts`");
  return account.id;
}

function seedCustomer(row: file.WorldCustomer, place: string, seeding: Seeding): void {
  const companyId = seeding.company(row.company, `${place}.company`);
  seeding.world.customers.add({
    id: seeding.world.nextId(),
    companyId,
    customerAccountId: accountId(row.customerAccount, companyId, `${place}.customerAccount`, seeding),
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
  });
}

function seedApiKey(row: file.WorldApiKey, place: string, { world, company }: Seeding): void {
  world.apiKeys.add({
    id: world.nextId(),
    companyId: company(row.company, `${place}.company`),
    apiKey: row.apiKey,
    sharedKey: row.sharedKey,
    isRevoked: row.revoked ?? false,
    isReadOnly: row.readOnly ?? false,
    products: row.products ?? null,
  });
}

function seedOAuthClient(row: file.WorldOAuthClient, place: string, seeding: Seeding): void {
  const { world } = seeding;
  const companyId = seeding.company(row.company, `${place}.company`);
  const customer = row.customer === undefined ? null : world.customers.find("byEmail", keyOf(companyId, row.customer));
  if (customer === undefined) {
    throw worldFileError(`${place}.customer`, `"${row.customer}"`, "the email of a customer in `customers`");
  }
  world.oauthClients.add({
    id: world.nextId(),
    companyId,
    clientId: row.clientId,
    clientSecret: row.clientSecret,
    previousSecret: row.previousSecret ?? null,
    previousSecretUntil:
      row.previousSecretUntil === undefined
        ? null
        : seeding.moment(row.previousSecretUntil, `${place}.previousSecretUntil`),
    customerAccountId: accountId(row.customerAccount, companyId, `${place}.customerAccount`, seeding),
    customerId: customer?.id ?? null,
    licenseKey: row.licenseKey ?? null,
  });
}

function seedAccessToken(row: file.WorldAccessToken, place: string, { world, moment }: Seeding): void {
  const client = world.oauthClients.find("byClientId", row.client);
  if (!client) throw worldFileError(`${place}.client`, `"${row.client}"`, "the id of a client in `oauthClients`");
  const expiresAt = moment(row.expiresAt, `${place}.expiresAt`);
  world.accessTokens.add({ id: world.nextId(), clientId: client.id, token: row.token, expiresAt });
}

function seedUser(row: file.WorldUser, place: string, seeding: Seeding): void {
  const companyId = seeding.company(row.company, `${place}.company`);
  seeding.world.users.add({
    id: seeding.world.nextId(),
    companyId,
    customerAccountId: accountId(row.customerAccount, companyId, `${place}.customerAccount`, seeding),
    email: row.email,
    password: row.password,
    isInitialPassword: row.isInitialPassword ?? false,
    firstName: row.firstName ?? "",
    lastName: row.lastName ?? "",
    phoneNumber: row.phoneNumber ?? "",
    maxActivations: row.maxActivations ?? null,
    totalActivations: 0,
  });
}

function seedSsoToken(row: file.WorldSsoToken, place: string, seeding: Seeding): void {
  const { world } = seeding;
  const user = [...world.users.all()].find(({ email }) => email === row.user);
  if (!user) throw worldFileError(`${place}.user`, `"${row.user}"`, "the email of a user in `users`");
  const account = accountId(row.customerAccount, user.companyId, `${place}.customerAccount`, seeding);
  world.ssoTokens.add({
    id: world.nextId(),
    kind: row.kind,
    token: row.token,
    userId: user.id,
    customerAccountId: account as number,
  });
}
