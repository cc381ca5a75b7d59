import { describe, expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { variations } from "../mutants/harmless.ts";
import { lawfulVariants } from "../mutants/lawful.ts";
import { alarmsOf, exploreInProcess, linesOf, unsignedMock, unsignedTarget } from "./in-process.ts";

// What takes minutes, with LICENSE_API_KIT_THOROUGH set, and less of it otherwise: no alarm in many requests and many calls, to the mock and to servers that are as lawful.

const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;
const most = isThorough ? { inputs: 50_000, walks: 3_400, calls: 20_000 } : { inputs: 1_000, walks: 60, calls: 200 };
const lawful = [...lawfulVariants, ...variations].filter((_one, at) => isThorough || at % 10 === 0);

test(`${most.inputs} requests find nothing wrong with the mock`, async () => {
  const found = await exploreInProcess(unsignedMock(), { inputs: most.inputs });
  expect(linesOf(found)).toEqual([]);
}, 1_200_000);

test(`${most.calls} walked calls find nothing wrong with the mock`, async () => {
  const found = await exploreInProcess(unsignedMock(), { walks: most.walks });
  expect(linesOf(found)).toEqual([]);
  expect(found.walks.calls).toBeGreaterThan(most.calls);
}, 1_200_000);

describe.each(lawful)("$id: $about", ({ options, apply }) => {
  test("raises no alarm", async () => {
    const mock = createMock(options);
    const target = { ...unsignedTarget(mock), publicKey: mock.publicKey };
    const fetch = apply((request) => mock.fetch(request), mock);
    const found = await exploreInProcess(mock, { target, inputs: 300, walks: isThorough ? 60 : 20 }, fetch);
    expect(alarmsOf(found)).toEqual([]);
  }, 300_000);
});

test.skipIf(!isThorough).each([
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
