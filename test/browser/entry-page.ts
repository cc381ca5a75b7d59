import { createClient } from "license-api-kit";
import { type MockInPage, type PageOptions, startMockInPage } from "license-api-kit/browser";
import { apiUrl } from "./api-url.ts";

let started: MockInPage | undefined;

/** What the test calls, by name, in the page. */
const entryCalls = {
  /** "started", or why not. */
  async start(options: Partial<PageOptions>): Promise<string> {
    try {
      started = await startMockInPage({ baseUrl: apiUrl, ...options });
      return "started";
    } catch (error) {
      return String(error);
    }
  },

  stop: () => started?.stop(),

  /** Whether a license is expired, or why nobody can say. */
  async isExpired(baseUrl = apiUrl): Promise<boolean | string> {
    const client = createClient({ baseUrl, credentials: { apiKey: "k", sharedKey: "s" } });
    const license = { product: "key-app", license_key: "TIME-LIMI-KEYS-0001", hardware_id: "Laptop-1" };
    return client.call("check-license", license).then(({ is_expired }) => is_expired, String);
  },
};

declare global {
  var entry: typeof entryCalls;
}
globalThis.entry = entryCalls;
