import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as streamText } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { secretName } from "../src/api/secret-names.ts";
import { validate } from "../src/api/validate.ts";
import { brokenClaim, type Expected, notJudgedClaim } from "../src/contract/claim.ts";
import { readReport } from "../src/contract/compare/read-report.ts";
import { type ReportKind, reporters } from "../src/contract/report/index.ts";
import { jsonReport } from "../src/contract/report/json.ts";
import { createProgress } from "../src/contract/report/progress.ts";
import type { CaseReport, RunReport } from "../src/contract/report/report.ts";
import { exitStatusOf, summaryOf } from "../src/contract/report/summary.ts";
import { terminalReport } from "../src/contract/report/terminal.ts";
import { verdictNames } from "../src/contract/report/wording.ts";
import type { Target } from "../src/contract/target.ts";
import type { Verdict } from "../src/contract/verdict.ts";
import { authorize } from "../src/index.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { cli, run, startProxy } from "./command.ts";
import { closeServers, mockServer } from "./hostile-targets/servers.ts";
import { passed, reportOfCases, sound } from "./report-of-cases.ts";
import { reportedRun } from "./reported-run.ts";

const writers: Readonly<Record<ReportKind | "terminal", (report: RunReport) => string>> = {
  ...reporters,
  terminal: terminalReport,
};
const kinds = Object.keys(writers) as (keyof typeof writers)[];
const readKinds = kinds.filter((kind) => kind !== "json");
const texts = (report: RunReport) => kinds.map((kind) => writers[kind](report));

/** A target that says nothing about how it chose where the documents are silent. */
const undeclared: Target = { ...createMock(), baseUrl: "https://license-api.test", policy: {} };

/** A run in which all is well, and one in which no answer keeps the contract. */
const [green, red] = [await reportedRun(), await reportedRun({ spoil: appending("\u0001") })];

/** A run of a target that keeps the contract and chose otherwise than the mock does by default. */
const amber = await reportedRun({
  mock: { policy: { signedRefusals: false, expiredCheck: "error" } },
  target: undeclared,
  filter: ["check_license/*", "products/*"],
});

const reportWith = (...differing: Partial<CaseReport>[]) => reportOfCases(differing);

const noFailure: Expected = {
  ...{ kind: "status", evidence: "inviolable", expected: "no failure of the server (HTTP 5xx)" },
};
const noMember: Expected = { kind: "body", evidence: "observed: no source has it", expected: "no member like it" };
const signedError: Expected = {
  ...{ kind: "signature", evidence: "assumed", expected: "a signature on an error" },
  ...{ question: "signedRefusals", policy: { signedRefusals: false } },
};

const openCase: Partial<CaseReport> = {
  verdict: "open",
  claims: [sound, brokenClaim(signedError, "no signature", "not signed")],
};
const driftCase: Partial<CaseReport> = {
  verdict: "drift",
  claims: [sound, brokenClaim(noMember, "/mood is not documented")],
};
const unjudgedCase: Partial<CaseReport> = {
  ...{ verdict: "not-judged", reason: "too deep: nested more than 100 deep" },
  claims: [notJudgedClaim({ ...noFailure, expected: "an answer" }, "too deep: nested more than 100 deep", "target")],
};
const openQuestion = {
  ...{ id: "signedRefusals", about: "a signature on an error", answers: { "not signed": 1 } },
  policy: { signedRefusals: false },
};

