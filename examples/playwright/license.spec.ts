import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const unused = "NEWX-PERP-KEYS-0001";
const limited = "TIME-LIMI-KEYS-0001";
const floating = "FLOA-FREE-KEYS-0001";

async function press(page: Page, button: "Activate" | "Check", key: string): Promise<void> {
  await page.getByLabel("License key").fill(key);
  await page.getByRole("button", { name: button }).click();
}

test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("a license is activated", async ({ page, mock }) => {
  await press(page, "Check", unused);
  await expect(page.getByRole("status")).toHaveText("This device is not activated.");
  await press(page, "Activate", unused);
  await expect(page.getByRole("status")).toHaveText("Active on 1 of 2 devices.");
  await expect(mock).toHaveReceived("activate-license", { license_key: unused, hardware_id: "Laptop-1" });
  await expect(mock).toHaveNoFindings();
});

// The license may be on two devices: were one world behind all tests, these would run out of them
for (const turn of [1, 2, 3, 4]) {
  test(`a test beside others finds the license unused, ${turn} of 4`, async ({ page }) => {
    await press(page, "Activate", unused);
    await expect(page.getByRole("status")).toHaveText("Active on 1 of 2 devices.");
  });
}

test("the license expires while the page is open", async ({ page, mock }) => {
  await press(page, "Check", limited);
  await expect(page.getByRole("status")).toHaveText(/^Active/);
  await mock.clock.advanceTo(limited, "expiry");
  await press(page, "Check", limited);
  await expect(page.getByRole("status")).toHaveText("The license has expired.");
});

test("the last seat is taken, and freed by who left", async ({ page, mock }) => {
  for (const hardware_id of ["Desktop-1", "Desktop-2"]) {
    const colleague = { product: "key-app", license_key: floating, hardware_id };
    await mock.client.call("activate-license", colleague);
    await mock.client.call("check-license", colleague);
  }
  await press(page, "Check", floating);
  await expect(page.getByRole("status")).toHaveText(/^The last seat is taken/);
  await mock.clock.advanceTo(floating, "seat-freed");
  await press(page, "Check", floating);
  await expect(page.getByText("seats in use")).toHaveText(/of 2 seats in use$/);
});

test("the license server is out for one call", async ({ page, mock }) => {
  await mock.faults.add({ kind: "reset-before-answer", endpoint: "check-license", times: 1 });
  await press(page, "Check", limited);
  await expect(page.getByRole("status")).toHaveText(/cannot be reached/);
  await press(page, "Check", limited);
  await expect(page.getByRole("status")).toHaveText(/^Active/);
  await expect(mock).toHaveNoUnusedFaults();
});

test("an answer that somebody else signed is not believed", async ({ page, mock }) => {
  await mock.faults.add({ kind: "other-key-signature", endpoint: "check-license" });
  await press(page, "Check", limited);
  await expect(page.getByRole("status")).toHaveText(/cannot be reached/);
});
