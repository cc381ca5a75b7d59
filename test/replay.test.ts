import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Target } from "../src/contract/target.ts";
import {
  caseFileOf,
  effectOf,
  type ReplayOptions,
  type ReplayResult,
  readRecording,
  replay,
} from "../src/doors/contract.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { harOf } from "../src/traffic/har.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";

const targetOf = (mock: Mock): Target => ({
  baseUrl: "https://license-api.test",
  credentials: mock.credentials,
  publicKey: mock.publicKey,
  roles: mock.roles,
});

/** Replays what was recorded, as text, on a mock. */
async function replayed(recording: unknown, mock: Mock, options: Partial<ReplayOptions> = {}): Promise<ReplayResult[]> {
  const read = readRecording(JSON.parse(JSON.stringify(recording)));
  const results: ReplayResult[] = [];
  const all = { ...read, target: targetOf(mock), fetch: mock.fetch, newPassword: "Replayed-1", ...options };
  for await (const result of replay(all)) results.push(result);
  return results;
}

const unlike = (results: readonly ReplayResult[]) =>
  results
    .filter(({ verdict }) => verdict !== "same")
    .map(({ exchange, verdict, differences, broken, reason }) => ({
      call: exchange.request.endpoint,
      ...{ verdict, differences, broken, reason },
    }));

/** What a client does in a day: successes, refusals, passwords, a trial with its new key, an offline request. */
async function session(mock: Mock): Promise<void> {
  const client = clientOf(mock);
  await client.call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
  await outcomeOf(client.call("check-license", inputOf(mock, "check-license", "disabledLicense")));
  await client.call("check-license-feature", { ...inputOf(mock, "check-license-feature", "featureLicense") });
  await client.call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense", { consumptions: 2 }));
  const user = inputOf(mock, "change-password", "activeUserLicense", { new_password: "Changed-77" });
  await outcomeOf(client.call("change-password", { ...user, password: "wrong-one" }));
  await client.call("change-password", user);
  const again = { hardware_id: "Laptop-7", password: "Changed-77" };
  await outcomeOf(client.call("activate-license", inputOf(mock, "activate-license", "activeUserLicense", again)));
  await client.call("trial-key", inputOf(mock, "trial-key", "trialProduct"));
  await client.call("deactivate-license", inputOf(mock, "deactivate-license", "activeKeyLicense"));
  await mock.fetch("https://license-api.test/api/v4/nothing");
}

test("a session as HAR, replayed on a fresh mock, shows no difference", async () => {
  const mock = createMock();
  await session(mock);
  const results = await replayed(harOf(mock.journal.entries()), createMock());
  expect(unlike(results)).toEqual([]);
  expect(results).toHaveLength(9);
});

test("a session as case file, replayed on a fresh mock, shows no difference", async () => {
  const mock = createMock();
  await session(mock);
  const results = await replayed(caseFileOf(mock.journal.entries()), createMock());
  expect(unlike(results)).toEqual([]);
  expect(results).toHaveLength(9);
});