/** A case whose answer was this. */
function failedWith(body: string) {
  return {
    verdict: "failed" as const,
    claims: [sound, brokenClaim(noFailure, `HTTP 500: ${body}`)],
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

test.each([
  ["in which all is well", green],
  ["in which no answer keeps the contract", red],
  ["with open questions", amber],
])("the JSON of a run %s fits the published schema, and is read as it was written", (_what, { report }) => {
  const written = jsonReport(report);
  expect(validate("report", JSON.parse(written))).toEqual([]);
  expect(readReport(written)).toEqual(JSON.parse(JSON.stringify(report)));
});

describe("in a terminal", () => {
  test("a run in which all is well takes few lines", () => {
    const { report } = green;
    const { verdicts, checked } = report.summary;
    expect(terminalReport(report).split("\n").length).toBeLessThanOrEqual(16);
    expect(verdicts).toMatchObject({ passed: checked, "not-applicable": report.cases.length - checked });
    expect(terminalReport(report)).toContain(`checked ${checked} cases: ${checked} passed`);
  });

  test("a failure says what was found, what was expected, what that rests on and who is likely at fault", () => {
    expect(
      terminalReport(reportWith(failedWith("oh")))
        .split("\n")
        .slice(3, 9),
    ).toEqual([
      "FAILED check_license/ok: a license answers its state",
      "  found       HTTP 500: oh",
      "  expected    no failure of the server (HTTP 5xx)",
      "  rests on    inviolable",
      "  at fault    the target",
      "",
    ]);
  });

  test("a failure of a later step says of which", () => {
    const claims = [{ ...brokenClaim(noFailure, "HTTP 500"), step: 3 }];
    expect(terminalReport(reportWith({ verdict: "failed", claims }))).toContain("found       HTTP 500 (step 3)");
  });

  test("what was left out says how to take it in, and what was observed how to set the mock", () => {
    const skipped: Partial<CaseReport> = { verdict: "skipped", effect: "reversible", claims: [] };
    const report = reportOfCases([skipped, openCase], { observedPolicy: { signedRefusals: false } });
    expect(terminalReport(report)).toContain("1 case skipped, as they may change the target: --allow reversible");
    expect(terminalReport(report)).toContain("license-api-kit serve --policy signedRefusals=false");
  });

  test("an answer cannot move the cursor or begin a workflow command", () => {
    const report = reportWith(failedWith("\u001b[2J\n::error::forged"));
    expect(terminalReport(report)).toContain("\\u001b[2J\\n::error");
    expect(reporters.github(report)).not.toMatch(/^::error::forged/m);
  });

  test("colours are the run's: green, yellow where something is to be decided, red", () => {
    const painted = (report: RunReport) =>
      terminalReport(report, { paint: (style, text) => `<${style}>${text}` }).match(/<(\w+)>.* Exit status \d/)?.[1];
    expect([green, amber, red].map(({ report }) => painted(report))).toEqual(["green", "yellow", "red"]);
  });
});

describe("for build servers", () => {
  const xsd = readFileSync(join(import.meta.dirname, "junit.xsd"), "utf8");
  const schemaErrors = async (report: RunReport) => {
    const xml = [{ fileName: "junit.xml", contents: reporters.junit(report) }];
    return (await validateXML({ xml, schema: xsd, maxMemoryPages: 4_096 })).errors;
  };
  const everyVerdict = (Object.keys(verdictNames) as Verdict[]).map((verdict) => ({ verdict }));

  test("JUnit files keep to the schema, whatever a target answers", async () => {
    const hostile = failedWith('\u0000 \u001b ]]> <a b="\ud800\uffff"> & \u{1f600}');
    const reports = [
      reportWith(hostile, ...everyVerdict),
      ...[true, false].map((strict) =>
        reportOfCases([{ left: "\u0000]]>" }, hostile, openCase, driftCase, unjudgedCase, { retries: 1 }], {
          strict,
          leftBefore: [{ case: "trial_key/ok", reason: '<"\u0001&>' }],
          target: { baseUrl: "https://license-api.test", label: '"<&\u0002>' },
        }),
      ),
      ...[red.report, amber.report, { ...reportWith(), exitStatus: 3 }],
    ];
    for (const one of reports) expect(await schemaErrors(one)).toEqual([]);
  });

  test("what was not judged is skipped in JUnit, and what is stale fails", () => {
    const xml = reporters.junit(
      reportWith(
        { verdict: "blocked", reason: "no role", claims: [] },
        { verdict: "stale", reason: "it passes" },
        unjudgedCase,
        {},
      ),
    );
    expect(xml).toContain('<testsuite name="check-license" tests="4" failures="1" errors="0"');
    expect(xml).toContain('<skipped message="blocked: no role"/>');
    expect(xml).toContain('<skipped message="not judged: too deep: nested more than 100 deep"/>');
    expect(xml).toMatch(/<failure type="\w+" message="it passes">/);
  });

  test("what is open, drifts or could not be judged is skipped in JUnit, and fails in a strict run", async () => {
    const all = [openCase, driftCase, unjudgedCase, {}];
    const [lenient, strict] = [reportOfCases(all), reportOfCases(all, { strict: true })];
    expect(await schemaErrors(lenient)).toEqual([]);
    expect(await schemaErrors(strict)).toEqual([]);
    const messages = (report: RunReport, element: string) =>
      [...reporters.junit(report).matchAll(new RegExp(`<${element}[^>]* message="([^"]*)"`, "g"))].map(
        ([, text]) => text,
      );
    expect(messages(lenient, "skipped")).toEqual([
      "open: no signature, expected a signature on an error (question signedRefusals: not signed)",
      "drift: /mood is not documented, expected no member like it",
      "not judged: too deep: nested more than 100 deep",
    ]);
    expect(messages(strict, "skipped")).toEqual([]);
    expect(messages(strict, "failure")).toEqual([
      "no signature, expected a signature on an error",
      "/mood is not documented, expected no member like it",
      "too deep: nested more than 100 deep",
    ]);
    expect(reporters.junit(strict)).toContain('tests="4" failures="3" errors="0"');
    expect([lenient.exitStatus, strict.exitStatus]).toEqual([7, 1]);
  });

  test("what the user has accepted, and a known failure, break no build", () => {
    const accepted = {
      ...brokenClaim(signedError, "no signature"),
      verdict: "accepted" as const,
      because: "as we like it",
    };
    const report = reportOfCases(
      [
        { verdict: "accepted", claims: [accepted] },
        { verdict: "expected-failure", reason: "known since May", claims: [brokenClaim(noFailure, "HTTP 500")] },
      ],
      { strict: true },
    );
    expect(reporters.junit(report)).toContain('tests="2" failures="0" errors="0"');
    expect(reporters.junit(report)).toContain('<skipped message="failed as expected: known since May"/>');
    expect(report.exitStatus).toBe(0);
    expect(reporters.github(report)).not.toMatch(/^::error/m);
  });

  test("a run that is bad though none of its cases is has a failure of its own in JUnit", () => {
    for (const report of [
      reportOfCases([{}], { minChecked: 5 }),
      reportWith(unjudgedCase),
      reportWith({ left: "x" }),
    ]) {
      expect(report.exitStatus).not.toBe(0);
      expect(reporters.junit(report)).toContain('name="contract/run"');
      expect(reporters.junit(report)).toMatch(/<failure type="run" message="[^"]+">/);
    }
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
    expect(lines[9]).toContain("and 16 more errors");
  });

  test("GitHub gets what could not be judged as an error, and an open question as a warning", () => {
    const report = reportOfCases([unjudgedCase, openCase], { questions: [openQuestion] });
    expect(reporters.github(report)).toMatch(/^::error title=check_license\/ok::not judged: too deep: nested/m);
    expect(reporters.github(report)).toMatch(/^::warning title=open question::signedRefusals: found not signed/m);
  });

  test("an answer cannot leave its cell of a job summary", () => {
    const row = reporters.markdown(reportWith(failedWith("a | <img> [x](y) @all\n# b"))).match(/^\| `check.*$/m)?.[0];
    expect(row).toContain("a \\| &lt;img> \\[x\\]\\(y\\) @<!-- -->all\\\\n\\# b");
  });
});

describe("a run with open questions", () => {
  const { report } = amber;

  test("is no failure, and is amber at first sight", () => {
    expect(report.exitStatus).toBe(0);
    const headline = "The target keeps the contract: passed, 2 open questions.";
    expect(reporters.html(report)).toContain('<header class="amber">');
    expect(reporters.html(report)).toContain(`<h1>${headline}</h1>`);
    expect(reporters.markdown(report)).toMatch(new RegExp(`^## 🟡 ${headline.replace(".", "\\.")}`));
    expect(reporters.github(report)).toContain(`::notice title=License API contract::${headline}`);
    expect(terminalReport(report)).toContain(`${headline} Exit status 0.`);
    expect(reporters.junit(report)).not.toContain("<failure");
  });

  test("is red where it is strict", () => {
    const strict = { ...report, settings: { ...report.settings, strict: true }, exitStatus: 1 };
    expect(exitStatusOf(report.summary, { strict: true })).toBe(1);
    expect(reporters.html(strict)).toContain('<header class="red">');
    expect(reporters.html(strict)).toMatch(/<h1>Nothing is broken, but 2 open questions.*a strict run takes that as/);
    expect(reporters.junit(strict)).toContain("<failure");
  });

  test("is amber for drift alone too, and green where nothing is to be decided or known", () => {
    expect(reporters.html(reportWith(driftCase))).toContain('<header class="amber">');
    expect(reporters.markdown(reportWith(driftCase))).toMatch(/^## 🟡 /);
    expect(reporters.html(green.report)).toContain('<header class="green">');
    expect(reporters.markdown(green.report)).toMatch(/^## ✅ /);
  });

  test("asks each once, however many cases meet it", () => {
    const asking = report.cases.filter(({ claims }) => claims.some(({ question }) => question === "signedRefusals"));
    expect(asking.length).toBeGreaterThan(50);
    expect(report.questions.map(({ id }) => id)).toEqual(["expiredCheck", "signedRefusals"]);
    expect(report.questions.map(({ answers }) => answers)).toEqual([
      { "400 license_expired": expect.any(Number) },
      { "not signed": asking.length },
    ]);
    for (const kind of ["terminal", "markdown", "github", "html"] as const) {
      const lines = writers[kind](report).replaceAll("\\", "").split("\n");
      const of = (id: string) => lines.filter((line) => line.includes(`${id}: found `));
      expect(of("signedRefusals"), kind).toEqual([expect.stringContaining(`not signed (${asking.length} cases)`)]);
      expect(of("expiredCheck"), kind).toHaveLength(1);
    }
  });

  test("says how each is accepted, and how the mock does the same", () => {
    const page = reporters.html(report);
    for (const { id } of report.questions) {
      expect(page.split(`license-api-kit contract accept '${id}' --target FILE --reason`)).toHaveLength(1 + 1);
    }
    for (const kind of ["terminal", "markdown"] as const)
      expect(writers[kind](report)).toContain("license-api-kit contract accept ID --target FILE --reason");
    expect(terminalReport(report)).toContain("--policy signedRefusals=false");
  });

  test("says of a question that many cases meet what it asks, not what one of them is about", () => {
    const [about] = report.questions.filter(({ id }) => id === "signedRefusals").map((question) => question.about);
    expect(about).toBe("a LicenseSignature header on an error or a bare text");
  });
});

test("a run of some cases only does not say that the contract is kept", () => {
  for (const filter of [["check_license/ok"], ["check_license/*", "products/*"]]) {
    const report = reportOfCases([{}], { settings: { allow: "permanent", filter } });
    for (const kind of ["terminal", "markdown", "github", "html"] as const)
      expect(writers[kind](report), kind).toContain("The target keeps what was checked of the contract.");
  }
});

describe("claims", () => {
  const report = reportWith(failedWith("oh"), openCase, driftCase, unjudgedCase);
  const claim = brokenClaim(noFailure, "HTTP 500: oh");

  test.each(kinds)("stand in %s with what they rest on beside what was found", (kind) => {
    const text = writers[kind](report);
    for (const part of [claim.found, claim.evidence]) expect(text).toContain(part);
    expect(text.replaceAll("\\", "")).toContain(claim.expected);
  });

  test("stand in one row of the page, in one row of a job summary, in one message of GitHub", () => {
    const row = reporters.html(report).match(/<tr>\n<td data-of="claim">.*?<\/tr>/s)?.[0];
    const others = [
      /^\| `check_license\/ok`.*$/m.exec(reporters.markdown(report)),
      /^::error .*$/m.exec(reporters.github(report)),
    ];
    for (const text of [row, ...others.map((match) => match?.[0])]) {
      expect(text).toContain("HTTP 500: oh");
      expect(text).toContain("inviolable");
      expect(text?.replaceAll("\\", "")).toContain(claim.expected);
    }
  });

  test("are counted by what they rest on, with how many could have failed", () => {
    const line = "7 claims judged (1 inviolable, 4 documented, 1 observed, 1 assumed); 5 could have failed, 1 did";
    const of = { ...report, summary: summaryOf([...report.cases, passed]) };
    for (const kind of ["terminal", "markdown", "github", "html"] as const)
      expect(writers[kind](of).replaceAll("\\", "")).toContain(line);
    expect(JSON.parse(reporters.json(of)).summary.evidence).toEqual({
      ...{ inviolable: 1, documented: 4, declared: 0, ours: 0, observed: 1, assumed: 1 },
    });
  });

  test("that held are counted on the page and listed in the JSON report", () => {
    expect(reporters.html(report)).toContain("1 claim held (1 documented)");
    expect(JSON.parse(reporters.json(report)).cases[0].claims[0]).toEqual(sound);
  });
});

describe("what was left changed on the target", () => {
  const leftBefore = [{ case: "trial_key/ok", reason: "the run broke off" }];
  const report = reportOfCases([failedWith("oh"), openCase, { left: "deactivate-license answered 500" }], {
    leftBefore,
    questions: [openQuestion],
  });
  const [earlier, own] = ["the run broke off (by an earlier run)", "deactivate-license answered 500"];

  test("makes an end of its own, worse than a failure", () => {
    expect(report.exitStatus).toBe(6);
    expect(terminalReport(report)).toContain(
      "The target was left changed in 2 places, and it breaks the contract in 1 case. Exit status 6.",
    );
    expect(reporters.html(report)).toContain('<header class="red">');
  });

  test.each(readKinds)("stands first in %s, before failures and questions", (kind) => {
    const text = writers[kind](report).replaceAll("\\", "");
    const own = text.indexOf("deactivate-license answered 500");
    for (const place of [text.indexOf(earlier as string), own]) {
      expect(place).toBeGreaterThan(0);
      expect(place).toBeLessThan(text.indexOf("HTTP 500: oh"));
      if (kind !== "junit") expect(place).toBeLessThan(text.indexOf("signedRefusals"));
    }
  });

  test("stands on the page before all else that is told case by case", () => {
    const page = reporters.html(report);
    expect(page.indexOf(own as string)).toBeLessThan(page.indexOf('id="endpoints"'));
  });

  test("is data before the cases in the JSON report", () => {
    const text = reporters.json(report);
    expect(JSON.parse(text)).toMatchObject({ exitStatus: 6, leftBefore, summary: { notUndone: 1 } });
    expect(text.indexOf('"leftBefore"')).toBeLessThan(text.indexOf('"cases"'));
  });

  test("tells how to try again", () => {
    for (const kind of ["terminal", "markdown", "html"] as const)
      expect(writers[kind](report)).toContain("license-api-kit contract cleanup");
  });
});

test.each(kinds)("%s shows what the run is called", (kind) => {
  const target = { baseUrl: "https://license-api.test", label: "build 1187" };
  for (const cases of [[{}], [failedWith("oh")]])
    expect(writers[kind](reportOfCases(cases, { target }))).toContain("build 1187");
});

test.each(kinds)("%s shows that a case was judged only after the network had failed", (kind) => {
  const text = writers[kind](reportWith({}, { id: "check_license/ok-shaky", retries: 2 }));
  expect(text).toMatch(kind === "json" ? /"flaky": 1[\s\S]*"retries": 2/ : /flaky/i);
  if (kind === "terminal") expect(text).toMatch(/^ +check_license\/ok-shaky: played 3 times$/m);
  if (kind === "junit")
    expect(text).toMatch(/name="check_license\/ok-shaky"[^>]*>\s*<system-out>flaky: played 3 times</);
});

describe("a hostile answer", () => {
  const hostile =
    'x\n::error::FORGED\r\n## FORGED\u2028FORGED\u0085FORGED\nFAILED FORGED\u001b[2J\u009b2J\u0007</pre></td><script>FORGED</script><img src=x onerror=FORGED>]]><failure message="FORGED"/><!-- " \' \u202eDEGROF\u2066\u200f --> %0A::error::FORGED | [FORGED](x) @FORGED `';
  const claims = [
    sound,
    ...[noFailure, noMember, signedError].map((expected) => ({ ...brokenClaim(expected, hostile), form: hostile })),
    notJudgedClaim(noFailure, hostile, "target"),
  ];
  const { exchanges } = failedWith(hostile);
  const differing = (["failed", "open", "drift", "not-judged", "stale", "blocked", "expected-failure"] as const).map(
    (verdict) => ({ ...{ verdict, claims, exchanges, reason: hostile, left: hostile } }),
  );
  const report = reportOfCases(differing, {
    leftBefore: [{ case: "trial_key/ok", reason: hostile }],
    questions: [{ ...openQuestion, answers: { [hostile]: 3 } }],
    forms: [{ form: hostile, seen: 1 }],
  });
  const tame = reportOfCases(
    differing.map((one) => ({ ...one, claims: [], exchanges: [], reason: "r", left: "l" })),
    { leftBefore: [{ case: "trial_key/ok", reason: "l" }] },
  );

  test.each(kinds)("puts no control character and no turn of the writing into %s", (kind) => {
    const found =
      writers[kind](report).match(/[^\P{Cc}\n]|[\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu) ?? [];
    expect([...new Set(found.map((letter) => `U+${letter.charCodeAt(0).toString(16)}`))]).toEqual([]);
  });

  test.each(["terminal", "markdown", "github", "json"] as const)("begins no line of %s", (kind) => {
    const lines = writers[kind](report).split("\n");
    expect(lines.filter((line) => /^\W*(FAILED )?(error::)?FORGED/.test(line))).toEqual([]);
    expect(lines.some((line) => line.includes("FORGED"))).toBe(true);
  });

  test("begins no command, and no line inside a message, of GitHub's", () => {
    const lines = reporters.github(report).trimEnd().split("\n");
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::/);
    const told = lines.flatMap((line) => decodeURIComponent(line).split(/\r?\n/));
    expect(told.filter((line) => /^\W*(FAILED )?(error::)?FORGED/.test(line))).toEqual([]);
  });

  test("is the same data in the JSON report", () => {
    const [first] = JSON.parse(reporters.json(report)).cases as CaseReport[];
    expect(first?.claims[1]?.found).toBe(hostile);
    expect(first?.exchanges[0]?.answer).toMatchObject({ body: hostile });
  });

  test("makes no tag and no attribute of the page", () => {
    const page = reporters.html(report);
    const tags = [...page.matchAll(/<([a-z!/][^\s>]*)/gi)].map(([, name]) => name);
    expect(tags.filter((name) => /^\/?(img|failure)$/i.test(name as string))).toEqual([]);
    expect(tags.filter((name) => name === "script")).toHaveLength(1);
    expect(page.match(/<[^>]*\bonerror/gi)).toBeNull();
    expect(page).toContain("&lt;script&gt;FORGED&lt;/script&gt;");
  });

  test("makes no element of the JUnit file", async () => {
    const elements = (xml: string) => (xml.match(/<(testcase|failure|skipped|testsuite)\b/g) ?? []).sort();
    expect(elements(reporters.junit(report))).toEqual(elements(reporters.junit(tame)));
  });

  test("makes no tag, table, link or mention of a job summary", () => {
    const text = reporters.markdown(report);
    const cells = (row: string) => row.replaceAll("\\|", "").split("|").length;
    for (const rows of text.split("\n\n").map((part) => part.split("\n").filter((line) => line.startsWith("|"))))
      expect(new Set(rows.map(cells)).size).toBeLessThanOrEqual(1);
    expect(text).not.toMatch(/<(script|img|failure|\/pre)/);
    expect(text).not.toMatch(/(^|[^\\])\[FORGED/);
    expect(text).not.toContain("@FORGED");
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
    expect(page.match(/<script/gi)).toHaveLength(1);
    expect(page).not.toMatch(/<img/i);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test("its own script is the only one, and its policy allows it by its hash alone", () => {
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, content = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const policy = new Map(
      content
        .replaceAll("&#39;", "'")
        .split(";")
        .map((part) => part.trim().split(" "))
        .map(([name = "", ...values]) => [name, values]),
    );
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual([`'sha256-${createHash("sha256").update(script).digest("base64")}'`]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    expect(policy.get("form-action")).toEqual(["'none'"]);
    expect([...policy.keys()].filter((name) => /^(connect|img|font|frame|object|media)-src/.test(name))).toEqual([]);
    expect(page).not.toMatch(/<[^>]+\son\w+=|href="javascript:|<script\s/i);
  });

  test("it asks for nothing from elsewhere", () => {
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).not.toMatch(/<link|<iframe|<object|<embed|<base|\ssrc="|\ssrcset="|url\(|@import|href="[^#]|action="/);
    expect(page.replace(/<script>[\s\S]*<\/script>/, "")).not.toMatch(/<meta http-equiv="refresh"/i);
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect(script).not.toMatch(/fetch|XMLHttpRequest|import|WebSocket|innerHTML|eval|location/);
  });

  test("every link leads somewhere", () => {
    for (const one of [page, ...[green, amber].map(({ report }) => reporters.html(report))]) {
      const names = new Set([...one.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name));
      const missing = [...one.matchAll(/href="#([^"]+)"/g)].map(([, name]) => name).filter((name) => !names.has(name));
      expect(missing).toEqual([]);
    }
  });

  test.each(Object.keys(verdictNames) as Verdict[])("the tile of cases that are %s leads somewhere", (verdict) => {
    const { claims = [] } = { open: openCase, drift: driftCase }[verdict as "open"] ?? {};
    const questions = verdict === "open" ? [openQuestion] : [];
    const one = reporters.html(reportOfCases([{ verdict, reason: "for a reason", claims }], { questions }));
    const names = new Set([...one.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name));
    const missing = [...one.matchAll(/href="#([^"]+)"/g)].map(([, name]) => name).filter((name) => !names.has(name));
    expect(missing).toEqual([]);
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
  const values = Object.values(roles).flatMap((role) =>
    Object.entries(role).flatMap(([field, value]) => (secretName(field, "request") === undefined ? [] : [value])),
  );
  const secrets = [...values, credentials.sharedKey].filter((value): value is string => typeof value === "string");
  const { report, results } = red;
  expect(results.filter(({ verdict }) => verdict === "failed").length).toBeGreaterThan(1_000);
  for (const text of [...texts(report), decoded(reporters.json(report)), progressOf(results)]) {
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
});

describe("license keys and email addresses", () => {
  const { roles } = createMock();
  const fields = ["license_key", "username", "customer", "email"];
  const identities = [
    ...new Set(Object.values(roles).flatMap((role) => fields.map((field) => ({ ...role, ...role.facts })[field]))),
  ].filter((value): value is string => typeof value === "string" && value.length >= 6);
  const [key, email] = ["STRA-NGER-KEYS-0001", "stranger@elsewhere.test"];
  /** Every answer is about somebody else's license, whom no role knows, or about another role's. */
  const swapped = (license: string, user: string) => (answer: { text: string }) => {
    answer.text = answer.text
      .replace(/"license_key":"[^"]+"/g, `"license_key":"${license}"`)
      .replace(/"email":"[^"]+"/g, `"email":"${user}"`);
  };
  const filter = ["check_license/*", "activate_license/ok*", "activate_offline/*", "user_licenses/*", "trial_key/*"];
  const swap = { license: String(roles.featureLicense?.license_key), user: String(roles.activeUserLicense?.username) };
  const run = (showIdentities?: true) =>
    reportedRun({
      filter,
      spoil: swapped(swap.license, swap.user),
      report: { ...(showIdentities && { showIdentities }) },
    });

  test("stand in no report", async () => {
    const { report, results } = await run();
    expect(report.summary.verdicts.failed).toBeGreaterThan(10);
    expect(identities.length).toBeGreaterThan(30);
    for (const [at, text] of [...texts(report), decoded(reporters.json(report)), progressOf(results)].entries()) {
      const shown = identities.filter((one) => text.includes(one) || text.includes(encodeURIComponent(one)));
      expect(shown, kinds[at] ?? "progress").toEqual([]);
    }
    expect(reporters.html(report)).toContain("[featureLicense.license_key]");
  });

  test("stand in every report that is to show them, and secrets still in none", async () => {
    const { report } = await run(true);
    for (const kind of kinds) {
      const text = writers[kind](report).replaceAll("@<!-- -->", "@").replaceAll("\\", "");
      expect(text, kind).toContain(swap.license);
      expect(text, kind).toContain(swap.user);
      expect(text, kind).not.toContain("Ada-1815");
    }
  });

  test("of strangers stand in no report either, whom the target file does not know", async () => {
    const { report } = await reportedRun({ filter, spoil: swapped(key, email) });
    for (const kind of kinds) {
      const text = writers[kind](report).replaceAll("@<!-- -->", "@").replaceAll("\\", "");
      expect(
        [key, email].filter((one) => text.includes(one)),
        kind,
      ).toEqual([]);
    }
  });
});

describe("a report that cannot be written", () => {
  let folder: string;
  let server: string;
  const at = (file: string) => join(folder, file);
  const { credentials: secret, roles: all } = createMock();
  const contract = (...flags: string[]) => {
    const args = [cli, "contract", "run", "--target", at("target.json"), "--filter", "products/ok", ...flags];
    return run(process.execPath, args, { ...process.env, SHARED_KEY: secret.sharedKey });
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "license-api-kit-reports-"));
    server = await mockServer(createMock(), () => void rmSync(at("gone"), { recursive: true, force: true }));
    const credentials = { apiKey: secret.apiKey, sharedKey: "env:SHARED_KEY" };
    const roles = { activeKeyLicense: all.activeKeyLicense };
    writeFileSync(at("target.json"), JSON.stringify({ baseUrl: server, credentials, roles }));
  });
  afterAll(() => {
    closeServers();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["a full disk", "/dev/full", "ENOSPC"],
    ["a folder that went away while the cases ran", "gone/page.html", "ENOENT"],
  ])("%s: costs its own line, and no other report", async (_what, path, why) => {
    mkdirSync(at("gone"), { recursive: true });
    const lost = path.startsWith("/") ? path : at(path);
    const others = ["json", "junit", "markdown"].flatMap((kind) => ["--report", `${kind}=${at(kind)}`]);
    const { status, stdout, stderr } = await contract("--report", `html=${lost}`, ...others);
    expect(stderr.split("\n").filter((line) => line.startsWith("error: "))).toEqual([
      `error: --report html=${lost}: cannot be written (${why})`,
    ]);
    expect(JSON.parse(readFileSync(at("json"), "utf8"))).toMatchObject({ exitStatus: 0, summary: { checked: 1 } });
    expect(readFileSync(at("junit"), "utf8")).toContain('tests="1" failures="0"');
    expect(readFileSync(at("markdown"), "utf8")).toContain("✅");
    expect(stdout).toContain("checked 1 case: 1 passed");
    expect(stdout).toContain(`json report: ${at("json")}`);
    expect(status).toBe(8);
  });

  test("is not said to stand where it does not", async () => {
    const { stdout } = await contract("--report", "html=/dev/full");
    expect(stdout).not.toContain("html report: /dev/full");
  });

  test("does not hide that the contract is broken", async () => {
    const target = JSON.parse(readFileSync(at("target.json"), "utf8"));
    const baseUrl = await mockServer(createMock(), (path) => (path.startsWith("/api/v4/products") ? "{}" : undefined));
    writeFileSync(at("broken.json"), JSON.stringify({ ...target, baseUrl }));
    const { status, stdout } = await contract("--report", "html=/dev/full", "--target", at("broken.json"));
    expect(stdout).toContain("The target breaks the contract in 1 case.");
    expect(status).toBe(1);
  });

  test("is one that costs the proxy its own line too, and hides no broken contract either", async () => {
    const call = async (url: string, more = "") => {
      const headers = { ...authorize(secret), accept: "*/*" };
      await fetch(`${url}/api/v4/check_license?product=p&hardware_id=h&license_key=k${more}`, { headers });
    };
    const flags = ["--report", "html=/dev/full", "--report", `json=${at("proxy.json")}`];
    const [good, bad] = [await startProxy(server, ...flags), await startProxy(server, ...flags)];
    await call(good.url);
    await call(bad.url, "&hardwareId=x");
    expect(await good.end("SIGINT")).toBe(8);
    expect(good.log()).toContain("error: --report html=/dev/full: cannot be written (ENOSPC)");
    expect(JSON.parse(readFileSync(at("proxy.json"), "utf8"))).toMatchObject({ exitStatus: 0 });
    expect(await bad.end("SIGINT")).toBe(1);
    expect(JSON.parse(readFileSync(at("proxy.json"), "utf8"))).toMatchObject({ exitStatus: 1 });
  });
});

test("a report may go to a device, which nobody needs the right to replace", async () => {
  const isRoot = process.getuid?.() === 0;
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-device-"));
  if (isRoot) chmodSync(folder, 0o777);
  const server = await mockServer(createMock(), () => undefined);
  const { credentials, roles } = createMock();
  const { apiKey, sharedKey } = credentials;
  const { activeKeyLicense } = roles;
  const keys = { apiKey, sharedKey: "env:SHARED_KEY" };
  const target = { baseUrl: server, credentials: keys, roles: { activeKeyLicense } };
  writeFileSync(join(folder, "target.json"), JSON.stringify(target));
  const args = [cli, "contract", "run", "--target", join(folder, "target.json"), "--filter", "products/ok"];
  const env = { ...process.env, SHARED_KEY: sharedKey };
  const child = spawn(process.execPath, [...args, "--report", "json=/dev/null"], {
    ...{ env, stdio: ["ignore", "pipe", "pipe"] as const },
    ...(isRoot && { uid: 65_534, gid: 65_534 }),
  });
  const [stderr, [status]] = await Promise.all([streamText(child.stderr), once(child, "close")]);
  closeServers();
  rmSync(folder, { recursive: true });
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.not.stringContaining("error: ") });
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
  const filter = ["check_license/*", "activate_license/*", "user_licenses/*"];
  const [one, other] = [await reportedRun({ spoil, filter }), await reportedRun({ spoil, filter })];
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

test("progress says nothing of open questions and drift, which the report lists once", () => {
  const lines = progressOf(amber.results).trimEnd().split("\n");
  expect(lines.filter((line) => !/^\d+\/\d+ /.test(line))).toEqual([]);
  expect(lines.at(-1)).toMatch(/\d+ open/);
});
