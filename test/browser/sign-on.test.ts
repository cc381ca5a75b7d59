import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, serve } from "../../src/doors/node.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";
import { findChromium } from "./find-chromium.ts";

const found = findChromium();
const skipped = "missing" in found && process.env.CI !== "true" ? ` (skipped: ${found.missing})` : "";

describe.skipIf(skipped)(`a sign-on in a browser${skipped}`, () => {
  const mock = createMock();
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    if ("missing" in found) throw new Error(found.missing);
    server = await serve(mock);
    browser = await chromium.launch({ executablePath: found.executablePath, args: ["--no-sandbox"], timeout: 20_000 });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  }, 20_000);

  /** Opens the address that `sso_url` gives, as a program under test does; the way back leads to the server's own root. */
  async function open(response_type: string) {
    const fields = { response_type, redirect_uri: `${server.url}/` };
    const { url } = await clientOf(mock).call("sso-url", inputOf(mock, "sso-url", "ssoAccount", fields));
    const page = await browser.newPage();
    const { pathname, search } = new URL(url);
    await page.goto(`${server.url}${pathname}${search}`, { timeout: 10_000 });
    return page;
  }

  test.each(["code", "token"])("leads back with a %s that activates a license", async (response_type) => {
    const page = await open(response_type);
    await page.getByRole("button", { name: "linus@customer.test" }).click({ timeout: 10_000 });
    await page.waitForURL((url) => url.pathname === "/", { timeout: 10_000 });
    const { searchParams, hash } = new URL(page.url());
    const sent = response_type === "code" ? searchParams : new URLSearchParams(hash.slice(1));
    const proof = response_type === "code" ? { code: sent.get("code") } : { id_token: sent.get("id_token") };
    const fields = {
      product: "user-app",
      hardware_id: `Browser-${response_type}`,
      customer_account_code: "acme",
      ...proof,
    };
    expect(await outcomeOf(clientOf(mock).call("activate-license", fields as never))).toBe("ok");
    await page.close();
  });

  test("leads back with a refusal", async () => {
    const page = await open("code");
    await page.getByRole("button", { name: "Refuse" }).click({ timeout: 10_000 });
    await page.waitForURL(/error=access_denied/, { timeout: 10_000 });
    await page.close();
  });
});
