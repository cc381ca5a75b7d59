import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPage } from "../markdown-page.ts";
import { openPageShell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

const page = readPage("docs/contract.md");
const start = page.claim("sh", "serve --port 8080");
const blocks = [
  ["finds an open question", "--from-mock", 0],
  ["accepts it", "contract accept", 0],
  ["meets a failure", "ctl tweak add", 1],
  ["knows it, and is told when it is gone", "--baseline known.json", 0],
  ["runs a case of their own", "--cases cases", 0],
  ["verifies the roles", "contract roles", 0],
  ["searches for what no case shows", "--inputs 60", 0],
  ["is told of what a walk finds, and sees it again", "transfer_count=7", 0],
].map(([what, mark, status]) => [what as string, page.claim("sh", mark as string), status as number] as const);

const own = page.claim("yaml", "# cases/units.yaml");

let opened: Awaited<ReturnType<typeof openPageShell>>;
beforeAll(async () => {
  opened = await openPageShell(start);
  mkdirSync(join(opened.shell.folder, "cases"));
  writeFileSync(join(opened.shell.folder, "cases/units.yaml"), own.text);
});
afterAll(() => opened.close());

// One after the other, as a reader does it
test.skipIf(lacking("bash")).each(blocks)(
  "a reader %s, and sees what stands there",
  async (_what, { text, printed = "" }, status) => {
    const seen = await opened.shell.run(text);
    expect({ ...seen, printed: undated(seen.printed) }).toEqual({ status, printed: undated(printed) });
  },
  60_000,
);

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});

/** What a run prints without its moment and how long it took. */
function undated(printed: string): string {
  return printed.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z, [\d.]+ m?s/g, "(moment), (duration)");
}
