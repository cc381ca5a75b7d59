import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  type CaseResult,
  cases,
  type RunOptions,
  reporters,
  reportOf,
  runContract,
  terminalReport,
} from "../src/doors/contract.ts";
import { createClient } from "../src/index.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { inputOf } from "./calls.ts";
import { cli, run, startProxy } from "./command.ts";
import { closeServers, httpServer, mockServer, nested, rawServer } from "./hostile-targets/servers.ts";
import { hostileTargets } from "./hostile-targets/targets.ts";

/** Only of a target that keeps silent on purpose little is waited for: how busy this machine is decides nothing else. */
const patienceFor = (found: RegExp) => (found.source.includes("timeout") ? { timeoutMs: 300 } : {});

const mock = createMock();
afterEach(closeServers);

test.each(hostileTargets)(
  "a target that $does gets a clear verdict in time",
  async ({ open, claim, found }) => {
    const [first, ...others] = await resultsOf(await open(), patienceFor(found));
    const broken = first?.claims.filter(({ verdict }) => verdict === claim.verdict);
    expect(broken?.[0]).toMatchObject({ ...claim, found: expect.stringMatching(found) });
    if (claim.verdict === "not judged") {
      expect(first).toMatchObject({ verdict: "not-judged", reason: broken?.[0]?.found });
      expect(first?.claims).toHaveLength(1);
    } else expect(first?.verdict).toBe("failed");
    for (const { verdict } of others) expect([first?.verdict, "blocked"]).toContain(verdict);
  },
  60_000,
);

test("whatever a target does, this kit does not take the blame", async () => {
  const own: string[] = [];
  for (const { does, open, found } of hostileTargets) {
    const [first] = await resultsOf(await open(), patienceFor(found));
    const claims = first?.claims.filter(({ suspect }) => suspect === "contract") ?? [];
    own.push(...claims.map(({ kind, found }) => `${does}: ${kind}: ${found.split("\n", 1)[0]}`));
  }
  expect(own).toEqual([]);
});

describe.each([4_000, 17_000])("an answer nested %i deep", (depth) => {
  const deepFeature = (path: string) => (path.startsWith("/api/v4/check_license_feature") ? nested(depth) : undefined);

  test("costs its own cases only, in the run and in every report", async () => {
    const baseUrl = await mockServer(mock, deepFeature);
    const filter = ["check_license_feature/ok", "check_license/ok*", "products/ok"];
    const target = { ...mock, baseUrl };
    const results = await resultsOf(baseUrl, { filter });
    const deep = results.filter(({ verdict }) => verdict === "not-judged");
    expect(deep.map((result) => result.case.id)).toEqual(["check_license_feature/ok"]);
    expect(deep[0]?.reason).toBe("too deep: the body cannot be read: it is nested more than 100 deep");
    const others = results.filter((result) => !deep.includes(result));
    expect(others.length).toBeGreaterThan(10);
    expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(["passed"]));
    const report = await reportOf({ version: "1.2.3", target, results, startedAt: 0, endedAt: 1, allow: "none" });
    expect(report).toMatchObject({ exitStatus: 7, summary: { checked: others.length, verdicts: { "not-judged": 1 } } });
    for (const text of [...Object.values(reporters).map((write) => write(report)), terminalReport(report)]) {
      expect(text).toContain("check_license_feature/ok");
      expect(text).toContain("nested more than 100 deep");
    }
  });

  test("ends the command with 7, all reports written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "license-api-kit-deep-"));
    const at = (file: string) => join(folder, file);
    const baseUrl = await mockServer(mock, deepFeature);
    writeFileSync(at("target.json"), JSON.stringify(targetFileOf(mock, baseUrl)));
    const flags = ["--filter", "check_license_feature/ok", "--filter", "check_license/ok", "--filter", "products/ok"];
    const reports = Object.keys(reporters).flatMap((kind) => ["--report", `${kind}=${at(kind)}`]);
    const { status, stdout } = await run(
      process.execPath,
      [cli, "contract", "run", "--target", at("target.json"), ...flags, ...reports],
      { ...process.env, SHARED_KEY: mock.credentials.sharedKey },
    );
    expect(stdout).toContain("could not be judged. Exit status 7.");
    expect(stdout).toMatch(/^NOT JUDGED check_license_feature\/ok: /m);
    expect(status).toBe(7);
    const { summary } = JSON.parse(readFileSync(at("json"), "utf8"));
    expect(summary).toMatchObject({ checked: 2, verdicts: { failed: 0, passed: 2, "not-judged": 1 } });
    for (const kind of Object.keys(reporters)) expect(readFileSync(at(kind), "utf8")).toContain("100 deep");
    rmSync(folder, { recursive: true });
  });

  test("ends the proxy's command with 7, all reports written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "license-api-kit-deep-"));
    const reports = Object.keys(reporters).flatMap((kind) => ["--report", `${kind}=${join(folder, kind)}`]);
    const proxy = await startProxy(await mockServer(mock, deepFeature), ...reports);
    const client = createClient({ baseUrl: proxy.url, credentials: mock.credentials });
    await client.call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
    const feature = inputOf(mock, "check-license-feature", "featureLicense");
    await expect(client.call("check-license-feature", feature)).rejects.toThrow("nested more than 100 deep");
    expect(await proxy.end("SIGINT")).toBe(7);
    expect(proxy.log()).toMatch(/not judged: too deep: .*nested more than 100 deep.*\(inviolable\)/);
    const { cases: reported } = JSON.parse(readFileSync(join(folder, "json"), "utf8"));
    expect(reported).toMatchObject([
      { id: "check_license/ok", verdict: "passed" },
      { id: "check_license_feature/too-deep/1", verdict: "not-judged", reason: expect.stringContaining("100 deep") },
    ]);
    for (const kind of Object.keys(reporters)) expect(readFileSync(join(folder, kind), "utf8")).toContain("100 deep");
    rmSync(folder, { recursive: true });
  });
});

