import { type Client, type ClientOptions, createClient } from "../src/api/client.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import type { ErrorCode } from "../src/api/errors.ts";
import { fieldKinds } from "../src/generated/fields.ts";
import type { Requests, WorldFile, WorldLicense } from "../src/generated/types.ts";
import type { Space } from "../src/mock/space/space.ts";

/** A client that calls a mock in process and verifies its signatures, with the default key or as a role. */
export function clientOf(mock: Space, role?: string): Client {
  return createClient({
    baseUrl: "https://license-api.test",
    credentials: role === undefined ? mock.credentials : credentialsOf(mock, role),
    publicKey: mock.publicKey,
    fetch: (request) => mock.fetch(request),
  });
}

/** The access token or API key of a role. */
function credentialsOf(mock: Space, role: string): ClientOptions["credentials"] {
  const fields: Readonly<Record<string, unknown>> = mock.roles[role] ?? {};
  if (fields.access_token !== undefined) return { accessToken: String(fields.access_token) };
  return { apiKey: String(fields.apiKey), sharedKey: String(fields.sharedKey) };
}

/** The fields of a role that an endpoint knows, with some others, as its input. */
export function inputOf<E extends EndpointName>(
  mock: Space,
  endpoint: E,
  role: string,
  fields: object = {},
): Requests[E] {
  const known = fieldKinds[endpoint] ?? {};
  const all = Object.entries({ ...mock.roles[role], ...fields });
  return Object.fromEntries(all.filter(([name]) => Object.hasOwn(known, name))) as unknown as Requests[E];
}

/** The code that a call is refused with, or "ok". */
export async function outcomeOf(call: Promise<unknown>): Promise<"ok" | ErrorCode> {
  try {
    await call;
    return "ok";
  } catch (error) {
    const { code } = error as { code?: ErrorCode };
    if (code === undefined) throw error;
    return code;
  }
}

/** The remarks on the last call. */
export function lastFindings(mock: Space): readonly string[] | undefined {
  return mock.journal.entries().at(-1)?.findings;
}

/** The whole world as a text. */
export function fingerprint(mock: Space): string {
  const { lastId, tables } = mock.snapshot();
  return JSON.stringify([lastId, Object.entries(tables).map(([name, rows]) => [name, [...rows]])]);
}

/** A world with the license of one product, as the role `it`. */
export function licenseWorld(license: Partial<WorldLicense>, more: Partial<WorldFile> = {}): WorldFile {
  const role = { product: "p", license_key: "TEST-TEST-TEST-0001", hardware_id: "h" };
  return {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p" }],
    licenses: [{ product: "p", licenseKey: role.license_key, ...license }],
    roles: { it: { about: "the only license", ...role } },
    ...more,
  };
}

/** A world with a bundle of two members, as the role `it`; what is given sets the second member apart. */
export function bundleWorld(second: Partial<WorldLicense>, all: Partial<WorldLicense> = {}): WorldFile {
  const licenseKey = "TEST-TEST-TEST-0001";
  return {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "first" }, { code: "second" }, { code: "bundle", bundle: ["first", "second"] }],
    licenses: [
      { product: "bundle", licenseKey, ...all },
      { product: "first", licenseKey, bundle: "bundle", ...all },
      { product: "second", licenseKey, bundle: "bundle", ...all, ...second },
    ],
    roles: { it: { about: "the bundle", product: "bundle", license_key: licenseKey, hardware_id: "h" } },
  };
}
