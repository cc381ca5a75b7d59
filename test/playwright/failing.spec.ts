import { expect, test } from "license-api-kit/playwright";

// Run by test/playwright.test.ts, which reads what is attached to the report

test("a license that nobody has", async ({ mock }) => {
  const user = { product: "user-app", username: "mary@example.test", hardware_id: "Laptop-1" };
  await mock.client.call("activate-license", { ...user, password: "passw0rd-of-mary" }).catch(() => {});
  const unknown = { product: "key-app", license_key: "NONE", hardware_id: "Laptop-1" };
  await mock.client.call("check-license", unknown).catch(() => {});
  expect("what was wanted").toBe("what came");
});

test("nobody is asked", async ({ mock }) => {
  expect(mock.name).toBe("another");
});

test("a test that passes has nothing attached", async ({ mock }) => {
  await mock.client.call("products", {});
});
