import { once } from "node:events";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../browser/find-chromium.ts";
import { cli, startServer } from "../command.ts";
import { readPage, root } from "../markdown-page.ts";
import { playwright, printedBy } from "../playwright/run.ts";

const page = readPage("docs/playwright.md");
const folder = `${root}.playwright-blocks`; // inside the project, so that its name resolves
const timeout = 240_000;

const chromium = findChromium();
const skipped = "missing" in chromium && process.env.CI !== "true" ? ` (skipped: ${chromium.missing})` : "";
if (skipped) console.warn(`docs/playwright.md${skipped}`);

/** Writes the block of a file under the name in its first line, with what tests must have otherwise. */
function write(name: string, otherwise: (text: string) => string = (text) => text): void {
  const { text } = page.claim(name.endsWith(".js") ? "js" : "ts", `// ${name}\n`);
  writeFileSync(`${folder}/${name}`, otherwise(text));
}

const withBrowser = ["activation", "expiry", "seats", "outage", "worker", "direct"].map((name) => `${name}.spec.ts`);
const withoutBrowser = ["first.spec.ts", "merged.spec.ts", "misspelt.spec.ts"];

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ["server.js", "index.html", "page.js"]) {
    copyFileSync(`${root}examples/playwright/${file}`, `${folder}/${file}`);
  }
  for (const file of [...withBrowser, ...withoutBrowser, "fixtures.ts", "worker-fixtures.ts"]) write(file);
  // Where its own browser is not installed, Playwright must be told of another
  const launch = "missing" in chromium ? {} : { executablePath: chromium.executablePath };
  const config = { workers: 2, fullyParallel: true, use: { launchOptions: launch } };
  writeFileSync(`${folder}/own.config.ts`, `export default ${JSON.stringify(config)};\n`);
  writeFileSync(
    `${folder}/shared.config.ts`,
    `import documented from "./playwright.config.ts";
export default { ...documented, use: { ...documented.use, launchOptions: ${JSON.stringify(launch)} } };
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what is installed is what is here", () => {
  expect(page.claim("sh", "npm install").text).toBe(
    "npm install --save-dev license-api-kit @playwright/test\nnpx playwright install chromium\n",
  );
});

/** The times that a run took are never the same, nor is its moment. */
function timeless(text: string): string {
  return text.replace(/\([\d.]+m?s\)/g, "(time)").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "moment");
}

test.each(["first.spec.ts", "misspelt.spec.ts"])(
  "%s prints what stands below it",
  async (file) => {
    const { printed = "nothing" } = page.claim("ts", `// ${file}`);
    const stdout = await printedBy(["-c", "own.config.ts", file], { folder });
    expect(timeless(stdout)).toContain(timeless(printed).trimEnd());
  },
  timeout,
);

test(
  "a server that already runs is used",
  async () => {
    const { text } = page.claim("sh", "LICENSE_API_KIT_URL");
    expect(text).toBe(
      "npx license-api-kit serve --port 8080 &\nLICENSE_API_KIT_URL=http://127.0.0.1:8080 npx playwright test\n",
    );
    const server = await startServer("--quiet"); // here on a free port
    const run = await playwright(["-c", "own.config.ts", "first.spec.ts", "merged.spec.ts"], {
      folder,
      env: { LICENSE_API_KIT_URL: server.url },
    });
    await server.end();
    expect(run).toMatchObject({ errors: [], stats: { expected: 2, unexpected: 0 } });
  },
  timeout,
);

describe("with a browser", () => {
  test.skipIf(skipped)(
    `the pages pass whose backend is started for each test or each worker${skipped}`,
    async () => {
      const { errors, stats } = await playwright(["-c", "own.config.ts", ...withBrowser], { folder });
      expect({ errors, stats }).toMatchObject({ errors: [], stats: { expected: 7, skipped: 0 } });
    },
    timeout,
  );

  const shared = ["playwright.config.ts", "backend.js", "header.spec.ts"];
  test.skipIf(skipped)(
    `the page passes whose backend serves all tests${skipped}`,
    async () => {
      const [server, backend] = [await freePort(), await freePort()];
      for (const file of shared) {
        write(file, (text) =>
          text.replaceAll("8080", server).replaceAll("3000", backend).replace("npx license-api-kit", `node ${cli}`),
        );
      }
      const { errors, stats } = await playwright(["-c", "shared.config.ts", "header.spec.ts"], { folder });
      expect({ errors, stats }).toMatchObject({ errors: [], stats: { expected: 2, skipped: 0 } });
    },
    timeout,
  );
  if (skipped) for (const file of shared) page.claim(file.endsWith(".js") ? "js" : "ts", `// ${file}\n`);
});

/** A port that nobody has at the moment. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return String(port);
}

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
