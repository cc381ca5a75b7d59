import { connectMock } from "license-api-kit/control";
import { expect, test } from "license-api-kit/playwright";
import { unused } from "./license.ts";

test.use({
  mockOptions: { auth: "headers", policy: { expiredCheck: "error" } },
  serveOptions: { cors: "*", controlToken: "hush-hush" },
});

test("the mock of a worker is made as the options say", async ({ mock }) => {
  const expired = { ...unused, license_key: "EXPI-TIME-KEYS-0001" };
  await expect(mock.client.call("check-license", expired)).rejects.toMatchObject({ code: "license_expired" });
  await expect(connectMock(mock.url).spaces()).rejects.toThrow(/token/);
});

test("a backend that has one account for all tests names the space by a header", async ({ mock, mockServer }) => {
  const headers = { Date: new Date().toUTCString(), Authorization: "any", ...mock.headers };
  const answer = await fetch(`${mock.url}/api/v4/products`, { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  await expect(mock).toHaveReceived("products");
  expect(await mockServer.journal.entries()).toEqual([]);
});
