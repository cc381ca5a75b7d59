import { isDeepStrictEqual } from "node:util";
import { portableCryptography } from "../../src/api/cryptography.ts";
import { type EndpointName, endpointRow } from "../../src/api/endpoints.ts";
import { policies } from "../../src/api/policies.ts";
import { type SchemaName, validate } from "../../src/api/validate.ts";
import { buildRequest } from "../../src/contract/build-request.ts";
import type { Role } from "../../src/contract/case.ts";
import { parsed } from "../../src/contract/read-answer.ts";
import { queryOf, type ShownRole, type Situation, shownIn } from "../../src/contract/roles/situation.ts";
import { commonTraits } from "../../src/contract/roles/traits.ts";
import { instancesOf } from "../../src/contract/target.ts";
import { readDefaultWorld } from "../../src/generated/fixtures.ts";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock, type Mock, type MockOptions } from "../../src/mock/create-mock.ts";

/** Queries that show a role, the most telling first; none of them changes anything but the seat that a check takes. */
const queries: readonly EndpointName[] = [
  ...([
    "check-bundle",
    "check-license",
    "user-licenses",
    "customer-license-users",
    "sso-url",
    "product-details",
    "products",
  ] as const),
];

/** What a server is that may not be: see test/lawful.test.ts. */
const unlawful = ["dateSkewMinutes", "unsigned"];

const time = "2026-01-15T12:00:00.000Z";
const world = readDefaultWorld();
const bundles = (world.products ?? []).filter(({ bundle }) => bundle !== undefined).map(({ code }) => code);

/**
 * What each role of the default world shows: asked of a mock of that world, and of others that decide otherwise where the
 * documents are silent. A trait counts where it is not the one of a license with nothing set, or where it is common to all.
 */
export async function situationsModule(): Promise<string> {
  const mocks = [undefined, ...otherChoices()].map((policy) => mockOf({ ...(policy && { policy }) }));
  const lines: string[] = [];
  for (const name of Object.keys(world.roles ?? {})) {
    const situation = await situationOf(name, mocks);
    if (situation) lines.push(`  ${JSON.stringify(name)}: ${JSON.stringify(situation)},`);
  }
  return `/** What each role of the default world shows when it is asked by a query, under every lawful policy. */
export const situations: Readonly<Record<string, RoleSituation>> = {
${lines.join("\n")}
};

/** See src/contract/roles/situation.ts. */
interface RoleSituation {
  readonly endpoint: string;
  readonly ends: readonly string[];
  readonly shows: Readonly<Record<string, readonly string[]>>;
}
`;
}

async function situationOf(name: string, mocks: readonly Mock[]): Promise<Situation | undefined> {
  const [first] = mocks;
  if (!first) return undefined;
  const role = roleIn(first, name);
  const endpoint = queries.find((one) => isComplete(one, role));
  if (endpoint === undefined) return undefined;
  const all = await Promise.all(mocks.map((mock) => ask(mock, endpoint, name)));
  const plain = await ask(mockOf({ world: plainWorld(role) }), endpoint, name);
  const isLicense = endpoint !== "product-details" && endpoint !== "customer-license-users";
  const isTelling = (trait: string) =>
    commonTraits.includes(trait) ||
    !isLicense ||
    trait.includes(": ") ||
    !isDeepStrictEqual(all[0]?.traits[trait], plain.traits[trait]);
  const names = [...new Set(all.flatMap(({ traits }) => Object.keys(traits)))].filter(isTelling);
  const shows = names.map((trait) => [trait, unique(all.flatMap(({ traits }) => traits[trait] ?? []))]);
  return { endpoint, ends: endsOf(all), shows: Object.fromEntries(shows) };
}

/** Which of the two codes comes where a license is not active on a device, no page says for sure. */
const notActive = ["license_not_active", "device_not_found"];

function endsOf(all: readonly ShownRole[]): string[] {
  return unique(all.flatMap(({ end }) => (notActive.includes(end) ? notActive : end)));
}

async function ask(mock: Mock, endpoint: EndpointName, name: string): Promise<ShownRole> {
  mock.reset();
  const role = roleIn(mock, name);
  const target = { ...mock, policy: {}, baseUrl: "https://license-api.test" };
  const response = await mock.fetch(buildRequest(queryOf(endpoint, role), target, new Date(time)));
  const text = await response.text();
  return shownIn({ status: response.status, headers: {}, text, body: parsed(text) }, endpoint, role);
}

function roleIn(mock: Mock, name: string): Role {
  return instancesOf({ ...mock, baseUrl: "" }, name)[0] ?? {};
}

/** Whether a role has all that a query needs. */
function isComplete(endpoint: EndpointName, role: Role): boolean {
  if ((endpoint === "check-bundle") !== bundles.includes(String(role.product)) && /^check/.test(endpoint)) return false;
  if (endpoint === "products" && role.apiKey === undefined && role.access_token === undefined) return false;
  const { input } = queryOf(endpoint, role);
  return endpointRow(endpoint).method === "GET" && validate(`${endpoint}.request` as SchemaName, input).length === 0;
}

/** One policy at a time that is not the default, and all of them at once: some show only together. */
function otherChoices(): Record<string, string | number | boolean>[] {
  const lawful = Object.entries(policies).filter(([name]) => !unlawful.includes(name));
  const chosen = (value: string | number | boolean) => (value === "number" ? 60 : value);
  const single = lawful.flatMap(([name, { values }]) => values.slice(1).map((value) => ({ [name]: chosen(value) })));
  const together = [1, 2].map((at) =>
    Object.fromEntries(lawful.map(([name, { values }]) => [name, chosen(values[at] ?? values.at(-1) ?? "")])),
  );
  return [...single, ...together];
}

/** The default world where the license of a role has nothing set but its devices. */
function plainWorld(role: Role): WorldFile {
  const user = role.username ?? role.sso_username;
  const licenses = (world.licenses ?? []).map((row) => {
    const isMeant = row.licenseKey === role.license_key && row.licenseKey !== undefined;
    if (!isMeant && !row.users?.some((one) => one === user)) return row;
    const { product, licenseKey, users, bundle } = row;
    const devices = row.devices?.map(({ seats: _seats, ...device }) => device);
    return JSON.parse(JSON.stringify({ product, licenseKey, users, devices, bundle }));
  });
  return { ...world, licenses };
}

/** Signatures show nothing of a situation, and take most of the time. */
function mockOf(options: MockOptions): Mock {
  const cryptography = { ...portableCryptography, createSigner: () => async () => "" };
  return createMock({ ...options, cryptography, clock: time, wallClock: () => Date.parse(time) });
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
