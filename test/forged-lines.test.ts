import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contractCommand } from "../src/cli/contract.ts";
import { printed } from "../src/cli/ctl/printed.ts";
import { explainedLines, logLines } from "../src/cli/journal-line.ts";
import { print, printError } from "../src/cli/print.ts";
import { runProgram } from "../src/cli/program.ts";
import { exchangeLines } from "../src/cli/proxy-log.ts";
import { replayCommand } from "../src/cli/replay.ts";
import { replayedLines } from "../src/cli/run-replay.ts";
import { startMessage } from "../src/cli/start-message.ts";
import { verifyRequest } from "../src/cli/verify/request.ts";
import { verdictLines } from "../src/cli/verify/signature-verdict.ts";
import { verifyCommand } from "../src/cli/verify/verify.ts";
import { brokenClaim } from "../src/contract/claim.ts";
import { compareReports } from "../src/contract/compare/compare-reports.ts";
import { comparisonInMarkdown, comparisonInTerminal } from "../src/contract/compare/comparison-text.ts";
import { githubReport } from "../src/contract/report/github.ts";
import { markdownReport } from "../src/contract/report/markdown.ts";
import { createProgress } from "../src/contract/report/progress.ts";
import { terminalReport } from "../src/contract/report/terminal.ts";
import type { Operation } from "../src/control/operation.ts";
import { type OperationName, operations } from "../src/control/operations.ts";
import { journalTail } from "../src/doors/test/journal-tail.ts";
import { exploreMarkdown } from "../src/explore/report/markdown.ts";
import type { ExploreReport } from "../src/explore/report/report.ts";
import { exploreTerminal } from "../src/explore/report/terminal.ts";
import { createMock } from "../src/mock/create-mock.ts";
import type { JournalEntry } from "../src/mock/journal/journal.ts";
import { inFolder } from "./own-cases.ts";
import { printedBy } from "./printed-by.ts";
import { reportOfCases } from "./report-of-cases.ts";
import { unseen } from "./unseen.ts";

/** Begins lines of its own, names the window, clears the screen, colours, turns the writing and hides in it. */
const hostile =
  "x\nFORGED 2026-01-15T12:00:00.000Z GET /x 200 ok\rFORGED\u001b]0;FORGED\u0007\u001b[2J\u009b31m\u202eDEGROF\u2066\u2028FORGED\u2029FORGED\u0085FORGED\u200b\u{e0041}\ud83d";

/** Holds a text that people read to what its writer means to be lines. */
function expectTame(text: string): void {
  const lines = text.split("\n");
  expect(lines.filter((line) => unseen.test(line))).toEqual([]);
  expect(lines.filter((line) => /^\W*FORGED/.test(line))).toEqual([]);
  expect(text).toContain("FORGED");
}

const claim = brokenClaim({ kind: "body", evidence: "inviolable", expected: hostile }, hostile);

