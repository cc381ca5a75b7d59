import { type CheckedLicense, createClient, createMock } from "license-api-kit";
import { cases } from "license-api-kit/contract";
import { handlers } from "license-api-kit/msw";
import { serve } from "license-api-kit/node";
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
await server.close();

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
