import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mock } from "license-api-kit";
import type { Page } from "playwright-core";
import { build, createServer, type InlineConfig } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { filesIn, policyIn, textOf } from "./browser/files-in.ts";
import { type OpenBrowser, type OpenPage, openBrowser, whyNoBrowser } from "./browser/open-browser.ts";
import { type ServedFile, type ServedPage, serveFiles } from "./browser/serve-files.ts";
import { run } from "./command.ts";

declare global {
  var licenseApiKit: Mock;
}

const root = fileURLToPath(new URL("../examples/page/", import.meta.url));
const built = mkdtempSync(join(tmpdir(), "license-api-kit-page-"));
afterAll(() => rmSync(built, { recursive: true }));

const quietly: InlineConfig = { root, logLevel: "error", cacheDir: join(built, "cache") };

/** Builds the example for a mode; gives its files by their paths in a server. */
async function filesOf(mode: "mock" | "production"): Promise<Map<string, ServedFile>> {
  const outDir = join(built, mode);
  await build({ ...quietly, mode, build: { outDir } });
  return filesIn(outDir);
}

let forTests: Map<string, ServedFile>;
beforeAll(async () => {
  const init = await run("npx", ["--no", "msw", "init", join(root, "mock/public"), "--no-save"]);
  if (init.status !== 0) throw new Error(`msw init: ${init.stdout}${init.stderr}`);
  forTests = await filesOf("mock");
}, 60_000);

test("a build for users has nothing of the mock", async () => {
  const forUsers = textOf(await filesOf("production"));
  const withMock = textOf(forTests);
  for (const mark of ["license-api-kit", "BEGIN PRIVATE KEY", "mockServiceWorker"]) {
    expect(forUsers).not.toContain(mark);
    expect(withMock).toContain(mark);
  }
});

test("its policy allows neither inline code nor texts as code, and names the API", () => {
  const policy = policyIn(forTests.get("/"));
  expect(policy).not.toContain("unsafe");
  expect(policy).toContain("connect-src 'self' https://license-api.invalid;");
});

const skipped = whyNoBrowser();
if (skipped) console.warn(`test/page-example${skipped}`);

describe.skipIf(skipped)(`the page in examples/page${skipped}`, { timeout: 20_000 }, () => {
  let served: ServedPage;
  let browser: OpenBrowser;
  let opened: OpenPage;
  let page: Page;
  beforeAll(async () => {
    served = await serveFiles(forTests, `${policyIn(forTests.get("/"))}; frame-ancestors 'none'`);
    browser = await openBrowser();
  }, 30_000);
  const open = async (url = served.url) => {
    opened = await browser.open(url);
    page = opened.page;
    await shows("state", "Not activated");
  };
  const shows = (id: string, text: string) =>
    page.locator(`#${id}`, { hasText: new RegExp(`^${text}$`) }).waitFor({ timeout: 10_000 });
  const picture = async (name: string) => {
    const folder = process.env.LICENSE_API_KIT_PICTURES;
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  afterEach(async () => {
    await opened.close();
    expect(opened.complaints, "errors, warnings and breaches of the policy").toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  }, 20_000);

  test("it is activated, counts, and shows the license", async () => {
    await open();
    await picture("not-activated");
    await page.click("#activate");
    await shows("state", "Active");
    await shows("seats", "2 of 2");
    await shows("units", "40 of 100");
    await page.click("#export");
    await shows("units", "41 of 100");
    await picture("active");
  });

  test("the license expires when the tester moves the clock, and stays so after a reload", async () => {
    await open();
    await page.click("#activate");
    await shows("state", "Active");
    await page.evaluate(() => void licenseApiKit.clock.advance("31d"));
    await page.click("#check");
    await shows("state", "Expired");
    await picture("expired");
    await page.reload();
    await shows("state", "Expired");
  });

  test("the last seat is taken by a colleague, and is free again when she has been silent for long enough", async () => {
    await open();
    await page.evaluate(async () => {
      const query = "product=studio&license_key=STUD-IOXX-KEYS-0001&hardware_id=Colleague-2";
      await licenseApiKit.fetch(`https://license-api.invalid/api/v4/check_license?${query}`);
    });
    await page.click("#activate");
    await shows("message", "The last seat is taken\\..*");
    await picture("last-seat");
    await page.evaluate(() => void licenseApiKit.clock.advanceTo("STUD-IOXX-KEYS-0001", "seat-freed"));
    await page.click("#check");
    await shows("state", "Active");
  });

  test("a connection that breaks is no license", async () => {
    await open();
    await page.evaluate(() => void licenseApiKit.faults.add({ kind: "refuse-connection", times: 1 }));
    await page.click("#check");
    await shows("state", "Offline");
  });

  test("under development Vite serves it with the mock", async () => {
    const server = await createServer({ ...quietly, mode: "mock", server: { host: "127.0.0.1", port: 0 } });
    try {
      await server.listen();
      await open(server.resolvedUrls?.local[0]);
      await page.click("#activate");
      await shows("state", "Active");
    } finally {
      await opened.close(); // before the server: a page that has lost it complains
      await server.close();
    }
  });
});
