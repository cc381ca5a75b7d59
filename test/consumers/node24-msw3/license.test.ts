import { ApiError, authorize, createClient, createMock } from "license-api-kit";
import { startMockInPage } from "license-api-kit/browser";
import { handlers } from "license-api-kit/msw";
import { getResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";

const baseUrl = "https://license-api.invalid";
const known = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" };
const mock = createMock();
const { credentials, publicKey } = mock;
const server = setupServer(...handlers(mock, { baseUrl }));
const client = createClient({ baseUrl, credentials, publicKey });

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());

test("Node is the one installed here", () => {
  expect(process.versions.node).toMatch(/^24\./);
});

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

test("the entry for pages can be imported where there is none, as a server does that renders them", async () => {
  await expect(startMockInPage({ baseUrl })).rejects.toThrow("found no page");
});
