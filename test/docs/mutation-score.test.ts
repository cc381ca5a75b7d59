import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { argued } from "../../tools/mutation/argued.ts";
import { scoreTable, survivorLists } from "../../tools/mutation/page.ts";
import { readScore } from "../../tools/mutation/score.ts";
import { readPage, root } from "../markdown-page.ts";

const page = readPage("docs/mutation-score.md");

test("the score is told with its date, the version of Node and the machine", () => {
  const told = /Last run on \d{4}-\d\d-\d\d by `npm run prove:sources[^`]*`: Node v\d+\.\d+\.\d+, \d+ cores of /;
  expect(page.text).toMatch(told);
});

test("the page says what the kept results say", () => {
  const score = readScore();
  expect(page.text).toContain(scoreTable(score));
  expect(page.text).toContain(survivorLists(score));
});

test("every reason is about a line that is there", () => {
  const gone = argued.filter(
    ({ file, source }) =>
      !readFileSync(root + file, "utf8")
        .split("\n")
        .some((line) => line.trim() === source),
  );
  expect(gone).toEqual([]);
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
