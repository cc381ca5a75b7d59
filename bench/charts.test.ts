import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { goalsChart } from "./charts/goals-chart.ts";
import { growthChart } from "./charts/growth-chart.ts";
import { growth } from "./growth.ts";
import { readOptions } from "./options.ts";
import { comparison, figure } from "./report.ts";
import { fillPage } from "./write-page.ts";

const turns = (...values: number[]) => values.map((value) => ({ value }));

const rows = [
  comparison(
    { name: "GET check_license over HTTP / raw node:http", unit: "answers/s", goal: { atLeast: 1.25 } },
    turns(7_000, 7_200),
    turns(18_000, 18_100),
  ),
  figure({ name: "size <of the page> & more", unit: "KB", goal: { atMost: 40 } }, [20]),
];
const growths = [
  growth({ work: "check_license", of: "licenses", unit: "µs" }, { 1000: turns(40), 1000000: turns(52) }),
  growth({ work: "add_consumption", of: "licenses", unit: "µs" }, { 1000: turns(640), 1000000: turns(660) }),
  growth({ work: "check_license", of: "calls in the journal", unit: "µs" }, { 0: turns(30), 1000: turns(33) }),
];

/** The texts of a drawing in the order of reading, as one text: long labels are broken into several. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
    .map(([, text = ""]) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"))
    .join(" ")
    .replace(/\s+/g, " ");

async function requireDrawing(svg: string): Promise<void> {
  const { errors } = await validateXML({ xml: { fileName: "chart.svg", contents: svg }, normalization: "format" });
  expect(errors).toEqual([]);
  expect(svg).toMatch(/^<svg role="img" /);
  expect(svg).toMatch(/<title>[^<]+<\/title>/);
  expect(svg).toContain('fill="#ffffff"');
  expect(svg).not.toMatch(/NaN|undefined|<script|<animate/);
}

test("the chart of the goals is a drawing that names each row, its figure and its goal", async () => {
  const svg = goalsChart(rows);
  await requireDrawing(svg);
  const texts = textsOf(svg);
  expect(texts).toContain("GET check_license over HTTP / raw node:http");
  expect(texts).toContain("0.39 ×, goal ≥ 1.25 ×: missed");
  expect(texts).toContain("size <of the page> & more");
  expect(texts).toContain("20 KB, goal ≤ 40 KB: met");
  expect(texts).toContain("times as good as the goal (logarithmic)");
});

test("the chart of what grows is a drawing that names each line, its ends and its axes", async () => {
  const svg = growthChart(growths);
  await requireDrawing(svg);
  const texts = textsOf(svg);
  for (const label of ["Licenses", "Calls in the journal", "1,000,000", "× the first"]) expect(texts).toContain(label);
  expect(texts).toContain("● check_license: 40 → 52 µs, 1.30 ×");
  expect(texts).toContain("■ add_consumption: 640 → 660 µs, 1.03 ×");
  expect(texts).toContain("● check_license: 30 → 33 µs, 1.10 ×");
});

test("figures are put between the marks of a page, and the rest stays", () => {
  const page = "before\n<!-- measured: goals -->\nold\n<!-- end -->\nafter\n";
  expect(fillPage(page, { goals: "new" }, "page.md")).toBe(
    "before\n<!-- measured: goals -->\nnew\n<!-- end -->\nafter\n",
  );
  expect(() => fillPage(page, { growth: "new" }, "page.md")).toThrow(
    "page.md: the marks <!-- measured: growth --> and <!-- end --> are missing",
  );
});

test("a part of a run is not written over a whole one", () => {
  expect(() => readOptions(["--write", "--only", "start"])).toThrow("leave --only and --growth out");
  expect(() => readOptions(["--charts", "--growth"])).toThrow("leave --only and --growth out");
  expect(readOptions(["--write", "--quick"])).toMatchObject({ charts: true, command: "npm run bench -- --quick" });
});
