import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { judgeBudgets } from "../bench/budgets/judge.ts";
import { entryFiles, productionDependencies } from "../bench/budgets/package-file.ts";
import { readBudgets } from "../bench/budgets/read-budgets.ts";
import { budgetReport } from "../bench/budgets/report.ts";
import { root } from "./markdown-page.ts";

const measured = { package: { "packed KB": 658.4 }, gzip: { ".": 121.5, "./control": 2.3 } };

test("what stays within its budget is no breach", () => {
  const lines = judgeBudgets(measured, { package: { "packed KB": 658.4 }, gzip: { ".": 125, "./control": 2.5 } });
  expect(lines.map(({ breach }) => breach)).toEqual([undefined, undefined, undefined]);
  expect(budgetReport(lines)).toContain("every budget holds");
});

test("a budget that is too low fails by name, with what was found", () => {
  const report = budgetReport(
    judgeBudgets(measured, { package: { "packed KB": 700 }, gzip: { ".": 40, "./control": 2.5 } }),
  );
  expect(report).toMatch(/\| gzip +\| \. +\| 121\.5 +\| 40 +\| OVER/);
  expect(report).toContain("gzip, .: found 121.5, expected at most 40");
  expect(report).not.toContain("./control: found");
});

test("an entry without a budget, and a budget without an entry, are breaches", () => {
  const breaches = judgeBudgets(measured, { package: { "packed KB": 700 }, gzip: { ".": 125, "./gone": 3 } });
  expect(breaches.flatMap(({ breach }) => breach ?? [])).toEqual([
    "gzip, ./gone: found nothing to measure, expected at most 3",
    "gzip, ./control: found 2.3, expected a budget for it in budgets.json",
  ]);
});

test("the project's budgets name every entry, and its production dependencies are counted", () => {
  const starts = readBudgets(join(root, "budgets.json"))["import, processor time / that of an empty module"];
  expect(Object.keys(starts ?? {})).toEqual(Object.keys(entryFiles(root)));
  expect(productionDependencies(root)).toBeGreaterThanOrEqual(7);
});

test("a budget that is no number is refused by its place", () => {
  const folder = mkdtempSync(join(tmpdir(), "budgets-"));
  const file = join(folder, "budgets.json");
  writeFileSync(file, '{ "package": { "packed KB": "700" } }');
  expect(() => readBudgets(file)).toThrow(`${file}: package, packed KB: found "700", expected a number not below 0`);
  rmSync(folder, { recursive: true });
});
