import { existsSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import type { Mock } from "license-api-kit";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBlockFiles } from "../block-files.ts";
import { filesIn, policyIn, textOf } from "../browser/files-in.ts";
import { type OpenBrowser, openBrowser, whyNoBrowser } from "../browser/open-browser.ts";
import { printedByPage } from "../browser/print.ts";
import { type ServedFile, type ServedPage, serveFiles } from "../browser/serve-files.ts";
import { run } from "../command.ts";
import { readPage, root } from "../markdown-page.ts";

declare global {
  var licenseApiKit: Mock;
}

const page = readPage("docs/page.md");
const files = createBlockFiles();
afterAll(() => files.remove());

const install = page.claim("sh", "npm install");
const start = page.claim("ts", "// start-mock.ts");
const html = page.claim("html", "<!-- index.html -->");
const main = page.claim("ts", "// main.ts");
const controls = page.claim("js", "licenseApiKit.clock.advanceTo");
const spec = page.claim("ts", "// license.spec.ts");
const ownWorker = page.claim("ts", "// own-worker.ts");
const publicDir = join(files.folder, "installed/public");
const skipped = whyNoBrowser();

/** Builds the page of the two blocks for a mode. */
async function builtFor(mode: "mock" | "production"): Promise<Map<string, ServedFile>> {
  files.write("index.html", html.text);
  files.write("main.ts", main.text);
  const outDir = join(files.folder, mode);
  const options = { configFile: false, logLevel: "error", publicDir } as const;
  await build({ ...options, root: files.folder, mode, build: { outDir } });
  return filesIn(outDir);
}

beforeAll(async () => {
  const command = (install.text.split("\n")[1] ?? "").replace("npx ", `${root}node_modules/.bin/`);
  files.write("installed/package.json", "{}"); // beside the blocks it would take the project's name from them
  const { status, stdout, stderr } = await run("sh", ["-c", `cd "${files.folder}/installed" && ${command}`]);
  if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
});

test("the second line of the installation leaves the worker script in public", () => {
  expect(install.text).toBe("npm install --save-dev license-api-kit msw\nnpx msw init public --no-save\n");
  expect(existsSync(join(publicDir, "mockServiceWorker.js"))).toBe(true);
});

test("only the build for the mode has the mock in it", async () => {
  expect(textOf(await builtFor("production"))).not.toMatch(/license-api-kit|BEGIN PRIVATE KEY/);
  expect(textOf(await builtFor("mock"))).toMatch(/BEGIN PRIVATE KEY/);
});

test.skipIf(skipped).each([
  ["start-mock.ts", start],
  ["own-worker.ts", ownWorker],
])("%s prints what stands below it", async (name, { text, printed }) => {
  expect(await printedByPage(files.write(name, text))).toBe(printed);
});

describe.skipIf(skipped)(`the page of the example${skipped}`, { timeout: 60_000 }, () => {
  let served: ServedPage;
  let browser: OpenBrowser;
  beforeAll(async () => {
    const built = await builtFor("mock");
    served = await serveFiles(built, policyIn(built.get("/")));
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  }, 60_000);

  test("the lines for the console do what stands beside them", async () => {
    const opened = await browser.open(served.url);
    await opened.page.locator("#state", { hasText: "active" }).waitFor();
    const lines = controls.text.trim().split("\n");
    const reset = lines.pop();
    await opened.page.evaluate(lines.join("\n"));
    expect(await opened.page.evaluate(() => licenseApiKit.faults.list().length)).toBe(1);
    expect(await opened.page.evaluate(() => licenseApiKit.tweaks.list().length)).toBe(1);
    expect(await opened.page.evaluate(() => licenseApiKit.clock.rate())).toBe(0);
    await opened.page.evaluate(String(reset));
    expect(await opened.page.evaluate(() => licenseApiKit.faults.list().length)).toBe(0);
    await opened.close();
    expect(opened.complaints).toEqual([]);
  });

  test("the tests for Playwright pass", async () => {
    const tests = await testsIn(spec.text);
    expect(tests).toHaveLength(2);
    for (const { work } of tests) {
      const opened = await browser.open(served.url);
      await work({ page: opened.page });
      await opened.close();
      expect(opened.complaints).toEqual([]);
    }
  });
});

interface SpecTest {
  readonly work: (fixtures: { page: Page }) => Promise<void>;
}

/** The tests of a file for Playwright's runner, whose place a few lines take that know the one matcher it uses. */
async function testsIn(text: string): Promise<SpecTest[]> {
  const runner = files.write(
    "runner.ts",
    `export const tests: object[] = [];
     export const test = (name: string, work: unknown) => tests.push({ name, work });
     export const expect = (locator: { filter(wanted: object): { waitFor(): Promise<void> } }) => ({
       toHaveText: (text: string) => locator.filter({ hasText: new RegExp("^" + text + "$") }).waitFor(),
     });`,
  );
  const entry = files.write("license.spec.ts", `${text}\nexport { tests } from "./runner";\n`);
  const outfile = join(files.folder, "run.mjs");
  const alias = { "@playwright/test": runner };
  await bundle({ entryPoints: [entry], outfile, alias, bundle: true, format: "esm", platform: "node" });
  return (await import(/* @vite-ignore */ outfile)).tests;
}

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
