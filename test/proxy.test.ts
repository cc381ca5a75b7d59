import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, serve } from "../src/adapters/node.ts";
import { cases } from "../src/contract/cases/index.ts";
import { runContract } from "../src/contract/run.ts";
import { authorize } from "../src/index.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import type { ProxiedExchange } from "../src/proxy/exchange.ts";
import { createFieldMask, maskJson, maskQuery } from "../src/proxy/field-masks.ts";
import { createMasking } from "../src/proxy/masked.ts";
import { openProxy, type RunningProxy } from "../src/proxy/proxy.ts";
import { createTally } from "../src/proxy/tally.ts";

let mock: Mock;
let server: Server;
let proxy: RunningProxy;
let seen: ProxiedExchange[];
beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
  proxy = await openProxy({
    target: new URL(server.url),
    publicKey: mock.publicKey,
    onExchange: (exchange) => void seen.push(exchange),
  });
  seen = [];
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

test("a mock keeps the contract as well through the proxy, and the proxy blames it for nothing", async () => {
  const own = cases.filter(({ policy }) => policy === undefined);
  const failed: string[] = [];
  for (const contractCase of own) {
    mock.reset();
    const target = { ...mock, baseUrl: proxy.url };
    for await (const { verdict, findings } of runContract({ target, cases: [contractCase], allow: "permanent" })) {
      if (verdict !== "pass") failed.push(`${contractCase.id}: ${verdict} ${JSON.stringify(findings)}`);
    }
  }
  expect(failed).toEqual([]);
  await expect.poll(() => seen.length).toBeGreaterThanOrEqual(own.length);
  const blamed = seen.filter(({ findings }) => findings.some(({ suspect }) => suspect !== "client"));
  expect(blamed.map(({ endpoint, outcome, findings }) => ({ endpoint, outcome, findings }))).toEqual([]);
  expect(seen.flatMap(({ drift }) => drift)).toEqual([]);
  // Each wrong request of the contract is refused for what is wrong with it: that is for the client to know, no finding
  expect(seen.flatMap(({ findings }) => findings)).toEqual([]);
  expect(seen.filter(({ remarks }) => remarks.some((one) => one.startsWith("refused with"))).length).toBeGreaterThan(
    300,
  );
}, 240_000);

test("two hundred connections at once are served, each with its own answer", async () => {
  mock.reset();
  seen = [];
  const { product = "", license_key = "" } = mock.roles.featureLicense as unknown as Record<string, string>;
  const messages = await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      const headers = { ...authorize(mock.credentials), accept: "application/json" };
      const query = new URLSearchParams({ product, license_key, hardware_id: "Laptop-1", feature: `feature-${at}` });
      const response = await fetch(`${proxy.url}/api/v4/check_license_feature?${query}`, { headers });
      return ((await response.json()) as { message: string }).message;
    }),
  );
  expect(messages).toEqual(messages.map((_, at) => expect.stringMatching(new RegExp(`: feature-${at}$`))));
  await expect.poll(() => seen.length).toBe(200);
  expect(seen.flatMap(({ findings }) => findings)).toEqual([]);
});

describe("the tally of a session", () => {
  const exchange = (at: number, flawed: boolean): ProxiedExchange => ({
    endpoint: "check-license",
    outcome: "ok",
    findings: flawed ? [{ rule: "schema", found: `fault ${at}`, expected: "", written: "x", suspect: "target" }] : [],
    drift: [],
    remarks: [],
    request: { method: "GET", path: "/api/v4/check_license", query: "", headers: {}, body: "" },
    answer: { status: 200, headers: {}, text: "{}", body: {} },
    url: "http://target.test/api/v4/check_license",
    startedAt: at,
    durationMs: 1,
  });
  const session = { version: "1.0.0", baseUrl: "http://target.test", startedAt: 0, endedAt: 5 };

  test("has one case for all calls without findings, and keeps at most a thousand with findings", () => {
    const tally = createTally();
    const masking = createMasking();
    for (let at = 0; at < 3_000; at += 1) tally.add(exchange(at, at % 2 === 1), masking(exchange(at, at % 2 === 1)));
    const { cases: reported, summary, exitStatus } = tally.report(session);
    expect(summary.verdicts).toMatchObject({ pass: 1, fail: 1_000 });
    expect(exitStatus).toBe(1);
    expect(reported[0]).toMatchObject({ id: "check_license/ok", about: "1500 calls keep the contract, 1500 do not" });
    expect(reported.map(({ id }) => id)).toContain("check_license/ok/1000");
  });

  test("is good where nothing passed at all", () => {
    expect(createTally().report(session)).toMatchObject({ exitStatus: 0, cases: [] });
  });
});

test("a secret is hidden under a misspelt name and in a list too", () => {
  const mask = createFieldMask();
  expect(maskQuery("Password=hush-hush&x=1", mask)).toBe("Password=[password]&x=1");
  expect(maskJson({ password: ["hush-hush"], PassWord: "hush-hush", x: [1] }, mask, false)).toEqual({
    password: ["[password]"],
    PassWord: "[password]",
    x: [1],
  });
});
