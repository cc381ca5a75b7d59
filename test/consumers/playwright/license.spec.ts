import { expect, mergeTests } from "@playwright/test";
import { expect as licenseExpect, test as licenseTest } from "license-api-kit/playwright";

// The oldest Playwright that will do, in a project of CommonJS, which is what its own starter makes.

const device = { product: "key-app", license_key: "NEWX-PERP-KEYS-0001", hardware_id: "Laptop-1" };
const test = mergeTests(licenseTest.extend<{ turn: number }>({ turn: 1 }), licenseTest);

for (const time of [1, 2]) {
  test(`a test has a license to itself, time ${time}`, async ({ mock }) => {
    const waiting = licenseExpect(mock).toHaveReceived("activate-license", { hardware_id: "Laptop-1" });
    expect(await mock.journal.entries()).toEqual([]);
    expect(await mock.client.call("activate-license", device)).toMatchObject({ times_activated: 1 });
    await waiting;
    await expect(licenseExpect.configure({ timeout: 50 })(mock).toHaveReceived("products")).rejects.toThrow(
      "to have received products",
    );
  });
}
