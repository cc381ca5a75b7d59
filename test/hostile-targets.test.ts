import { afterEach, expect, test } from "vitest";
import { type CaseResult, cases, type RunOptions, runContract } from "../src/contract/index.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { closeServers, httpServer, rawServer } from "./hostile-targets/servers.ts";
import { hostileTargets } from "./hostile-targets/targets.ts";

const mock = createMock();
afterEach(closeServers);

test.each(hostileTargets)(
  "a target that $does gets a clear verdict in time",
  async ({ open, found, suspect }) => {
    const [first, ...others] = await resultsOf(await open());
    expect(first?.findings[0]?.found).toMatch(found);
    expect(first?.findings[0]?.suspect).toBe(suspect);
    for (const { verdict } of others) expect(["fail", "blocked"]).toContain(verdict);
  },
  10_000,
);

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
  expect(result?.verdict).toBe("pass");
  return waits;
}

async function resultsOf(baseUrl: string, more: Partial<RunOptions> = {}): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  const options = { timeoutMs: 300, wait: async () => {}, filter: ["check_license/ok*"], ...more };
  for await (const result of runContract({ target: { ...mock, baseUrl }, cases, ...options })) {
    if (result.verdict !== "skipped") results.push(result);
  }
  return results;
}
