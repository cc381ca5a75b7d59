import { createClient } from "../src/api/client.ts";
import { type EndpointName, endpointRow } from "../src/api/endpoints.ts";
import { signatureHeader } from "../src/api/signature.ts";
import type { Space } from "../src/mock/space/space.ts";
import { inputOf } from "./calls.ts";

/** An answer as it came, believed or not. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what it is, each test says itself
  readonly output: any;
  /** The licenses in it. */
  readonly licenses: readonly Record<string, string>[];
  readonly signature: string;
}

/** Calls a mock as a role, and gives the answer whatever it is. */
export async function rawAnswer(
  mock: Space,
  endpoint: EndpointName,
  role: string,
  fields: object = {},
): Promise<RawAnswer> {
  let response: Response | undefined;
  const client = createClient({
    baseUrl: "https://license-api.test",
    credentials: mock.credentials,
    fetch: async (request) => {
      response = await mock.fetch(request);
      return response.clone();
    },
  });
  await client.call(endpoint, inputOf(mock, endpoint, role, fields)).catch(() => {}); // a refusal is an answer too
  if (response === undefined) throw new Error(`${endpoint} was not called`);
  const { status, headers } = response;
  const text = await response.text();
  const output = headers.get("content-type")?.includes("json") && text !== "" ? JSON.parse(text) : text;
  const held = endpointRow(endpoint).embeds === "offline-bundle" ? output.licenses : output;
  return { status, headers, text, output, licenses: [held].flat(), signature: headers.get(signatureHeader) ?? "" };
}
