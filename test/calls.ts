import { type Client, createClient } from "../src/api/client.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import type { ErrorCode } from "../src/api/errors.ts";
import { fieldKinds } from "../src/generated/fields.ts";
import type { Requests } from "../src/generated/types.ts";
import type { Mock } from "../src/mock/create-mock.ts";

/** A client that calls a mock in process and verifies its signatures. */
export function clientOf(mock: Mock): Client {
  const { credentials, publicKey } = mock;
  return createClient({
    baseUrl: "https://license-api.test",
    credentials,
    publicKey,
    fetch: (request) => mock.fetch(request),
  });
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
