import { describe, expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { variations } from "../mutants/harmless.ts";
import { lawfulVariants } from "../mutants/lawful.ts";
import { alarmsOf, exploreInProcess, linesOf, unsignedMock, unsignedTarget } from "./in-process.ts";

// What takes minutes: no alarm in many requests and many calls, to the mock and to servers that are as lawful.

test("50,000 requests find nothing wrong with the mock", async () => {
  const found = await exploreInProcess(unsignedMock(), { inputs: 50_000 });
  expect(linesOf(found)).toEqual([]);
}, 1_200_000);

test("20,000 walked calls find nothing wrong with the mock", async () => {
  const found = await exploreInProcess(unsignedMock(), { walks: 3_400 });
  expect(linesOf(found)).toEqual([]);
  expect(found.walks.calls).toBeGreaterThan(20_000);
}, 1_200_000);

describe.each([...lawfulVariants, ...variations])("$id: $about", ({ options, apply }) => {
  test("raises no alarm", async () => {
    const mock = createMock(options);
    const target = { ...unsignedTarget(mock), publicKey: mock.publicKey };
    const fetch = apply((request) => mock.fetch(request), mock);
    const found = await exploreInProcess(mock, { target, inputs: 300, walks: 60 }, fetch);
    expect(alarmsOf(found)).toEqual([]);
  }, 300_000);
});

test.each([
  { expiredUse: "error", exhaustedCheck: "reached" },
  { vmOnCheck: "refuse", zeroOverages: "unlimited" },
  { activationTakesSeat: true, expiredCheck: "error" },
  { fractions: "accept", graceFrom: "instant" },
] as const)(
  "choices that are not declared raise questions and no alarm: %o",
  async (policy) => {
    const found = await exploreInProcess(unsignedMock({ policy }), { inputs: 500, walks: 400 });
    expect(alarmsOf(found)).toEqual([]);
  },
  300_000,
);
