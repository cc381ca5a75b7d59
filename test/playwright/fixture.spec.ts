import { mergeExpects, mergeTests, test as plain, expect as plainExpect } from "@playwright/test";
import { authorize } from "license-api-kit";
import { expect, test } from "license-api-kit/playwright";
import { unused } from "./license.ts";

// Run by test/playwright.test.ts: with a server in each worker, then with one that runs already

for (const turn of [1, 2]) {
  test(`a test gets a world of its own, ${turn} of 2`, async ({ mock }) => {
    expect(await mock.client.call("activate-license", unused)).toMatchObject({ times_activated: 1 });
    await expect(mock).toHaveReceived("activate-license", { hardware_id: "Laptop-1" });
    await expect(mock).toHaveReceived("activate-license", { license_key: expect.stringMatching(/^NEWX-/) });
    await expect(mock).not.toHaveReceived("check-license");
    await expect(mock).toHaveNoFindings();
  });
}

test("a call names its space by its credentials, or by a header", async ({ mock }) => {
  for (const headers of [{}, mock.headers]) {
    const query = new URLSearchParams({ ...unused, license_key: "TIME-LIMI-KEYS-0001" });
    const answer = await fetch(`${mock.url}/api/v4/check_license?${query}`, {
      headers: { ...authorize(mock.credentials), ...headers },
    });
    expect(answer.status).toBe(200);
  }
  expect(await mock.journal.entries()).toHaveLength(2);
});

test("what is on its way is waited for", async ({ mock }) => {
  const received = expect(mock).toHaveReceived("activate-license");
  expect(await mock.journal.entries()).toEqual([]);
  await mock.client.call("activate-license", unused);
  await received;
});

test("a fault may still be on its way", async ({ mock }) => {
  await mock.faults.add({ kind: "bad-gateway", endpoint: "check-license", times: 1 });
  const struck = expect(mock).toHaveNoUnusedFaults();
  expect(await mock.faults.unused()).toHaveLength(1);
  await expect(mock.client.call("check-license", unused)).rejects.toThrow("HTTP 502");
  await struck;
});

test("what never comes is said with the end of the journal", async ({ mock }) => {
  const impatient = expect.configure({ timeout: 100 });
  await mock.client.call("check-license", { ...unused, harware_id: "x" } as never).catch(() => {});
  await expect(impatient(mock).toHaveReceived("products")).rejects.toThrow(
    /to have received products with \{\}[\s\S]*Its journal ends with:[\s\S]*check_license 400 license_not_active/,
  );
  await expect(impatient(mock).not.toHaveReceived("check-license")).rejects.toThrow(/not to have received/);
  await expect(impatient(mock).toHaveNoFindings()).rejects.toThrow("harware_id: not documented, did you mean");
  await mock.faults.add({ kind: "bad-gateway", endpoint: "products", times: 1 });
  await expect(impatient(mock).toHaveNoUnusedFaults()).rejects.toThrow("bad-gateway");
});

test.describe("at a moment", () => {
  test.use({ spaceOptions: { clock: "2031-05-01T12:00:00.000Z" } });

  test("the clock of a space stands where the options say", async ({ mock }) => {
    expect(await mock.clock.now()).toBe(Date.UTC(2031, 4, 1, 12));
  });
});

const merged = mergeTests(
  plain.extend<{ greeting: string }>({ greeting: "hello" }),
  test.extend<{ licenseKey: string }>({
    licenseKey: async ({ mock }, use) => {
      const [first] = await mock.world.licenses.list();
      await use(first?.licenseKey ?? "none");
    },
  }),
);
const mergedExpect = mergeExpects(plainExpect, expect);

merged("fixtures are built upon it and merged with others", async ({ greeting, licenseKey, mock }) => {
  plainExpect([greeting, licenseKey]).toEqual(["hello", expect.stringMatching(/-KEYS-/)]);
  await mergedExpect(mock).toHaveNoFindings();
});
