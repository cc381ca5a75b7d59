import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { createBlockFiles } from "../block-files.ts";
import { run } from "../command.ts";
import { readPage } from "../markdown-page.ts";

const files = createBlockFiles();
afterAll(() => files.remove());

describe.each([
  ["docs/pools.md", "// pool.js"],
  ["docs/sign-on.md", "// sign-on.js"],
  ["docs/edges.md", "createMock"],
])("%s", (path, mark) => {
  const page = readPage(path);
  const program = page.claim("js", mark);
  const worlds = path === "docs/pools.md" ? [page.claim("json", '"pools"')] : [];

  test("its program prints what stands below it", async () => {
    const file = files.write("program.mjs", program.text);
    expect(await run(process.execPath, [file])).toEqual({ status: 0, stdout: program.printed, stderr: "" });
  }, 60_000);

  test.each(worlds)("its world is one, but for what every world has", ({ text }) => {
    const own = {
      companies: [{ name: "Vendor" }],
      apiKeys: [{ apiKey: "a", sharedKey: "b" }],
      products: [{ code: "app" }],
    };
    expect(createMock({ world: { ...own, ...JSON.parse(text) } }).world.pools.all()).toHaveLength(1);
  });

  test("every block was run, and every link leads somewhere", () => {
    expect(page.unclaimed()).toEqual([]);
    expect(page.brokenLinks()).toEqual([]);
  });

  test("README leads to it", () => {
    expect(readFileSync(`${import.meta.dirname}/../../README.md`, "utf8")).toContain(`](${path})`);
  });
});