/** A target file for the mock at another address, with the roles that a few cases need. */
function targetFileOf({ credentials: { apiKey }, publicKey, roles }: Mock, baseUrl: string) {
  const { activeKeyLicense, featureLicense } = roles;
  const credentials = { apiKey, sharedKey: "env:SHARED_KEY" };
  return { baseUrl, credentials, publicKey, roles: { activeKeyLicense, featureLicense } };
}

test("reading a body without an end takes no more memory than the limit", async () => {
  const endless = hostileTargets.find(({ does }) => does === "answers without an end");
  const before = process.memoryUsage().rss;
  await resultsOf((await endless?.open()) ?? "");
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1_048_576);
});

test("a target that is gone is not asked for the rest", async () => {
  let calls = 0;
  const baseUrl = await rawServer((socket) => {
    calls += 1;
    socket.end();
  });
  const results = await resultsOf(baseUrl, { filter: ["check_license/*"] });
  expect(results.at(-1)?.reason).toBe("no answer to 3 cases in a row: the target is gone");
  expect(calls).toBe(3);
});

test.each([
  ["2", 2_000],
  ["0", 1_000],
  ["-5", 1_000],
  ["soon", 1_000],
  ["9999", 60_000],
])("a target that asks once to come back later (Retry-After: %s) is asked again", async (retryAfter, expected) => {
  expect(await waitsFor(() => retryAfter)).toEqual([expected]);
});

test("a target may name the date at which to come back", async () => {
  const [wait = 0] = await waitsFor(() => new Date(Date.now() + 30_000).toUTCString());
  expect(wait).toBeGreaterThan(20_000);
  expect(wait).toBeLessThanOrEqual(30_000);
});

/** What a run waits for, in milliseconds, when its first call is put off. */
async function waitsFor(retryAfter: () => string): Promise<number[]> {
  const waits: number[] = [];
  let isFirst = true;
  const baseUrl = await httpServer(async ({ url, headers }, response) => {
    if (isFirst) {
      isFirst = false;
      response.writeHead(429, { "retry-after": retryAfter() }).end("later");
      return;
    }
    const answer = await mock.fetch(`http://127.0.0.1${url}`, { headers: headers as Record<string, string> });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  const wait = async (ms: number) => void waits.push(ms);
  const [result] = await resultsOf(baseUrl, { wait, filter: ["check_license/ok"] });
  expect(result?.verdict).toBe("passed");
  return waits;
}

async function resultsOf(baseUrl: string, more: Partial<RunOptions> = {}): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  const options = { timeoutMs: 20_000, wait: async () => {}, filter: ["check_license/ok*"], ...more };
  for await (const result of runContract({ target: { ...mock, baseUrl }, cases, ...options })) {
    if (result.verdict !== "skipped") results.push(result);
  }
  return results;
}
