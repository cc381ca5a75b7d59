import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./find-chromium.ts";
import type {} from "./page.ts";
import type { ServedPage } from "./serve-files.ts";
import { servePage } from "./serve-page.ts";

const known = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" };
const found = findChromium();
const skipped = "missing" in found && process.env.CI !== "true" ? ` (skipped: ${found.missing})` : "";
if (skipped) console.warn(`test/browser${skipped}`); // the default reporter does not print the names of skipped tests

describe.skipIf(skipped)(`a page whose calls a worker answers${skipped}`, { timeout: 10_000 }, () => {
  let served: ServedPage | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if ("missing" in found) throw new Error(found.missing);
    served = await servePage();
    browser = await chromium.launch({ executablePath: found.executablePath, args: ["--no-sandbox"], timeout: 20_000 });
    page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // Chromium itself logs every 4xx answer as an error.
      const expected = message.text().startsWith("Failed to load resource");
      if (["error", "warning"].includes(message.type()) && !expected) complaints.push(message.text());
    });
    await page.goto(served.url, { timeout: 10_000 });
    await within(
      10_000,
      "worker.start()",
      page.evaluate(async () => void (await smoke.workerStarted)),
    );
  }, 60_000);

  afterEach(() => {
    expect(complaints.splice(0), "errors and warnings in the page's console").toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  }, 20_000);

  test("a known license is answered and its signature verifies in the page", async () => {
    const answer = await page.evaluate(() =>
      smoke.call("/api/v4/check_license?product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1"),
    );
    expect(answer).toMatchObject({
      status: 200,
      contentType: expect.stringContaining("application/json"),
      signed: true,
    });
    expect(JSON.parse(answer.body)).toMatchObject({ license_active: true });
  });

  test("an unknown license is refused with a signed error body", async () => {
    const answer = await page.evaluate(() =>
      smoke.call("/api/v4/check_license?product=key-app&license_key=NONE-NONE-NONE-NONE&hardware_id=Laptop-1"),
    );
    expect(answer).toMatchObject({ status: 400, signed: true });
    expect(JSON.parse(answer.body)).toEqual({ status: 400, code: "license_not_found", message: expect.any(String) });
  });

  test("a posted body reaches the mock", async () => {
    const body = JSON.stringify({ ...known, hardware_id: "Laptop-2" });
    const answer = await page.evaluate(
      (text) => smoke.call("/api/v4/activate_license", { method: "POST", body: text }),
      body,
    );
    expect(answer).toMatchObject({ status: 200, signed: true });
  });

  test.for([
    ["GET", "/api/v4/no_such_thing"],
    ["GET", "/elsewhere"],
    ["PUT", "/api/v4/check_license"],
  ] as const)("%s %s is answered by the mock too, not by the network", async ([method, path]) => {
    const answer = await page.evaluate(([m, p]) => smoke.call(p, { method: m }), [method, path] as const);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ code: "not_found" });
  });

  test("the client works in the page and tells a refusal by its code", async () => {
    expect(await page.evaluate((input) => smoke.checkWithClient(input), known)).toMatchObject({ license_active: true });
    const unknown = { ...known, license_key: "NONE-NONE-NONE-NONE" };
    expect(await page.evaluate((input) => smoke.checkWithClient(input), unknown)).toEqual({
      refused: "license_not_found",
    });
  });

  test("calls to the page's own server are left alone", async () => {
    expect(await page.evaluate(() => smoke.ownServer("/own-path"))).toBe("from the page's own server");
  });

  test("the page's policy forbids evaluating text, so nothing above needed it", async () => {
    expect(await page.evaluate(() => smoke.evaluatesText)).toBe(false);
  });

  /** `page.evaluate` waits for ever and blames the caller; this names what failed and what the page said meanwhile. */
  async function within(ms: number, what: string, work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${ms} ms`)), ms);
    });
    try {
      await Promise.race([work, late]);
    } catch (cause) {
      throw new Error(`${what} failed: ${cause}\nthe page said: ${complaints.join("\n") || "nothing"}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
});
