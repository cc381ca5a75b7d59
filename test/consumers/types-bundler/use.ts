import { type CheckedLicense, createClient, createMock } from "license-api-kit";
import { startMockInPage } from "license-api-kit/browser";
import { handlers } from "license-api-kit/msw";
import { setupWorker } from "msw/browser";

// No @types/node here: what a page imports must not need them.
const baseUrl = "https://license-api.invalid";
const mock = createMock({ auth: "auto" });
await setupWorker(...handlers(mock, { baseUrl })).start({ onUnhandledFrame: "bypass" });

const client = createClient({ baseUrl, credentials: { apiKey: "k", sharedKey: "s" } });
const license: CheckedLicense = await client.call("check-license", {
  product: "P",
  license_key: "K",
  hardware_id: "H",
});
license.license_active satisfies boolean;

// @ts-expect-error a mode that does not exist
createMock({ auth: "sometimes" });
// @ts-expect-error the base url is required
handlers(mock, {});
// @ts-expect-error a misspelt field
license.licence_active;
// @ts-expect-error a field the type does not have is not any
license.anything.goes;

const { worker } = await startMockInPage({ baseUrl, controls: "testers" });
worker.use(...handlers(mock, { baseUrl }));
// @ts-expect-error a place that state cannot be kept in
await startMockInPage({ baseUrl, keep: "local" });
