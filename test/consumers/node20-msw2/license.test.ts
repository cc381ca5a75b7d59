import { ApiError, authorize, createClient, createMock } from "license-api-kit";
import { handlers } from "license-api-kit/msw";
import { spaceTest } from "license-api-kit/vitest";
import { getResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";

const baseUrl = "https://license-api.invalid";
const known = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" };
const mock = createMock();
const { credentials, publicKey } = mock;
const server = setupServer(...handlers(mock, { baseUrl }));
const client = createClient({ baseUrl, credentials, publicKey });

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

test("a known license is active", async () => {
  expect(await client.call("check-license", known)).toMatchObject({ license_active: true });
});

test("an unknown license is refused by its code", async () => {
  const refusal = client.call("check-license", { ...known, license_key: "NONE-NONE-NONE-NONE" });
  await expect(refusal).rejects.toBeInstanceOf(ApiError);
  await expect(refusal).rejects.toMatchObject({ code: "license_not_found" });
});

test("an unsigned call is refused, and the refusal is signed", async () => {
  const response = await fetch(`${baseUrl}/api/v4/check_license?product=key-app`);
  expect(await response.json()).toMatchObject({ code: "missing_headers" });
  expect(response.headers.get("LicenseSignature")).toMatch(/^[\w+/]+=*$/);
});

test("the handlers answer without a server too", async () => {
  const request = new Request(`${baseUrl}/api/v4/no_such_thing`, { headers: { ...authorize(credentials) } });
  const response = await getResponse(handlers(mock, { baseUrl }), request);
  expect(response?.status).toBe(404);
});

spaceTest(mock)("a test has a space of its own", async ({ space, client }) => {
  await client.call("check-license", known);
  await expect(space).toHaveReceived("check-license", { hardware_id: "Laptop-1" });
  await expect(await space.fetch("https://x.test/api/v4/products")).toBeApiError("missing_headers");
});
