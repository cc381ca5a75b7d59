import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { readPage, root } from "./markdown-page.ts";

const notes = readdirSync(`${root}decisions`).map((name) => `decisions/${name}`);

test.each(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/vectors.md", ...notes])(
  "every link of %s leads somewhere",
  (page) => {
    expect(readPage(page).brokenLinks()).toEqual([]);
  },
);

test("every note is in the list of decisions", () => {
  const list = readPage("decisions/README.md").text;
  expect(notes.filter((note) => !note.endsWith("README.md") && !list.includes(note.replace("decisions/", "")))).toEqual(
    [],
  );
});
