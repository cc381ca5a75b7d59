import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type EndpointName, endpointNames, endpointRow } from "../src/api/endpoints.ts";
import { cases } from "../src/contract/cases/index.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock, type Mock, type MockOptions } from "../src/mock/create-mock.ts";
import { inputOf } from "./calls.ts";
import { fingerprint } from "./fingerprint.ts";

// Caches change how fast a mock answers and nothing else: a mock that remembers nothing stands beside, and both must give
// the same bytes, the same journal and the same world.

const clock = "2026-11-22T12:00:00.000Z";
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date(clock) }));
afterAll(() => void vi.useRealTimers());

function pair(options: MockOptions = {}): { remembering: Mock; forgetful: Mock } {
  const of = (cache: "on" | "off") => createMock({ clock, ...options, policy: { ...options.policy, cache } });
  return { remembering: of("on"), forgetful: of("off") };
}

/** What can be seen of a mock's past, without what comes of the machine's clock. */
function pastOf(mock: Mock): unknown {
  const past = mock.journal.entries().map(({ wallAt, durationMs, requestHeaders, ...entry }) => entry);
  return { past, world: fingerprint(mock) };
}

/** A third of the cases; all with LICENSE_API_KIT_THOROUGH set. */
const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;

describe.each([...new Set(cases.map(({ policy = {} }) => JSON.stringify(policy)))])("with the policies %s", (text) => {
  const policy = JSON.parse(text);
  const alike = cases.filter((contractCase) => JSON.stringify(contractCase.policy ?? {}) === text);
  const own = alike.filter((_case, at) => isThorough || at % 3 === 0);

  test("each contract case has the same answers to the byte, the first time and the second", async () => {
    const { remembering, forgetful } = pair({ policy });
    for (const contractCase of own) {
      const seen: unknown[] = [];
      for (const mock of [remembering, forgetful]) {
        mock.reset();
        const answers: unknown[] = [];
        const fetch = async (request: Request) => {
          const answer = await mock.fetch(request);
          answers.push(answer.status, [...answer.headers], await answer.clone().text());
          return answer;
        };
        for (const _time of ["first", "second"]) {
          const run = runContract({
            target: { ...mock, baseUrl: "https://x.test", policy },
            cases: [contractCase],
            fetch,
          });
          for await (const { verdict } of run) answers.push(verdict);
        }
        seen.push({ answers, ...(pastOf(mock) as object) });
      }
      expect(seen[0], contractCase.id).toEqual(seen[1]);
    }
  }, 180_000);
});

test(
  "random calls, clock moves and changes of the world are answered alike",
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 100 }), async (steps) => {
        const { remembering, forgetful } = pair({ auth: "off" });
        for (const act of steps) {
          const [one, other] = [await act(remembering), await act(forgetful)];
          expect(one).toEqual(other);
        }
        expect(pastOf(remembering)).toEqual(pastOf(forgetful));
      }),
      { numRuns: 60 },
    ),
  120_000,
);

test("a query that comes again is answered from memory", async () => {
  const { remembering } = pair({ auth: "off" });
  const check = () => call(remembering, "check-license", "activeKeyLicense", {});
  const [first, second] = [await check(), await check()];
  expect(second).toBe(first);
  enable(remembering, false);
  expect(await check()).not.toBe(first);
});

function enable(mock: Mock, enabled: boolean): void {
  const license = mock.world.licenses.find({ licenseKey: "ACTV-PERP-KEYS-0001" });
  if (license) mock.world.licenses.update(license, { enabled });
}

type Act = (mock: Mock) => Promise<unknown>;

function call(mock: Mock, endpoint: EndpointName, role: string, fields: object): Promise<{ status: number }> {
  const { method, path } = endpointRow(endpoint);
  const input = inputOf(mock, endpoint, role, fields) as unknown as Record<string, string>;
  const query = method === "GET" ? new URLSearchParams(input).toString() : "";
  const body = method === "GET" ? "" : JSON.stringify(input);
  return mock.handle({ method, path, query, body, headers: () => undefined });
}

const roles = [
  "activeKeyLicense",
  "activeUserLicense",
  "consumptionLicense",
  "featureLicense",
  "floatingLicense",
  "resettingConsumptionLicense",
  "subscriptionLicense",
  "timeLimitedLicense",
];
const callStep = fc
  .record({
    endpoint: fc.constantFrom(...endpointNames.filter((name) => endpointRow(name).body !== "offline")),
    role: fc.constantFrom(...roles),
    hardware_id: fc.constantFrom("Laptop-1", "Laptop-2"),
  })
  .map(
    ({ endpoint, role, hardware_id }): Act =>
      async (mock) => {
        const { status, headers, body } = (await call(mock, endpoint, role, { hardware_id })) as never;
        return { status, headers, body };
      },
  );
const checkStep = fc.constantFrom(...roles).map(
  (role): Act =>
    async (mock) =>
      (await call(mock, "check-license", role, {})) as unknown,
);
const clockStep = fc.integer({ min: -1_000, max: 1_000 }).map(
  (days): Act =>
    async (mock) =>
      mock.clock.advance({ days }).to,
);
const worldStep = fc.boolean().map(
  (enabled): Act =>
    async (mock) =>
      enable(mock, enabled),
);
const resetStep = fc.constant<Act>(async (mock) => mock.reset());
const step = fc.oneof(
  { arbitrary: callStep, weight: 6 },
  { arbitrary: checkStep, weight: 6 },
  { arbitrary: clockStep, weight: 2 },
  { arbitrary: worldStep, weight: 2 },
  { arbitrary: resetStep, weight: 1 },
);
