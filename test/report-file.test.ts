import { describe, expect, test } from "vitest";
import { validate } from "../src/api/validate.ts";
import { brokenClaim, type Expected, notJudgedClaim } from "../src/contract/claim.ts";
import { compareReports } from "../src/contract/compare/compare-reports.ts";
import { readReport } from "../src/contract/compare/read-report.ts";
import { jsonReport } from "../src/contract/report/json.ts";
import type { RunReport } from "../src/contract/report/report.ts";
import type { ReportFile } from "../src/generated/types.ts";
import { version } from "../src/generated/version.ts";
import { reportOfCases, sound } from "./report-of-cases.ts";
import { reportedRun } from "./reported-run.ts";

const status: Expected = { kind: "status", evidence: "documented: errors", expected: "400" };
const unanswered = notJudgedClaim({ ...status, expected: "an answer" }, "timeout: no answer", "network");
const odd = reportOfCases([
  { verdict: "not-judged", reason: "timeout: no answer", claims: [unanswered] },
  { verdict: "failed", claims: [brokenClaim(status, "401"), sound], left: "gone", retries: 1, remarks: ["a note"] },
]);
const spoiled = await reportedRun({
  mock: { policy: { expiredCheck: "error" } },
  spoil: (answer) => {
    answer.text += "\u0001";
  },
  filter: ["check_license/*", "products/*"],
  report: { label: "nightly", strict: true, filter: ["check_license/*"], leftBefore: [] },
});
const green = await reportedRun({ filter: ["activate_license/*"] });

/** What the schema describes is just what the code writes: the compiler holds one side, the tests below the other. */
type Frozen<T> = T extends object ? { readonly [Name in keyof T]: Frozen<T[Name]> } : T;
const asFile = (report: RunReport): Frozen<ReportFile> => report;

describe("a report that is read", () => {
  test.each([
    ["of a run in which all is well", green.report],
    ["of a run in which nothing is", spoiled.report],
    ["of cases that went in odd ways", odd],
  ])("fits the schema and comes back as it was: %s", (_what, report) => {
    expect(validate("report", JSON.parse(JSON.stringify(asFile(report))))).toEqual([]);
    expect(readReport(jsonReport(report))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  const text = jsonReport(odd);
  const changed = (change: (report: Record<string, never>) => void) => {
    const report = JSON.parse(text);
    change(report);
    return JSON.stringify(report);
  };

  test.each([
    ["is empty", "", "found nothing, expected a report of license-api-kit contract run --report json=FILE"],
    ["was cut off", text.slice(0, 200), "found what is no JSON or was cut off ("],
    ["is a page", "\u001b[2J<html>", "found what is no JSON or was cut off (Unexpected token '\\u001b'"],
    [
      "is a list",
      "[]",
      "/: found [], expected a report of license-api-kit contract run --report json=FILE; here it must be object",
    ],
    ["is something else", '{"failures":{}}', "/tool: found nothing, expected a report"],
    [
      "lacks a verdict that there is",
      changed((report) => Object.assign(report.cases?.[0] ?? {}, { verdict: "fine" })),
      '/cases/0/verdict: found "fine", expected a report of license-api-kit contract run --report json=FILE; here it must be one of failed or not-judged or',
    ],
    [
      "is of another version",
      changed((report) =>
        Object.assign(report, { tool: { name: "license-api-kit", version: "9.0.0\u001b" }, cases: 7 }),
      ),
      `/cases: found 7, expected a report of license-api-kit contract run --report json=FILE; here it must be array. It says that version 9.0.0\\u001b wrote it, this is ${version}`,
    ],
    [
      "is nested without end",
      "[".repeat(1_000),
      "found more than is read (it is nested more than 100 deep), expected a report",
    ],
    [
      "holds very many wrong items, at once",
      changed((report) => Object.assign(report, { cases: Array.from({ length: 500_000 }, () => 1) })),
      "/cases/0: found 1, expected a report",
    ],
    [
      "has a member of a hostile name",
      changed((report) => Object.assign(report, { "a\u001b\nb": 1 })),
      "/a\\u001b\\nb: found 1, expected a report",
    ],
  ])("is refused with its place where it %s", (_what, wrong, message) => {
    expect(() => readReport(wrong)).toThrow(message);
  });

  test("may name its members as objects name theirs", () => {
    const strange = text.replace('"forms": [', '"dialects": {"__proto__": "mixed"},\n  "forms": [');
    expect(compareReports(readReport(strange), readReport(text)).exitStatus).toBe(0);
    expect({}).not.toHaveProperty("mixed");
  });
});
