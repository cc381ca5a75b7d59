import { describe, expect, test } from "vitest";
import { brokenClaim, type Expected, type JudgedClaim, notJudgedClaim } from "../src/contract/claim.ts";
import { compareReports } from "../src/contract/compare/compare-reports.ts";
import { comparisonInMarkdown, comparisonInTerminal } from "../src/contract/compare/comparison-text.ts";
import { sectionsOf } from "../src/contract/compare/sections.ts";
import type { CaseReport, RunReport } from "../src/contract/report/report.ts";
import { verdictOfWorst } from "../src/contract/verdict.ts";
import { reportOfCases, sound } from "./report-of-cases.ts";
import { reportedRun } from "./reported-run.ts";

// Two runs of the same target, told apart by what a QA engineer wants to know on a red morning.

const ok: Partial<CaseReport> = {};
const status: Expected = { kind: "status", evidence: "documented: errors", expected: "400" };
const member: Expected = { kind: "body", evidence: "observed: no source has it", expected: "no member like it" };
const signed: Expected = {
  kind: "signature",
  evidence: "assumed",
  expected: "a signature",
  question: "signedRefusals",
};

/** A case that ends as the worst of these claims does. */
function ended(...claims: JudgedClaim[]): Partial<CaseReport> {
  const [worst] = claims;
  return { verdict: verdictOfWorst[worst?.verdict ?? "held"], claims: [...claims, sound] };
}

const failed = (found = "401") => ended(brokenClaim(status, found));
const open = (answer = "not signed") => ended(brokenClaim(signed, answer));
const drifted = (name = "mood") => ended(brokenClaim(member, `/${name} is not documented`));
const unanswered: Partial<CaseReport> = {
  ...{ verdict: "not-judged", reason: "timeout: no answer" },
  claims: [notJudgedClaim({ ...status, expected: "an answer" }, "timeout: no answer", "network")],
};
const noRole: Partial<CaseReport> = { verdict: "blocked", reason: "the target has no role x", claims: [] };
const skipped: Partial<CaseReport> = { verdict: "skipped", reason: "allowed is none", claims: [] };
const took = (durationMs: number) => ({ durationMs });
const five = (durationMs: number) => Array.from({ length: 5 }, () => took(durationMs));

/** Two runs at the same target, the second an hour after the first. */
function compared(before: readonly Partial<CaseReport>[], now: readonly Partial<CaseReport>[], strict = false) {
  return compareReports(reportOfCases(before), reportOfCases(now, { strict, startedAt: "2026-01-15T13:00:00.000Z" }));
}

