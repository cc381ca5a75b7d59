import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases } from "../src/contract/cases/index.ts";
import { brokenClaim, heldClaim, type JudgedClaim } from "../src/contract/claim.ts";
import { reporters } from "../src/contract/report/index.ts";
import { terminalReport } from "../src/contract/report/terminal.ts";
import { runContract } from "../src/contract/run.ts";
import { unansweredClaim } from "../src/contract/unanswered-claim.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { authorize } from "../src/index.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { createMasking } from "../src/traffic/proxy/mask-exchange.ts";
import type { ProxiedExchange } from "../src/traffic/proxy/proxied-exchange.ts";
import { openProxy, type RunningProxy } from "../src/traffic/proxy/proxy.ts";
import { createSessionSummary } from "../src/traffic/proxy/session-summary.ts";

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

/** Claims that are not as they should be. */
const departures = ({ claims }: Pick<ProxiedExchange, "claims">) => claims.filter(({ verdict }) => verdict !== "held");

test("a mock keeps the contract as well through the proxy, and the proxy blames it for nothing", async () => {
  const own = cases.filter(({ policy }) => policy === undefined);
  const failed: string[] = [];
  for (const contractCase of own) {
    mock.reset();
    const target = { ...mock, baseUrl: proxy.url };
    for await (const result of runContract({ target, cases: [contractCase], allow: "permanent" })) {
      const { verdict } = result;
      if (verdict !== "passed") failed.push(`${contractCase.id}: ${verdict} ${JSON.stringify(departures(result))}`);
    }
  }
  expect(failed).toEqual([]);
  await expect.poll(() => seen.length).toBeGreaterThanOrEqual(own.length);
  // Each wrong request of the contract is refused for what is wrong with it: that is for the client to know, no failure
  const departed = seen.filter((exchange) => departures(exchange).length > 0);
  expect(departed.map((one) => ({ endpoint: one.endpoint, outcome: one.outcome, of: departures(one) }))).toEqual([]);
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
  const own = () => seen.filter(({ request }) => request.query.includes("feature=feature-")); // a late one of before may come
  await expect.poll(() => own().length).toBe(200);
  expect(own().flatMap(departures)).toEqual([]);
});

describe("the tally of a session", () => {
  const exchange = (at: number, claims: readonly JudgedClaim[]): ProxiedExchange => ({
    endpoint: "check-license",
    outcome: "ok",
    claims,
    remarks: [],
    request: { method: "GET", path: "/api/v4/check_license", query: "", headers: {}, body: "" },
    answer: { status: 200, headers: {}, text: "{}", body: {} },
    url: "http://target.test/api/v4/check_license",
    startedAt: at,
    durationMs: 1,
  });
  const session = { version: "1.0.0", baseUrl: "http://target.test", startedAt: 0, endedAt: 5 };
  const tallied = (...all: ProxiedExchange[]) => {
    const tally = createSessionSummary();
    const masking = createMasking();
    for (const one of all) tally.add(one, masking(one));
    return tally.report(session);
  };
  const sound = heldClaim({ kind: "body", evidence: "inviolable", expected: "all is well" });
  const flaw = (at: number) =>
    brokenClaim({ kind: "status", evidence: "inviolable", expected: "no failure" }, `fault ${at}`);
  const mood = brokenClaim(
    { kind: "body", evidence: "observed: no source has it", expected: "no member that nobody has documented" },
    "/mood is not documented",
  );
  const unsigned = brokenClaim(
    { kind: "signature", evidence: "assumed", expected: "a signature on an error", question: "signedRefusals" },
    "no signature",
    "not signed",
  );

  test("has one case for all calls that keep the contract, and keeps at most a thousand that break it", () => {
    const { cases: reported, ...rest } = tallied(
      ...Array.from({ length: 3_000 }, (_, at) => exchange(at, [sound, ...(at % 2 === 1 ? [flaw(at)] : [])])),
    );
    expect(rest.summary.verdicts).toMatchObject({ passed: 1, failed: 1_000 });
    expect(rest.exitStatus).toBe(1);
    expect(reported[0]).toMatchObject({
      id: "check_license/ok",
      about: "1500 calls without a finding, 1500 with one or not judged",
    });
    expect(reported.map(({ id }) => id)).toContain("check_license/ok/1000");
    expect(reported.find(({ id }) => id === "check_license/ok/1")?.claims).toEqual([
      expect.objectContaining({ kind: "body", verdict: "held" }),
      expect.objectContaining({ kind: "status", verdict: "failed", found: "fault 1", suspect: "target" }),
    ]);
  });

  test("keeps each drift and each open question once, however many calls show it, and stays good", () => {
    const report = tallied(...Array.from({ length: 300 }, (_, at) => exchange(at, [sound, mood, unsigned])));
    expect(report.exitStatus).toBe(0);
    expect(report.cases).toMatchObject([
      {
        ...{ id: "check_license/ok", verdict: "open", about: "300 calls without a finding" },
        claims: [
          { verdict: "drift", found: "/mood is not documented" },
          { verdict: "open", question: "signedRefusals", answer: "not signed" },
        ],
      },
    ]);
  });

  test("tells the open questions in every kind of report, as a run does", () => {
    const report = tallied(exchange(1, [sound, unsigned]));
    expect(report.questions).toEqual([
      expect.objectContaining({ id: "signedRefusals", answers: { "not signed": expect.any(Number) } }),
    ]);
    for (const text of [...Object.values(reporters).map((write) => write(report)), terminalReport(report)]) {
      expect(text).toContain("signedRefusals");
      expect(text).toContain("not signed");
    }
    const page = reporters.html(report);
    expect(page).toContain('href="#open"');
    expect(page).toContain('id="open"');
  });

  test("counts no call as judged that got no readable answer, and is not good then", () => {
    const claims = [unansweredClaim({ unanswered: "too-deep", message: "it is nested more than 100 deep" })];
    const report = tallied(exchange(1, [sound]), exchange(2, claims));
    expect(report).toMatchObject({ exitStatus: 7, summary: { checked: 1 } });
    expect(report.cases).toMatchObject([
      { id: "check_license/ok", verdict: "passed" },
      {
        ...{ id: "check_license/ok/1", verdict: "not-judged", reason: "too deep: it is nested more than 100 deep" },
        claims: [{ verdict: "not judged", suspect: "target" }],
      },
    ]);
  });

  test("does not say of a call that could not be judged that it breaks the contract", () => {
    const claims = [unansweredClaim({ unanswered: "timeout", message: "nothing came for 60000 ms" })];
    const { cases: reported } = tallied(exchange(1, [sound]), exchange(2, claims));
    expect(reported[0]?.about).not.toContain("do not");
  });

  test("is good where nothing passed at all", () => {
    expect(createSessionSummary().report(session)).toMatchObject({ exitStatus: 0, cases: [] });
  });
});
