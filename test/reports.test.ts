import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { type ReportKind, reporters } from "../src/contract/report/index.ts";
import { secretFields } from "../src/contract/report/mask.ts";
import { createProgress } from "../src/contract/report/progress.ts";
import type { CaseReport, RunReport } from "../src/contract/report/report.ts";
import { summaryOf } from "../src/contract/report/summary.ts";
import { terminalReport } from "../src/contract/report/terminal.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { reportedRun } from "./reported-run.ts";

const kinds = Object.keys(reporters) as ReportKind[];
const texts = (report: RunReport) => [...kinds.map((kind) => reporters[kind](report)), terminalReport(report)];

/** A run in which all is well, and one in which no answer keeps the contract. */
const [green, red] = [await reportedRun(), await reportedRun({ spoil: appending("\u0001") })];

/** A report of a few cases that went in different ways. */
function reportWith(...differing: Partial<CaseReport>[]): RunReport {
  const cases = differing.map((one) => ({ ...passed, ...one }));
  return {
    tool: { name: "license-api-kit", version: "1.2.3" },
    target: { baseUrl: "https://license-api.test" },
    startedAt: "2026-01-15T12:00:00.000Z",
    durationMs: 61_500,
    settings: { allow: "none" },
    summary: summaryOf(cases),
    exitStatus: cases.some(({ verdict }) => verdict === "fail") ? 1 : 0,
    dialects: { "check-license": "documents", "check-license-feature": "documents" },
    learnedPolicy: {},
    cases,
  };
}

const passed: CaseReport = {
  id: "check_license/ok",
  endpoint: "check-license",
  outcome: "ok",
  about: "a license answers its state",
  evidence: "documented: license check",
  effect: "none",
  verdict: "pass",
  findings: [],
  drift: [],
  durationMs: 12,
  exchanges: [],
};

/** A case whose answer was this. */
function failedWith(body: string): Partial<CaseReport> {
  const found = `HTTP 500: ${body}`;
  return {
    verdict: "fail",
    findings: [{ rule: "status", found, expected: "HTTP 200", written: "license check", suspect: "target" }],
    exchanges: [
      {
        request: { method: "GET", url: "https://license-api.test/api/v4/check_license", headers: {} },
        answer: { status: 500, headers: {}, body },
      },
    ],
  };
}

/** Spoils each answer in the same way. */
function appending(end: string) {
  return (answer: { text: string }) => {
    answer.text += end;
  };
}

describe("in a terminal", () => {
  test("a run in which all is well takes few lines", () => {
    const { report } = green;
    expect(terminalReport(report).split("\n").length).toBeLessThanOrEqual(16);
    expect(terminalReport(report)).toContain(`checked ${report.cases.length}: ${report.cases.length} passed`);
  });

  test("a failure says what was found, what was expected, where that is written and who is likely at fault", () => {
    expect(
      terminalReport(reportWith(failedWith("oh")))
        .split("\n")
        .slice(3, 9),
    ).toEqual([
      "FAIL check_license/ok: a license answers its state",
      "  rests on    documented: license check",
      "  found       HTTP 500: oh",
      "  expected    HTTP 200",
      "  written in  license check",
      "  at fault    the target",
    ]);
  });

  test("what was left out says how to take it in, and what was learned how to set the mock", () => {
    const learned = { does: "it answers 200", policy: { activationTakesSeat: true } };
    const report = {
      ...reportWith({ verdict: "skipped", effect: "reversible" }, { verdict: "learned", learned }),
      learnedPolicy: learned.policy,
    };
    expect(terminalReport(report)).toContain("1 case skipped, as they change the target: --allow reversible");
    expect(terminalReport(report)).toContain("license-api-kit serve --policy activationTakesSeat=true");
  });

  test("an answer cannot move the cursor or begin a workflow command", () => {
    const report = reportWith(failedWith("\u001b[2J\n::error::forged"));
    expect(terminalReport(report)).toContain("\\u001b[2J\\u000a::error");
    expect(reporters.github(report)).not.toMatch(/^::error::forged/m);
  });
});

