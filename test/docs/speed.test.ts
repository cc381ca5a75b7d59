import { expect, test } from "vitest";
import { readPage } from "../markdown-page.ts";

const page = readPage("docs/speed.md");

test("figures are told with their date, the version of Node and the machine", () => {
  expect(page.text).toMatch(/Measured on \d{4}-\d\d-\d\d by `npm run bench[^`]*`: Node v\d+\.\d+\.\d+, \d+ cores of /);
});

test("every goal and everything that grows has its line", () => {
  const lines = page.text.split("\n").filter((line) => line.startsWith("| "));
  for (const work of ["GET check_license over HTTP", "memory a license", "activate_license", "browser entry"])
    expect(lines.filter((line) => line.startsWith(`| ${work}`))).not.toEqual([]);
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
