import type { Credentials } from "../src/api/authorization.ts";
import { type Client, createClient } from "../src/api/client.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import type { ErrorCode } from "../src/api/errors.ts";
import type { OfflinePayload } from "../src/contract/case.ts";
import { flatOffline } from "../src/contract/offline.ts";
import { fieldKinds } from "../src/generated/fields.ts";
import type { Requests, Responses } from "../src/generated/types.ts";
import type { Mock } from "../src/mock/create-mock.ts";

const baseUrl = "https://license-api.test";

/** A client that calls a mock in process and verifies its signatures, by default with the world's first key. */
export function clientOf(mock: Mock, credentials: Credentials = mock.credentials): Client {
  return createClient({ baseUrl, credentials, publicKey: mock.publicKey, fetch: (request) => mock.fetch(request) });
}

/** A client that calls with a role's access token in place of a key. */
export function tokenClientOf(mock: Mock, role: string): Client {
  const { credentials, publicKey } = mock;
  const send = (request: Request) => {
    request.headers.set("Authorization", `Bearer ${mock.roles[role]?.access_token}`);
    return mock.fetch(request);
  };
  return createClient({ baseUrl, credentials, publicKey, fetch: send });
}

/** The API key of a role. */
export function keyOfRole(mock: Mock, role: string): Credentials {
  const { apiKey, sharedKey } = mock.roles[role] ?? {};
  return { apiKey: String(apiKey), sharedKey: String(sharedKey) };
}

/** Endpoints that take a request file. */
export type OfflineEndpoint =
  | "activate-offline"
  | "deactivate-offline"
  | "activate-bundle-offline"
  | "deactivate-bundle-offline";

/**
 * Calls an offline endpoint with a request file of a role, signed as the mock's default key unless another account's
 * fields and secret are given.
 */
export function offline<E extends OfflineEndpoint>(
  mock: Mock,
  endpoint: E,
  role: string,
  fields: object = {},
  secret = mock.credentials.sharedKey,
): Promise<Responses[E]> {
  const { credentials, publicKey } = mock;
  const send = async (request: Request) => {
    const { text } = flatOffline((await request.json()) as OfflinePayload, { ...credentials, sharedKey: secret });
    request.headers.set("Content-Type", "text/plain");
    return mock.fetch(request.url, { method: "POST", headers: request.headers, body: text });
  };
  const account = { date: "Sun, 22 Nov 2026 00:32:17 GMT", api_key: credentials.apiKey };
  const input = inputOf(mock, endpoint, role, { ...account, ...fields });
  return createClient({ baseUrl, credentials, publicKey, fetch: send }).call(endpoint, input);
}

/** The findings of the last call. */
export function lastFindings(mock: Mock): readonly string[] | undefined {
  return mock.journal.entries().at(-1)?.findings;
}

/** The fields of a role that an endpoint knows, with some others, as its input. */
export function inputOf<E extends EndpointName>(
  mock: Mock,
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