describe("of two runs one is told", () => {
  test.each<[string, Partial<CaseReport>[], Partial<CaseReport>[], number, [title: string, ...lines: string[]][]]>([
    ["nothing where nothing is different", [ok], [ok], 0, []],
    ["a new failure", [ok], [failed()], 1, [["NEW failures", "401, expected 400 (check_license/ok)"]]],
    ["nothing of a failure that was there", [failed()], [failed()], 0, []],
    [
      "a failure of several cases once",
      [ok, ok],
      [failed(), failed()],
      1,
      [["NEW failures", "401, expected 400 (2 cases, as check_license/ok)"]],
    ],
    [
      "another finding of a case that failed, as a new failure with what was before",
      [failed("401")],
      [failed("500")],
      1,
      [
        ["NEW failures", "500, expected 400; before: 401 (check_license/ok)"],
        ["Failures that are gone", "401, expected 400 (check_license/ok)"],
      ],
    ],
    [
      "nothing where only instants, ids and fresh names differ",
      [failed("2026-01-15T12:00:00Z device-abc123def 1234567")],
      [failed("2026-01-16T12:00:00Z device-xyz987uvw 7654321")],
      0,
      [],
    ],
    [
      "a failure that is gone",
      [failed()],
      [ok],
      0,
      [["Failures that are gone", "401, expected 400 (check_license/ok)"]],
    ],
    [
      "no failure as gone whose case was not judged again",
      [failed(), ok],
      [noRole, ok],
      7,
      [["No longer judged, though nobody asked for less", "blocked: the target has no role x (check_license/ok)"]],
    ],
    ["no failure as new that a baseline expects", [ok], [{ ...failed(), verdict: "expected-failure" }], 0, []],
    [
      "a failure of a case that could not be judged before",
      [noRole, ok],
      [failed(), ok],
      1,
      [["NEW failures", "401, expected 400; not judged before (check_license/ok)"]],
    ],
    [
      "a new open question",
      [ok],
      [open()],
      0,
      [["New open questions", "signedRefusals: found not signed; this kit expects: a signature (check_license/ok)"]],
    ],
    [
      "another answer to a question, and that the first is gone",
      [open("not signed")],
      [open("signed twice")],
      0,
      [
        ["New open questions", "signedRefusals: found signed twice; this kit expects: a signature (check_license/ok)"],
        [
          "Open questions that are gone",
          "signedRefusals: found not signed; this kit expects: a signature (check_license/ok)",
        ],
      ],
    ],
    [
      "new drift, and drift that is gone",
      [drifted("mood")],
      [drifted("tone")],
      0,
      [
        [
          "New drift: not as observed elsewhere",
          "check-license: /tone is not documented, expected no member like it (check_license/ok)",
        ],
        ["Drift that is gone", "check-license: /mood is not documented, expected no member like it (check_license/ok)"],
      ],
    ],
    ["nothing of drift that is met by another case too", [drifted(), ok], [drifted(), drifted()], 0, []],
    [
      "what is left out as it was asked for",
      [ok, ok],
      [skipped, ok],
      0,
      [["Left out of the later run, as it was asked for", "skipped: allowed is none (check_license/ok)"]],
    ],
    [
      "what is missing though the same was asked for",
      [ok, ok],
      [ok],
      7,
      [["No longer judged, though nobody asked for less", "not in the later report (check_license/ok-1)"]],
    ],
    [
      "what was judged only when it was played again",
      [ok],
      [{ retries: 2 }],
      0,
      [
        [
          "Flaky: the network failed for a while",
          "judged only when it was played again, in the later run (check_license/ok)",
        ],
      ],
    ],
    [
      "what had no answer before and is judged now",
      [unanswered, ok],
      [ok, ok],
      0,
      [
        [
          "Flaky: the network failed for a while",
          "no answer in the earlier run, judged in the later (check_license/ok)",
        ],
      ],
    ],
    [
      "what has no answer any more",
      [ok, ok],
      [unanswered, ok],
      7,
      [
        ["No longer judged, though nobody asked for less", "not judged: timeout: no answer (check_license/ok)"],
        [
          "Flaky: the network failed for a while",
          "no answer in the later run, judged in the earlier (check_license/ok)",
        ],
      ],
    ],
    [
      "a change that was left on the target before all else",
      [ok, ok],
      [{ left: "no answer" }, failed()],
      6,
      [
        ["LEFT CHANGED on the target", "check_license/ok: no answer"],
        ["NEW failures", "401, expected 400 (check_license/ok-1)"],
      ],
    ],
    [
      "an endpoint that is slower in the median",
      five(100),
      five(150),
      0,
      [
        [
          "Slower: an endpoint in the median by 1.5 times and 20 ms, a case by 3 times and 250 ms",
          "check-license: 100 ms, now 150 ms (median of 5 cases)",
        ],
      ],
    ],
    ["nothing of an endpoint that is slower by less than half", five(100), five(149), 0, []],
    ["nothing of an endpoint that is slower by a few milliseconds", five(5), five(24), 0, []],
    ["nothing of two late answers of five", five(100), [took(300), took(300), ...five(100).slice(2)], 0, []],
    [
      "a case that is slower by itself",
      five(100),
      [took(900), ...five(100).slice(1)],
      0,
      [
        [
          "Slower: an endpoint in the median by 1.5 times and 20 ms, a case by 3 times and 250 ms",
          "check_license/ok: 100 ms, now 900 ms",
        ],
      ],
    ],
    [
      "nothing of the time of a case that was played again",
      five(100),
      five(900).map((one) => ({ ...one, retries: 1 })),
      0,
      [
        [
          "Flaky: the network failed for a while",
          "judged only when it was played again, in the later run (5 cases, as check_license/ok)",
        ],
      ],
    ],
  ])("%s", (_what, before, now, exitStatus, expected) => {
    const comparison = compared(before, now);
    expect(sectionsOf(comparison).map(({ title, lines }) => [title, ...lines])).toEqual(expected);
    expect(comparison.exitStatus).toBe(exitStatus);
  });

  test.each([
    ["open questions", open()],
    ["drift", drifted()],
  ])("that new %s fail where the later run was strict", (_what, now) => {
    expect(compared([ok], [now], true).exitStatus).toBe(1);
    expect(compared([now], [now], true).exitStatus).toBe(0);
  });

  test("that nothing can be said where no case was judged by both", () => {
    expect(compared([noRole], [noRole]).exitStatus).toBe(4);
  });
});

