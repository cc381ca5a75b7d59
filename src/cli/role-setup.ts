import { readDefaultWorld } from "../generated/fixtures.ts";
import type { WorldRole } from "../generated/types.ts";

/** A row of a world file, whatever its table. */
type WorldRow = Readonly<Record<string, unknown>>;

/**
 * What to set at a vendor's console so that a role is in its situation, a line for each thing: its product, licenses, user,
 * account, key or token, as the default world has them. Names and codes are left out, as every account has its own.
 */
export function setupOf(role: Omit<WorldRole, "about">): string[] {
  const world = readDefaultWorld() as unknown as Readonly<Record<string, readonly WorldRow[]>>;
  const facts = { ...(role.facts as WorldRow | undefined), ...role } as WorldRow;
  const rows = (table: string) => world[table] ?? [];
  const token = rows("ssoTokens").find((row) => row.token === facts.id_token && facts.id_token !== undefined);
  const user = facts.username ?? token?.user;
  const access = rows("accessTokens").find(
    (row) => row.token === facts.access_token && facts.access_token !== undefined,
  );
  const isLicense = (row: WorldRow) => {
    const byUser = Array.isArray(row.users) && row.users.includes(user);
    return (row.licenseKey !== undefined && row.licenseKey === facts.license_key) || byUser;
  };
  return [
    ...line(
      "product",
      rows("products").filter(({ code }) => code === facts.product),
      ["name", "code", "metadata", "versions"],
    ),
    ...line("license", rows("licenses").filter(isLicense).map(typed), [
      "licenseKey",
      "users",
      "metadata",
      "orderStoreId",
    ]),
    ...line(
      "user",
      rows("users").filter(({ email }) => email === user),
      person,
    ),
    ...line(
      "blacklist",
      rows("blacklist").filter(({ hardwareId }) => hardwareId === facts.hardware_id),
      [],
    ),
    ...line(
      "customer",
      rows("customers").filter(({ email }) => email === facts.customer),
      person,
    ),
    ...line(
      "account",
      rows("customerAccounts").filter(({ code }) => code === facts.customer_account_code),
      ["code", "name"],
    ),
    ...line(
      "API key",
      rows("apiKeys").filter(({ apiKey }) => apiKey === facts.apiKey),
      ["apiKey", "sharedKey"],
    ),
    ...line("access token", access ? [access] : [], ["token"]),
    ...line(
      "OAuth client",
      rows("oauthClients").filter(({ clientId }) => clientId === (facts.client_id ?? access?.client)),
      clientNames,
    ),
  ];
}

/** A world file leaves out what most licenses are. */
function typed(license: WorldRow): WorldRow {
  return { type: "perpetual", ...license };
}

const person = [
  "email",
  "password",
  "firstName",
  "lastName",
  "phone",
  "phoneNumber",
  "address",
  "city",
  "postcode",
  "country",
  "companyName",
  "reference",
];
const clientNames = ["clientId", "clientSecret", "previousSecret"];

/** Rows in words; a row that has nothing set needs no line. */
function line(what: string, rows: readonly WorldRow[], unsaid: readonly string[]): string[] {
  const [first, ...others] = rows.map((row) => settings(row, unsaid));
  if (first === undefined) return [];
  const more = others.length > 0 ? ` (and ${others.length} more ${what}${others.length === 1 ? "" : "s"})` : "";
  return first === "" ? [] : [`${what}: ${first}${more}`];
}

function settings(row: WorldRow, unsaid: readonly string[]): string {
  const told = Object.entries(row).filter(([name]) => !unsaid.includes(name));
  return told.map(([name, value]) => `${wordsOf(name)} ${valueWords(value)}`).join(", ");
}

/** A value as people write it: yes and no, lists with commas, what is inside in brackets. */
function valueWords(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(valueWords).join(" and ");
  if (typeof value === "object" && value !== null) return `(${settings(value as WorldRow, [])})`;
  return String(value);
}

/** `maxActivations` as "max activations". */
function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
