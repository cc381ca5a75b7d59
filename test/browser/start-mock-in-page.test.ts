import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Mock } from "license-api-kit";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startMockInPage } from "../../src/doors/browser/index.ts";
import { apiUrl } from "./api-url.ts";
import type {} from "./entry-page.ts";
import { type OpenBrowser, type OpenPage, openBrowser, whyNoBrowser } from "./open-browser.ts";
import type { ServedPage } from "./serve-files.ts";
import { servePage } from "./serve-page.ts";

declare global {
  var licenseApiKit: Mock;
  var testers: Mock;
}

const skipped = whyNoBrowser();
if (skipped) console.warn(`test/browser${skipped}`);

describe.skipIf(skipped)(`a mock that is started in a page${skipped}`, { timeout: 20_000 }, () => {
  let served: ServedPage;
  let browser: OpenBrowser;
  let opened: OpenPage;
  const open = async (url = served.url) => {
    opened = await browser.open(url);
    return opened.page;
  };

  beforeAll(async () => {
    served = await servePage(fileURLToPath(new URL("entry-page.ts", import.meta.url)));
    browser = await openBrowser("--host-resolver-rules=MAP insecure.test 127.0.0.1");
  }, 60_000);
  afterEach(async () => {
    await opened.close();
    expect(opened.complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  }, 20_000);

  test("it answers the page's calls, and its clock is moved from window", async () => {
    const page = await open();
    expect(await page.evaluate(() => entry.start({ controls: true }))).toBe("started");
    expect(await page.evaluate(() => entry.isExpired())).toBe(false);
    const { events } = await page.evaluate(() => licenseApiKit.clock.advance("400d"));
    expect(events).toContainEqual(expect.objectContaining({ kind: "license-expired", license: "TIME-LIMI-KEYS-0001" }));
    expect(await page.evaluate(() => entry.isExpired())).toBe(true);
    const last = await page.evaluate(() => licenseApiKit.journal.entries({ last: 1 })[0]?.endpoint);
    expect(last).toBe("check-license");
  });

  test("nothing is on window unless it was asked for, and then by the name that was given", async () => {
    const page = await open();
    await page.evaluate(() => entry.start({}));
    expect(await page.evaluate(() => "licenseApiKit" in window)).toBe(false);
    await page.evaluate(() => entry.stop());
    await page.evaluate(() => entry.start({ controls: "testers" }));
    expect(await page.evaluate(() => testers.credentials.apiKey)).toMatch(/^6f96/);
    expect(await page.evaluate(() => "licenseApiKit" in window)).toBe(false);
  });

  test("a path of the page's own server may be the API's address", async () => {
    const page = await open();
    expect(await page.evaluate(() => entry.start({ baseUrl: "/licensing" }))).toBe("started");
    expect(await page.evaluate(() => entry.isExpired(`${location.origin}/licensing`))).toBe(false);
    expect(await page.evaluate(() => fetch("/own-path").then((answer) => answer.text()))).toMatch("own server");
  });

  test("once stopped it answers no more and its controls are gone; it can be started again", async () => {
    const page = await open();
    await page.evaluate(() => entry.start({ controls: true }));
    await page.evaluate(() => entry.stop());
    expect(await page.evaluate(() => entry.isExpired())).toContain("Failed to fetch");
    expect(await page.evaluate(() => "licenseApiKit" in window)).toBe(false);
    expect(await page.evaluate(() => entry.start({}))).toBe("started");
    expect(await page.evaluate(() => entry.isExpired())).toBe(false);
  });

  test("a page that is loaded again begins anew", async () => {
    const page = await open();
    await page.evaluate(() => entry.start({ controls: true }));
    await page.evaluate(() => void licenseApiKit.clock.advance("400d"));
    await page.reload();
    await page.evaluate(() => entry.start({ controls: true }));
    expect(await page.evaluate(() => entry.isExpired())).toBe(false);
  });

  test("where it is kept, world, time, faults and tweaks outlast a reload, and a reset goes back to the start", async () => {
    const page = await open();
    const start = () => entry.start({ controls: true, keep: "session", clock: "2030-01-01T00:00:00.000Z" });
    await page.evaluate(start);
    await page.evaluate(() => {
      const row = licenseApiKit.world.licenses.find({ licenseKey: "TIME-LIMI-KEYS-0001" });
      licenseApiKit.world.licenses.update(row?.id ?? 0, { expiresAt: "2031-06-01T00:00:00.000Z" });
      licenseApiKit.clock.set("2031-07-01T00:00:00.000Z");
      licenseApiKit.tweaks.add({ endpoint: "check-license", patch: { metadata: { kept: true } } });
      licenseApiKit.faults.add({ kind: "error", code: "license_not_enabled", after: 1, times: 1 });
    });
    expect(await page.evaluate(() => entry.isExpired())).toBe(true);
    await page.reload();
    expect(await page.evaluate(start)).toBe("started");
    expect(await page.evaluate(() => new Date(licenseApiKit.clock.now()).toISOString())).toBe(
      "2031-07-01T00:00:00.000Z",
    );
    expect(await page.evaluate(() => licenseApiKit.tweaks.list().length)).toBe(1);
    expect(await page.evaluate(() => entry.isExpired())).toContain("disabled");
    expect(await page.evaluate(() => entry.isExpired())).toBe(true);
    await page.evaluate(() => licenseApiKit.reset());
    expect(await page.evaluate(() => new Date(licenseApiKit.clock.now()).toISOString())).toBe(
      "2030-01-01T00:00:00.000Z",
    );
    expect(await page.evaluate(() => entry.isExpired())).toBe(false);
  });

  test("what is kept is left aside where the mock begins with another world", async () => {
    const page = await open();
    await page.evaluate(() => entry.start({ controls: true, keep: "session" }));
    await page.evaluate(() => void licenseApiKit.clock.advance("400d"));
    await page.reload();
    const world = {
      companies: [{ name: "Other" }],
      apiKeys: [{ apiKey: "k", sharedKey: "s" }],
      products: [],
      licenses: [],
    };
    await page.evaluate((other) => entry.start({ controls: true, keep: "session", world: other }), world);
    expect(await page.evaluate(() => licenseApiKit.clock.now() - Date.now())).toBeLessThan(60_000);
  });

  test.for([
    [
      "a worker script that is not there",
      { workerUrl: "/none.js" },
      /found status 404 at http.*\/none\.js, expected msw's worker script. `npx msw init public` puts it/,
    ],
    ["a page in place of the worker script", { workerUrl: "/" }, /found text\/html.* at http.*npx msw init public/],
    [
      "a worker of another folder",
      { workerUrl: "/folder/mockServiceWorker.js" },
      /serves pages under http.*\/folder\//,
    ],
    [
      "a worker that the policy forbids",
      { workerUrl: "https://elsewhere.test/worker.js" },
      /was not started, see .*worker-src/,
    ],
    ["the page's own address", { baseUrl: "/" }, /baseUrl: found "\/", expected an address or a path that this page/],
    ["no address", { baseUrl: "" }, /baseUrl: found "", expected an address like https:/],
    [
      "a name that window has",
      { controls: "fetch" },
      /controls: found "fetch", expected a name that nothing on window has/,
    ],
    ["controls that are no name", { controls: 1 }, /controls: found 1, expected true, false or a name/],
    ["another place to keep it", { keep: "local" }, /keep: found "local", expected "session"/],
    ["a world that is none", { world: { licences: [] } }, /companies: is missing/],
  ] as const)("%s: says what was found and what was expected", async ([, options, message]) => {
    const page = await open();
    expect(await page.evaluate((given) => entry.start(given as object), options)).toMatch(message);
    opened.complaints.length = 0; // Chromium's own lines about the script that it did not get
    expect(await page.evaluate(() => entry.start({}))).toBe("started");
  });

  test("its time follows the page's date, which a test may set", async () => {
    const page = await open();
    await page.clock.setFixedTime("2040-01-01T00:00:00.000Z");
    await page.evaluate(() => entry.start({ controls: true }));
    expect(await page.evaluate(() => licenseApiKit.clock.now())).toBe(Date.parse("2040-01-01T00:00:00.000Z"));
    await page.clock.setFixedTime("2040-01-02T00:00:00.000Z");
    expect(await page.evaluate(() => licenseApiKit.clock.now())).toBe(Date.parse("2040-01-02T00:00:00.000Z"));
  });

  test("a second mock is refused while the first one runs", async () => {
    const page = await open();
    await page.evaluate(() => entry.start({}));
    expect(await page.evaluate(() => entry.start({}))).toContain("found a mock that runs in this page");
    expect(await page.evaluate(() => entry.isExpired())).toBe(false);
  });

  test("an insecure page is told that it is one", async () => {
    const page = await open(served.url.replace("127.0.0.1", "insecure.test"));
    expect(await page.evaluate(() => entry.start({}))).toMatch(/found an insecure page, http:\/\/insecure.test/);
  });
});

test("outside of a page it names the handlers", async () => {
  await expect(startMockInPage({ baseUrl: apiUrl })).rejects.toThrow("found no page, expected one");
});

test("the entry needs no server, no command and nothing of Node, and stays below 136 kB", async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../../src/doors/browser/index.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser", // fails on node:
    external: ["msw", "msw/browser"],
    write: false,
    metafile: true,
  });
  const foreign = Object.keys(metafile.inputs).filter((file) =>
    /node_modules\/(?!@noble\/hashes\/)|^src\/(cli|control)\//.test(file),
  );
  expect(foreign).toEqual([]);
  expect(gzipSync(outputFiles[0]?.contents ?? "").length).toBeLessThan(136_000);
});