describe("what a server tells of its calls", () => {
  const called = async (request: { path?: string; query?: string; header?: string; body?: string }) => {
    const entries: JournalEntry[] = [];
    const mock = createMock({ auth: "off", log: (entry) => entries.push(entry) });
    const { path = "/api/v4/check_license", query = "", header = "", body } = request;
    const headers = (name: string) => (name === "content-type" && body ? "application/json" : header || undefined);
    const method = body === undefined ? "GET" : "POST";
    const answer = await mock.handle({ method, path, query, headers, headerNames: () => ["x-a"], body: body ?? "" });
    const [entry] = entries as [JournalEntry];
    return { answer, entry };
  };
  const fields = { product: "key-app", license_key: hostile, hardware_id: hostile };

  test.each([
    ["path", { path: `/api/v4/${hostile}` }],
    ["parameter", { query: `${hostile}=1&product=key-app` }],
    ["license key", { query: `${new URLSearchParams(fields)}` }],
    ["username", { query: `${new URLSearchParams({ ...fields, license_key: "", username: hostile })}` }],
    ["name of a field", { path: "/api/v4/activate_license", body: JSON.stringify({ ...fields, [hostile]: hostile }) }],
    ["body", { path: "/api/v4/activate_license", body: hostile }],
    ["header", { path: `/api/v4/${hostile}`, header: hostile }],
  ])("shows a %s, and obeys it nowhere", async (_what, request) => {
    const { entry, answer } = await called(request);
    const told = { ...entry, why: [...entry.why, hostile], findings: [...entry.findings, hostile] };
    expectTame(await printedBy(() => printError(logLines(told))));
    expectTame(await printedBy(() => print(explainedLines(told))));
    expectTame(journalTail([told]));
    for (const value of Object.values(answer.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
    const shown = logLines(entry);
    expect((await printedBy(() => printError(shown))).split("\n")).toHaveLength(shown.length + 1);
  });

  test("shows the name of a space and the words of a refusal", async () => {
    const { entry } = await called({});
    expectTame(await printedBy(() => printError(logLines({ ...entry, space: hostile, explanation: hostile }))));
  });

  test("shows a world's own names when it starts", async () => {
    const mock = createMock();
    const { activeKeyLicense, consumptionLicense } = mock.roles;
    const roles = {
      activeKeyLicense: { ...activeKeyLicense, a: hostile },
      consumptionLicense: { ...consumptionLicense, b: hostile },
    };
    const world = { ...mock, credentials: { apiKey: hostile, sharedKey: hostile }, roles } as typeof mock;
    expectTame(await printedBy(() => print(startMessage(world, `http://${hostile}`, hostile))));
  });
});

test("the proxy's log shows what passed", async () => {
  const request = { method: "GET", path: `/${hostile}`, query: hostile, headers: { a: hostile }, body: hostile };
  const answer = { status: 200, headers: { a: hostile }, text: hostile, body: hostile };
  const judged = { endpoint: "check-license", outcome: "ok", claims: [claim], remarks: [hostile] } as const;
  const lines = exchangeLines(
    { ...judged, request, answer, url: hostile, startedAt: 0, durationMs: 1 },
    (text) => text,
  );
  expectTame(await printedBy(() => printError(lines)));
});

describe("a report", () => {
  const verdicts = [
    "failed",
    "open",
    "drift",
    "not-judged",
    "stale",
    "blocked",
    "expected-failure",
    "skipped",
  ] as const;
  const report = reportOfCases(
    verdicts.map((verdict) => ({
      ...{
        verdict,
        id: hostile + verdict,
        about: hostile,
        claims: [claim, { ...claim, verdict: "drift" as const, form: hostile }],
      },
      ...{ reason: hostile, left: hostile, retries: 1 },
    })),
    {
      target: { baseUrl: hostile, label: hostile },
      leftBefore: [{ case: hostile, reason: hostile }],
      questions: [
        { id: hostile, about: hostile, evidence: hostile, answers: { [hostile]: 3 }, cases: [hostile] } as never,
      ],
      forms: [{ form: hostile, seen: 1 }],
    },
  );
  const comparison = compareReports(reportOfCases([{}, {}], { target: { baseUrl: hostile } }), report);
  const search = {
    ...{ tool: report.tool, target: report.target, startedAt: report.startedAt, durationMs: 1, seed: 1, allow: "none" },
    ...{ exitStatus: 1, cut: hostile, requests: {}, walks: 1, walkedCalls: 1, walked: [], observedPolicy: {} },
    ...{
      questions: report.questions,
      drift: [hostile],
      blocked: [{ role: hostile, reason: hostile }],
      left: [hostile],
    },
    findings: [{ ...claim, id: hostile, evidence: hostile, role: hostile, calls: [hostile], why: [hostile] }],
  } as unknown as ExploreReport;

  test.each([
    ["of a run in a terminal", () => terminalReport(report)],
    ["of a run in Markdown", () => markdownReport(report)],
    ["of a run for GitHub", () => githubReport(report)],
    ["of a comparison in a terminal", () => comparisonInTerminal(comparison)],
    ["of a comparison in Markdown", () => comparisonInMarkdown(comparison)],
    ["of a search in a terminal", () => exploreTerminal(search)],
    ["of a search in Markdown", () => exploreMarkdown(search)],
  ])("%s keeps its own lines", (_what, write) => expectTame(write()));

  test("keeps its own lines while the run goes on", () => {
    const target = { ...createMock(), baseUrl: "https://license-api.test" };
    const result = { case: { id: hostile }, verdict: "failed", claims: [claim], reason: hostile } as never;
    expectTame(createProgress({ target, total: 2 })(result));
    const rewritten = createProgress({ target, total: 2, columns: 200 })(result);
    expect(rewritten.replace("\r\u001b[2K", "")).not.toMatch(unseen);
  });
});

test("a replay shows recorded and present values", async () => {
  const request = { endpoint: "check-license", method: "GET", path: `/${hostile}`, input: { [hostile]: hostile } };
  const difference = { path: `/${hostile}`, recorded: hostile, now: { [hostile]: hostile } };
  const result = {
    exchange: { request },
    verdict: "differs",
    differences: [difference],
    broken: [claim],
    reason: hostile,
  };
  expectTame(await printedBy(() => print(replayedLines(result as never, (text) => text))));
});

describe("ctl", () => {
  const event = { at: hostile, kind: hostile, license: hostile, feature: hostile, device: hostile };
  const answers: Record<string, unknown> = {
    spaces: [hostile, "a"],
    space: { name: hostile, url: hostile, credentials: { apiKey: hostile, sharedKey: hostile } },
    "clock.now": { now: hostile, rate: 1 },
    "clock.advance": { from: hostile, to: hostile, events: [event], more: 1 },
    "faults.list": [{ id: 1, spec: { kind: hostile, license: hostile }, met: 0, applied: 0 }],
    "tweaks.list": [
      { id: 1, options: { endpoint: hostile, license: hostile }, patch: { [hostile]: hostile }, applied: 0 },
    ],
    "table.list": [{ [hostile]: hostile }],
    "world.snapshots.save": {},
  };
  test.each(Object.keys(answers))("shows what the server answers to %s", async (name) => {
    const row: Operation = operations[name as OperationName];
    const given = { name: hostile };
    expectTame(
      await printedBy(() =>
        print(printed(answers[name], row, { usage: "", examples: [], ...row.command }, "fault", given)),
      ),
    );
  });
});

test("verify shows what it verified, line by line below its own", async () => {
  const header = `algorithm="hmac-sha256",headers="date",signature="${hostile}",apikey="${hostile}"`;
  const text = await printedBy(() => print(verdictLines(verifyRequest(header, hostile, "key"))));
  expect(text).toContain("FORGED");
  expect(text.split("\n").filter((line) => unseen.test(line) || /^ {0,3}\S*FORGED/.test(line))).toEqual([]);
});

describe("a file that is refused", () => {
  const name = `${hostile.replaceAll("/", "-").replace("\ud83d", "")}.json`;
  test.each([
    ["a case file", [replayCommand], ["replay", "--mock"], hostile],
    ["a case file of another form", [replayCommand], ["replay", "--mock"], JSON.stringify({ [hostile]: hostile })],
    ["vectors", [verifyCommand], ["verify", "--vector"], hostile],
    ["vectors of no kind", [verifyCommand], ["verify", "--vector"], JSON.stringify({ vectors: [{ name: hostile }] })],
    ["own cases", [() => contractCommand("1.2.3")], ["contract", "list", "--cases"], JSON.stringify({ id: hostile })],
    ["a word that no command knows", [verifyCommand], ["verify", `--${hostile}`], "{}"],
  ] as const)("is told of in one line: %s", async (_what, [command], words, content) => {
    const { argv, exitCode } = process;
    const said = await inFolder({ [name]: content }, (folder) => {
      process.argv = ["node", "license-api-kit", ...words, join(folder, name)];
      return printedBy(() => runProgram([command()]));
    });
    Object.assign(process, { argv, exitCode });
    expectTame(said);
  });
});
