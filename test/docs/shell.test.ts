import { afterAll, beforeAll, expect, test } from "vitest";
import { readPage } from "../markdown-page.ts";
import { openPageShell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

const page = readPage("docs/shell.md");
const start = page.claim("sh", "serve --port 8080");
const completion = page.claim("sh", "completion bash");
const blocks = [
  ["signs a call", "no-such-feature"],
  ["moves the time", "clock advance 30d"],
  ["fails a call", "fault add error"],
  ["says why a call was refused", "--outcome license_not_found"],
  ["changes an answer", "tweak add"],
  ["changes the world and puts it back", "snapshot save"],
  ["is told of a field that is none", "maxActivation=5"],
  ["makes a space", "space new checkout-7"],
  ["calls a space by its keys", "space new checkout-8"],
  ["verifies a header", "sign --date"],
  ["is told why a header does not fit", "openssl dgst"],
  ["verifies an answer", "--body answer.json"],
  ["judges vectors", "--vector"],
  ["fails with a status that says how", "clock advance soon"],
].map(([what = "", mark = ""]) => [what, page.claim("sh", mark)] as const);

let opened: Awaited<ReturnType<typeof openPageShell>>;
beforeAll(async () => {
  opened = await openPageShell(start);
});
afterAll(() => opened.close());

test("the server is started with its time standing still", () => {
  expect(start.text).toBe(
    "npx license-api-kit serve --port 8080 --clock 2030-01-15T12:00:00Z --space-secret only-for-this-page\n",
  );
});

const noTools = lacking("bash", "curl", "openssl");

// One after the other, as a reader does it
test.skipIf(noTools).each(blocks)(
  "a shell %s and prints what stands there",
  async (_what, { text, printed }) => {
    expect(await opened.shell.run(text)).toEqual({ status: 0, printed });
  },
  60_000,
);

test.skipIf(noTools)("bash takes the script of its completion", async () => {
  const { status, printed } = await opened.shell.run(`${completion.text}complete -p license-api-kit`);
  expect({ status, printed }).toEqual({ status: 0, printed: expect.stringContaining("_license_api_kit") });
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
