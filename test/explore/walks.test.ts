import { expect, test } from "vitest";
import { policies } from "../../src/api/policies.ts";
import { alarmsOf, exploreInProcess, linesOf, unsignedMock } from "./in-process.ts";

// Walks of calls to servers in this process, beside a mock that says what must come back.

test("walks on every role that can be walked on find nothing wrong with the mock", async () => {
  const found = await exploreInProcess(unsignedMock(), { walks: 80 });
  expect(linesOf(found)).toEqual([]);
  expect([...found.walks.blocked]).toEqual([]);
  expect(found.walks.calls).toBeGreaterThan(500);
  expect(found.walks.transitions.size).toBeGreaterThan(100);
});

test("a target whose counters stand elsewhere than the role says is walked on from there", async () => {
  const mock = unsignedMock();
  for (const { id, consumption } of mock.world.licenses.all()) {
    mock.world.licenses.update(id, { maxActivations: 7, ...(consumption && { consumption: { max: 50, total: 3 } }) });
  }
  const found = await exploreInProcess(mock, { walks: 60 });
  expect(alarmsOf(found)).toEqual([]);
  expect(found.walks.calls).toBeGreaterThan(200);
});

test("a walk that may change nothing changes nothing", async () => {
  const mock = unsignedMock();
  const content = () =>
    Object.entries(mock.snapshot().tables).map(([name, rows]) => `${name} ${JSON.stringify([...rows])}`);
  const before = content();
  const found = await exploreInProcess(mock, { walks: 40, allow: "none" });
  expect(found.walks.calls).toBeGreaterThan(50);
  const names = content()
    .filter((text) => !before.includes(text))
    .map((text) => text.split(" ", 1)[0]);
  expect(names).toEqual([]);
});

test("a choice of the target's that the sources leave open is asked about once, and walked on under", async () => {
  const found = await exploreInProcess(unsignedMock({ policy: { expiredUse: "error" } }), { walks: 150 });
  expect(alarmsOf(found)).toEqual([]);
  expect(found.walks.policy).toEqual({ expiredUse: "error" });
  expect(linesOf(found)).toHaveLength(1);
});

test("each policy that walks can show is declared where it is known, and then nothing is asked", async () => {
  const known = Object.keys(policies);
  const policy = { expiredUse: "error", exhaustedCheck: "reached" } as const;
  expect(known).toEqual(expect.arrayContaining(Object.keys(policy)));
  const mock = unsignedMock({ policy });
  const target = { credentials: mock.credentials, roles: mock.roles, policy, baseUrl: "https://license-api.test" };
  const found = await exploreInProcess(mock, { walks: 100, target });
  expect(linesOf(found)).toEqual([]);
  expect(found.walks.policy).toEqual({});
});
