import { expect, test } from "vitest";
import { endpointNames, endpointRow, errorCodesOf } from "../../src/api/endpoints.ts";
import { readPage } from "../markdown-page.ts";

const page = readPage("docs/answers.md");

test.each(endpointNames)("%s has its outcomes there", (name) => {
  const { method, path } = endpointRow(name);
  expect(page.text).toContain(`<code>${method} ${path}</code>`);
  for (const code of errorCodesOf(name)) expect(page.text).toContain(`| \`${code}\` |`);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