describe("for build servers", () => {
  test("JUnit files keep to the schema, whatever a target answers", async () => {
    const broken = reportWith(failedWith('\u0000 \u001b ]]> <a b="\ud800\uffff"> & \u{1f600}'), { verdict: "learned" });
    const xsd = readFileSync(join(import.meta.dirname, "junit.xsd"), "utf8");
    for (const one of [broken, red.report, { ...reportWith(), exitStatus: 3 }]) {
      const xml = [{ fileName: "junit.xml", contents: reporters.junit(one) }];
      expect((await validateXML({ xml, schema: xsd, maxMemoryPages: 4_096 })).errors).toEqual([]);
    }
  });

  test("what was not judged is skipped in JUnit, and what is stale fails", () => {
    const xml = reporters.junit(
      reportWith({ verdict: "blocked", reason: "no role" }, { verdict: "stale", reason: "it passes" }, {}),
    );
    expect(xml).toContain('<testsuite name="check-license" tests="3" failures="1" errors="0"');
    expect(xml).toContain('<skipped message="blocked: no role"/>');
    expect(xml).toContain('<failure type="stale" message="it passes">');
  });

  test("a run that checked nothing is not green anywhere", () => {
    const report = { ...reportWith(), exitStatus: 3 };
    expect(reporters.junit(report)).toContain('<failure type="run" message="The target could not be reached.">');
    expect(reporters.github(report)).toMatch(/^::error .*The target could not be reached\./m);
    expect(reporters.markdown(report)).toContain("❌ The target could not be reached.");
    expect(reporters.html(report)).toContain("<h1>The target could not be reached.</h1>");
  });

  test("GitHub gets no more errors than it shows, and is told of the others", () => {
    const lines = reporters.github(reportWith(...Array.from({ length: 25 }, () => failedWith("oh")))).split("\n");
    expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(10);
    expect(lines[9]).toContain("and 16 more failing cases");
  });

  test("an answer cannot leave its cell of a job summary", () => {
    const row = reporters.markdown(reportWith(failedWith("a | <img> [x](y) @all\n# b"))).match(/^\| `check.*$/m)?.[0];
    expect(row).toContain("a \\| &lt;img> \\[x\\]\\(y\\) @<!-- -->all\\\\u000a\\# b");
  });
});

describe("as a page", () => {
  let page: string;
  beforeAll(async () => {
    const spoil = (answer: { text: string }) => {
      answer.text = answer.text.replace("{", '{"<script>alert(1)</script>":"</pre><img src=x onerror=alert(2)>",');
    };
    page = reporters.html((await reportedRun({ spoil, filter: ["check_license/*"] })).report);
  });

  test("what a target answers stays text", () => {
    expect(page).not.toMatch(/<script|<img/i);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test("it asks for nothing from elsewhere", () => {
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).not.toMatch(/<link|<iframe|\ssrc="|url\(|@import|href="[^#]/);
  });

  test("every link leads somewhere", () => {
    const names = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name));
    expect([...page.matchAll(/href="#([^"]+)"/g)].map(([, name]) => name).filter((name) => !names.has(name))).toEqual(
      [],
    );
  });

  test("numbers are shown as they came", () => {
    expect(reporters.html(reportWith(failedWith('{"id":90071992547409931,"id":1.0,"none":{}}')))).toContain(
      "{\n  &quot;id&quot;: 90071992547409931,\n  &quot;id&quot;: 1.0,\n  &quot;none&quot;: {}\n}",
    );
  });

  test("a run in which all is well can be mailed", () => {
    expect(reporters.html(green.report).length).toBeLessThan(400_000);
  });
});

test("no report holds a secret of the target", () => {
  const { roles, credentials } = createMock();
  const values = Object.values(roles).flatMap((role) => secretFields.map((field) => role[field]));
  const secrets = [...values, credentials.sharedKey].filter((value): value is string => typeof value === "string");
  const { report, results } = red;
  expect(results.filter(({ verdict }) => verdict === "fail").length).toBeGreaterThan(1_000);
  for (const text of [...texts(report), decoded(reporters.json(report)), progressOf(results)]) {
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
});

/** What stands in base64 in a text. */
function decoded(text: string): string {
  return (text.match(/[A-Za-z0-9+/]{24,}=*/g) ?? []).map((found) => atob(found.slice(0, found.length & ~3))).join("\n");
}

function progressOf(results: Awaited<ReturnType<typeof reportedRun>>["results"], columns?: number): string {
  const target = { ...createMock(), baseUrl: "https://license-api.test" };
  return results.map(createProgress({ target, total: results.length, columns })).join("");
}

test("the same run at the same moment gives the same bytes", async () => {
  const spoil = (answer: { status: number }) => {
    if (answer.status === 401) answer.status = 403;
  };
  const [one, other] = [await reportedRun({ spoil }), await reportedRun({ spoil })];
  expect(texts(one.report)).toEqual(texts(other.report));
});

test("progress is one line in a terminal, and lines of what is worth one elsewhere", async () => {
  const target = { ...createMock(), roles: {}, baseUrl: "https://license-api.test" };
  const { results } = await reportedRun({ target, filter: ["check_license/*"] });
  expect(progressOf(results, 60)).not.toContain("\n");
  const lines = progressOf(results).trimEnd().split("\n");
  expect(lines[0]).toBe("blocked check_license/ok: the target has no role activeKeyLicense");
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.at(-1)).toMatch(new RegExp(`^${results.length}/${results.length} `));
});