test("on a mock of the other dialect it shows where the answers differ", async () => {
  const mock = createMock();
  await session(mock);
  const service = createMock({ policy: { dialect: "service" } });
  const results = await replayed(harOf(mock.journal.entries()), service);
  const differing = results.filter(({ verdict }) => verdict === "differs");
  expect(differing.map(({ exchange }) => exchange.request.endpoint)).toContain("check-license-feature");
  expect(differing[0]?.differences[0]).toMatchObject({ path: expect.stringMatching(/^\//) });
});

test("a call that ends otherwise shows both codes, and the calls after it go on", async () => {
  const mock = createMock();
  await session(mock);
  const other = createMock();
  const { product, license_key, hardware_id } = inputOf(other, "deactivate-license", "activeKeyLicense");
  await clientOf(other).call("deactivate-license", { product, license_key, hardware_id } as never);
  const results = await replayed(caseFileOf(mock.journal.entries()), other);
  expect(results[0]?.differences).toEqual([
    { path: "status", recorded: 200, now: 400 },
    { path: "code", recorded: undefined, now: "license_not_active" },
  ]);
  expect(results).toHaveLength(9);
});

describe("an answer that is as it was recorded", () => {
  /** What a replay of one call says, where the answer is changed on its way. */
  async function replayedThrough(endpoint: "check-license", role: string, change: (answer: Response) => Response) {
    const mock = createMock();
    await outcomeOf(clientOf(mock).call(endpoint, inputOf(mock, endpoint, role)));
    const fetch = async (request: Request) => change(await mock.fetch(request));
    const [result] = await replayed(caseFileOf(mock.journal.entries()), mock, { fetch });
    return { verdict: result?.verdict, differences: result?.differences, broken: result?.broken };
  }
  const without = (name: string) => (answer: Response) => {
    answer.headers.delete(name);
    return answer;
  };

  test("differs where it breaks a documented claim all the same", async () => {
    expect(await replayedThrough("check-license", "activeKeyLicense", without("licensesignature"))).toEqual({
      ...{ verdict: "differs", differences: [] },
      broken: [
        expect.objectContaining({
          ...{ kind: "signature", verdict: "failed", found: "no signature", suspect: "target" },
          evidence: "documented: response signature v2",
        }),
      ],
    });
  });

  test("is the same where it drifts or leaves a question open", async () => {
    const same = { verdict: "same", differences: [], broken: [] };
    expect(await replayedThrough("check-license", "disabledLicense", without("licensesignature"))).toEqual(same);
    expect(await replayedThrough("check-license", "activeKeyLicense", without("content-type"))).toEqual(same);
  });

  test.each([4_000, 17_000])("ends the replay with the reason where it is nested %i deep", async (depth) => {
    const deep = () => new Response("[".repeat(depth) + "]".repeat(depth));
    const mock = createMock();
    await session(mock);
    const results = await replayed(caseFileOf(mock.journal.entries()), createMock(), { fetch: async () => deep() });
    expect(results.map(({ verdict, reason }) => ({ verdict, reason }))).toEqual([
      { verdict: "unanswered", reason: expect.stringMatching(/^too deep: .*nested more than 100 deep$/) },
    ]);
  });
});

test("exact wants the same ids, dates and signatures", async () => {
  const mock = createMock({ clock: "2026-01-15T12:00:00Z" });
  await session(mock);
  const later = createMock({ clock: "2026-02-20T12:00:00Z" });
  const results = await replayed(caseFileOf(mock.journal.entries()), later, { exact: true });
  expect(unlike(results)).not.toEqual([]);
  const lenient = await replayed(caseFileOf(mock.journal.entries()), createMock({ clock: "2026-02-20T12:00:00Z" }));
  expect(unlike(lenient)).toEqual([]);
});

test("no secret and no API key is in a case file; placeholders name whose they are", async () => {
  const mock = createMock();
  await session(mock);
  const text = JSON.stringify(caseFileOf(mock.journal.entries()));
  const { apiKey, sharedKey } = mock.credentials;
  for (const secret of [apiKey, sharedKey, "Ada-1815", "Changed-77", "wrong-one"]) expect(text).not.toContain(secret);
  expect(text).toContain("{{password:ada@example.test}}");
  expect(text).not.toMatch(/"authorization"|algorithm=/);
});

test("calls that cannot be made again are left out with the reason", async () => {
  const mock = createMock();
  mock.tweak("check-license", { is_expired: true }, { times: 1 });
  await clientOf(mock).call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
  await outcomeOf(clientOf(mock, "revokedKey").call("products", {}));
  await mock.fetch("https://license-api.test/api/v4/nothing");
  const { exchanges, leftOut } = caseFileOf(mock.journal.entries());
  expect(exchanges).toEqual([]);
  expect(leftOut).toEqual([
    { call: "GET /api/v4/check_license", reason: "a tweak changed its answer" },
    { call: "GET /api/v4/products", reason: expect.stringMatching(/^it was refused with revoked_api_key, /) },
    { call: "GET /api/v4/nothing", reason: "it is no call of the License API" },
  ]);
});

test("a placeholder that nobody can fill blocks its call and says which", async () => {
  const mock = createMock();
  await session(mock);
  const target = { ...targetOf(mock), roles: {} };
  const blocked = (await replayed(caseFileOf(mock.journal.entries()), createMock(), { target })).filter(
    ({ verdict }) => verdict === "blocked",
  );
  expect(blocked[0]?.reason).toMatch(/^nothing is known for \{\{password:ada@example\.test\}\}: expected /);
});

const folder = new URL("../fixtures/exchanges/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));

/** Was recorded with the API key of another company, and a replay signs with the target's. */
const ofAnotherKey = "change-password/change_password_not_allowed.json";

test("every recorded exchange that can be replayed gives the same on a fresh mock", async () => {
  const unlikes: unknown[] = [];
  let compared = 0;
  for (const file of files.filter((name) => name !== ofAnotherKey)) {
    const recording = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const results = await replayed(recording, createMock({ clock: "2026-01-15T12:00:00Z" })); // its moment: some name dates
    compared += results.length;
    for (const one of unlike(results)) unlikes.push({ file, ...one });
  }
  expect(unlikes).toEqual([]);
  expect(compared).toBeGreaterThan(200);
});

test("reading changes nothing on a target, other calls may", () => {
  const call = (endpoint: string, method: "GET" | "POST") => ({
    request: { endpoint, method, path: "/" },
    expected: { status: 200 },
  });
  expect(effectOf({ exchanges: [call("check-license", "GET")] })).toBe("none");
  expect(effectOf({ exchanges: [call("check-license", "GET"), call("trial-key", "GET")] })).toBe("permanent");
});

const request = { endpoint: "check-license", method: "GET", path: "/api/v4/check_license" };
const expected = { status: 200 };

test.each([
  [[], "/: found [], expected a case file, a HAR file or recorded exchanges"],
  [{ log: { entries: 5 } }, "/log/entries: found 5, expected a list"],
  [{ log: { entries: [{ request: {}, response: {} }] } }, "/log/entries/0/request/url: found nothing, expected a text"],
  [
    { exchanges: [{ request: { url: "x" }, response: {} }] },
    '/exchanges/0/request/url: found "x", expected an address',
  ],
  [
    { exchanges: [{ request: { ...request, method: 5 }, expected }] },
    "/exchanges/0/request/method: found 5, expected ",
  ],
  [{ exchanges: [{ request: { ...request, endpoint: "check-licence" }, expected }] }, "did you mean check-license?"],
  [{ exchanges: [{ request, expected: { status: 400, code: "no_such" } }] }, 'code: found "no_such", expected a code'],
])("a bad file is refused with place, found and expected: %j", (file, message) => {
  expect(() => readRecording(file)).toThrow(message);
});
