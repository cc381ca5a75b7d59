import { expect, test } from "vitest";
import { scoreTable, survivorLists } from "../tools/mutation/page.ts";
import { type Score, withReport } from "../tools/mutation/score.ts";

const none: Score = { files: {} };
const mutant = (status: string, line = 1) => ({
  mutatorName: "StringLiteral",
  replacement: '""',
  status,
  location: { start: { line } },
});
const report = (file: string, ...mutants: ReturnType<typeof mutant>[]) => ({
  files: { [file]: { source: "const one = 1;\n  const two = `2`;\n", mutants } },
});

test("a table has a line a folder, with its score rounded down", () => {
  const found = report("src/api/a.ts", mutant("Killed"), mutant("Timeout"), mutant("Survived"), mutant("Ignored"));
  expect(scoreTable(withReport(none, found))).toContain("| `src/api` | 1 | 1 | 1 | 0 | 1 | 66.6 % | 66.6 % |");
});

test("what no test covers counts against the score", () => {
  const score = withReport(none, report("src/api/a.ts", mutant("Killed"), mutant("NoCoverage", 2)));
  expect(scoreTable(score)).toContain("| `src/api` | 1 | 0 | 0 | 1 | 0 | 50.0 % | 50.0 % |");
  expect(survivorLists(score)).toContain('- api/a.ts:2 StringLiteral, `""`, which no test covers');
});

test("a run replaces the files that it ran, and leaves the others", () => {
  const before = withReport(
    withReport(none, report("src/api/a.ts", mutant("Survived"))),
    report("src/mock/b.ts", mutant("Survived")),
  );
  const after = withReport(before, report("src/api/a.ts", mutant("Killed")));
  expect(survivorLists(after)).toBe('### src/mock\n\n- mock/b.ts:1 StringLiteral, `""`');
});

test("mutants that broke the run count for nothing", () => {
  const score = withReport(none, report("src/api/a.ts", mutant("Killed"), mutant("RuntimeError")));
  expect(scoreTable(score)).toContain("| `src/api` | 1 | 0 | 0 | 0 | 0 | 100.0 % | 100.0 % |");
});
