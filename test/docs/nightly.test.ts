import { afterAll, beforeAll, expect, test } from "vitest";
import { slowerRule } from "../../src/contract/compare/slowdowns.ts";
import { readPage } from "../markdown-page.ts";
import { openPageShell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

const page = readPage("docs/nightly.md");
const start = page.claim("sh", "serve --port 8080");
const keys = page.claim("sh", "export LICENSE_API_KEY");
const blocks = [
  ["sees it green", "--from-mock"],
  ["finds the roles", "contract roles"],
  ["describes staging", "cat > staging.json"],
  ["finds an open question", "--filter 'check_license/*expired*'"],
  ["accepts it", "contract accept"],
  ["lets things be changed and put back", "--allow reversible"],
  ["knows a failure", "--write-baseline"],
  ["writes reports", "--report html="],
  ["compares two nights", "contract compare"],
].map(([what = "", mark = ""]) => [what, page.claim("sh", mark)] as const);

let opened: Awaited<ReturnType<typeof openPageShell>>;
beforeAll(async () => {
  opened = await openPageShell(start);
});
afterAll(() => opened.close());

// One after the other, as a reader does it, in a terminal that knows the keys
test.skipIf(lacking("bash")).each(blocks)(
  "a reader %s, and sees what stands there",
  async (_what, { text, printed = "" }) => {
    const seen = await opened.shell.run(`${keys.text}${text}`);
    expect({ ...seen, printed: undated(seen.printed) }).toEqual({ status: 0, printed: undated(printed) });
  },
  60_000,
);

test("what is slower is as the page says", () => {
  const { endpoint, case: single } = slowerRule;
  expect(endpoint.atLeastCases).toBe(5);
  expect(page.text).toContain(
    `the median of at least five cases, ${endpoint.times} times and ${endpoint.byMs} ms; a case by ${single.times} times and ${single.byMs} ms`,
  );
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});

/** What is printed without moments, how long a run took, and what the machine was slow at. */
function undated(printed: string): string {
  return printed
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z, [\d.]+ m?s/g, "(moment), (duration)")
    .replace(/Slower: [^\n]*\n(?: {2}[^\n]*\n)+\n/g, "");
}
