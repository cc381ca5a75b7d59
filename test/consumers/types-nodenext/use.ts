import { defineConfig } from "@playwright/test";
import { type CheckedLicense, createClient, createMock } from "license-api-kit";
import { startMockInPage } from "license-api-kit/browser";
import { cases } from "license-api-kit/contract";
import { type AnySpace, connectMock } from "license-api-kit/control";
import { mirror, worldFrom } from "license-api-kit/data";
import { handlers } from "license-api-kit/msw";
import { serve } from "license-api-kit/node";
import { expect, type MockFixtureOptions, test } from "license-api-kit/playwright";
import { setupServer } from "msw/node";

const baseUrl = "https://license-api.invalid";
const mock = createMock({ auth: "verify" });
setupServer(...handlers(mock, { baseUrl })).listen({ onUnhandledRequest: "error" });

const client = createClient({ baseUrl, credentials: { apiKey: "k", sharedKey: "s" }, fetch: mock.fetch });
const license: CheckedLicense = await client.call("check-license", {
  product: "P",
  license_key: "K",
  hardware_id: "H",
});
license.max_activations satisfies number;
cases.map((row) => row.about satisfies string);
const server = await serve(mock, { port: 0 });
const space = await connectMock(server.url).space("mine", { policy: { expiredCheck: "error" } });
(await space.clock.now()) satisfies number;
(await space.world.licenses.find({ licenseKey: "K" }))?.enabled satisfies boolean | undefined;
/** One body for both: a space in process and one in a server. */
const failChecks = async (at: AnySpace) => (await at.faults.add({ kind: "delay", ms: 5, times: 1 })).id;
(await Promise.all([failChecks(mock), failChecks(space)])) satisfies number[];
await server.close();
const { collections } = await mirror(mock);
collections.licenses.findFirst((q) => q.where({ licenseKey: "K" }))?.enabled satisfies boolean | undefined;
createMock({ world: worldFrom(collections) });
defineConfig<MockFixtureOptions>({ use: { mockUrl: server.url, spacePer: "worker" } });
test.extend<{ address: string }>({ address: ({ mock }, use) => use(`${mock.url}/api/v4`) });
test("a page", async ({ page, mock }) => {
  await page.route("https://license-api.invalid/**", mock.fulfill);
  await expect(mock).toHaveReceived("check-license", { hardware_id: expect.any(String) });
  await expect(page.getByRole("status")).toHaveText("Active");
  // @ts-expect-error a misspelt field
  await expect(mock).toHaveReceived("check-license", { hardwareId: "Laptop-1" });
  // @ts-expect-error a page receives no calls
  await expect(page).toHaveReceived("check-license");
});

// @ts-expect-error an option that does not exist
defineConfig<MockFixtureOptions>({ use: { mockURL: server.url } });
// @ts-expect-error an option that does not exist
createMock({ authentication: "verify" });
// @ts-expect-error a mode that does not exist
createMock({ auth: "sometimes" });
// @ts-expect-error the base url is required
handlers(mock, {});
// @ts-expect-error a misspelt field
license.max_activation;
// @ts-expect-error a misspelt request field
await client.call("check-license", { product: "P", licence_key: "K", hardware_id: "H" });
// @ts-expect-error a required request field is missing
await client.call("check-license", { product: "P", license_key: "K" });
// @ts-expect-error a port is a number
await serve(mock, { port: "8080" });
// @ts-expect-error functions do not travel
space.faults.add({ kind: "delay", ms: 5, when: () => true });
// @ts-expect-error a misspelt table
worldFrom({ licences: collections.licenses });
// @ts-expect-error every method gives a promise
space.clock.now() satisfies number;

const { mock: inPage, stop } = await startMockInPage({ baseUrl, controls: true, keep: "session", auth: "auto" });
inPage.clock.advance("1d").to satisfies string;
await stop();