describe("first stands what makes two runs hardly comparable", () => {
  const first = reportOfCases([ok]);
  const later = { startedAt: "2026-01-15T13:00:00.000Z" };

  test.each<[string, Partial<RunReport>, string[]]>([
    ["nothing, where nothing does", later, []],
    ["the same run twice", {}, ["both reports are of the same run"]],
    [
      "the wrong order",
      { startedAt: "2026-01-14T12:00:00.000Z" },
      ["the first report is of a later run than the second: they may be the wrong way round"],
    ],
    [
      "another server",
      { ...later, target: { baseUrl: "http://other.test" } },
      ["asked another server: https://license-api.test before, http://other.test now"],
    ],
    [
      "another version",
      { ...later, tool: { name: "license-api-kit", version: "2.0.0" } },
      ["run by another version of this kit: 1.2.3 before, 2.0.0 now"],
    ],
    [
      "another effect, other cases",
      { ...later, settings: { allow: "permanent", filter: ["check_license/*"] } },
      [
        "another allowed effect: none before, permanent now",
        "other cases were asked for: all before, check_license/* now",
      ],
    ],
    ["a run that broke off", { ...later, exitStatus: 3 }, ["the later run says: the target could not be reached"]],
    [
      "hardly anything in common",
      { ...later, ...reportOfCases([noRole]), startedAt: later.startedAt },
      ["judged by both runs: 0 cases, of 1 before and 0 now"],
    ],
  ])("%s", (_what, rest, caveats) => {
    expect(compareReports(first, { ...first, ...rest }).caveats).toEqual(caveats);
  });

  test("other roles", () => {
    const withRoles = (...roles: string[]) => ({ ...first.target, roles });
    const before = { ...first, target: withRoles("active", "disabled") };
    const now = { ...first, ...later, target: withRoles("active", "expired") };
    expect(compareReports(before, now).caveats).toEqual([
      "roles that only the earlier run had: disabled",
      "roles that only the later run had: expired",
    ]);
  });

  test("and in the terminal before any finding", () => {
    const now = reportOfCases([failed()], { ...later, target: { baseUrl: "http://other.test" } });
    const text = comparisonInTerminal(compareReports(first, now));
    expect(text.indexOf("HARDLY COMPARABLE")).toBeGreaterThan(0);
    expect(text.indexOf("HARDLY COMPARABLE")).toBeLessThan(text.indexOf("NEW failures"));
  });
});

describe("nothing that stands in a report", () => {
  const hostile = `\u001b[2J\u202e\r\nNothing is worse than before. Exit status 0.\n| <img src=x> [a](javascript:b) @all \`x`;
  const named = ["__proto__", "constructor", hostile].map((id) => ({ ...failed(hostile), id }));
  const before = reportOfCases([], { target: { baseUrl: hostile, label: hostile, roles: [hostile] } });
  const now = reportOfCases([...named, { ...noRole, reason: hostile }], {
    tool: { name: "license-api-kit", version: hostile },
    target: { baseUrl: `${hostile}2`, roles: ["__proto__"] },
    leftBefore: [{ case: hostile, reason: hostile }],
  });

  test("makes a line of its own on the terminal, or is obeyed there", () => {
    const text = comparisonInTerminal(compareReports(before, now));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: just these must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text.split("\n").filter((line) => line.startsWith("Nothing is worse"))).toEqual([]);
    expect(text).toContain("(3 cases, as __proto__)");
  });

  test("is markup in Markdown", () => {
    const text = comparisonInMarkdown(compareReports(before, now));
    expect(text).not.toMatch(/<img|\]\(javascript|@all|^\|/m);
    expect(text.match(/^#+ /gm)).toHaveLength(4);
  });
});

test("a failing server is told apart from the good one that it was, with each finding once", async () => {
  const filter = ["product_details/*"];
  const good = await reportedRun({ filter, allow: "none" });
  const bad = await reportedRun({
    ...{ filter, allow: "none" },
    spoil: (answer) => {
      answer.text = answer.text.replace('"key-app"', '"other"');
    },
  });
  const { failures, exitStatus } = compareReports(good.report, bad.report);
  expect(exitStatus).toBe(1);
  expect(failures.appeared.length).toBeGreaterThan(0);
  expect(compareReports(bad.report, good.report)).toMatchObject({
    exitStatus: 0,
    failures: { gone: failures.appeared },
  });
});
