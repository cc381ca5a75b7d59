import { expect, test } from "vitest";
import { readPage } from "../markdown-page.ts";

const page = readPage("docs/speed.md");

test("figures are told with their date, the version of Node and the machine", () => {
  expect(page.text).toMatch(/Measured on \d{4}-\d\d-\d\d by `npm run bench[^`]*`: Node v\d+\.\d+\.\d+, \d+ cores of /);
});

test("every goal and everything that grows has its line", () => {
  const lines = page.text.split("\n").filter((line) => line.startsWith("| "));
  const kinds = ["asked before: GET", "new: GET", "write: POST", "mixed:", "spread:", "asked before: with --store"];
  for (const work of [...kinds, "memory a license", "activate_license", "browser entry", "a full contract run"])
    expect(lines.filter((line) => line.startsWith(`| ${work}`))).not.toEqual([]);
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
