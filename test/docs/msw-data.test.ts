import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createBlockFiles } from "../block-files.ts";
import { run } from "../command.ts";
import { readPage, root } from "../markdown-page.ts";

const page = readPage("docs/msw-data.md");
const files = createBlockFiles();
afterAll(() => files.remove());

const install = page.claim("sh", "npm install");
const programs = ["projects", "seeded", "lost"].map((name) => [name, page.claim("js", `// ${name}.js`)] as const);
const { devDependencies, peerDependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

test("what is to be installed is a peer that the package names", () => {
  expect(install.text).toBe("npm install --save-dev license-api-kit @msw/data\n");
  expect(peerDependencies["@msw/data"]).toBe("^1.1.0");
});

test.each(programs)(
  "%s.js prints what stands below it",
  async (name, { text, printed }) => {
    const file = files.write(`${name}.mjs`, text);
    expect(await run(process.execPath, [file])).toEqual({ status: 0, stdout: printed, stderr: "" });
  },
  60_000,
);

test("figures are told with their date, the version of Node and what was measured", () => {
  expect(page.text).toMatch(
    /Measured on \d{4}-\d\d-\d\d by `npx tsx bench\/stores\.ts`: Node v\d+\.\d+\.\d+, \d+ cores of /,
  );
  expect(page.text).toContain(`| \`@msw/data\` ${devDependencies["@msw/data"]} |`);
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
