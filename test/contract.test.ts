import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Choice } from "../src/api/policies.ts";
import type { ContractCase } from "../src/contract/case.ts";
import type { CaseResult } from "../src/contract/case-result.ts";
import { cases } from "../src/contract/cases/index.ts";
import { sentenceOf } from "../src/contract/claim.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { doors, type OpenDoor } from "./doors.ts";
import { fingerprint } from "./fingerprint.ts";

/** Policies under which a case applies at all, or ends in another lawful way. */
function policiesOf({ policy, steps }: ContractCase): Choice[] {
  const ends = steps.flatMap(({ expect: { otherwise = [] } }) => otherwise.map((end) => end.policy ?? {}));
  return policy ? [policy, ...ends] : ends;
}

const plain = cases.filter(({ policy }) => policy === undefined);
const choices = [...new Set(cases.flatMap((one) => policiesOf(one).map((choice) => JSON.stringify(choice))))];

// One run through every way in is for test/contract-doors.test.ts; here each case has a fresh world of its own
for (const name of ["mock.handle", "HTTP"] as const) {
  const open = doors[name] as (typeof doors)[string];
  describe(`the contract through ${name}`, () => {
    let mock: Mock;
    let door: OpenDoor;
    beforeAll(async () => {
      mock = createMock();
      door = await open(mock);
    });
    afterAll(() => door.close());

    test.each(plain)("$id: $about", async (contractCase) => {
      mock.reset();
      const before = fingerprint(mock);
      const run = runContract({
        target: { ...mock, baseUrl: door.baseUrl },
        cases: [contractCase],
        allow: "permanent",
        fetch: door.send,
      });
      for await (const result of run) expect(summary(result)).toEqual({ verdict: "passed", departures: [] });
      if (contractCase.effect === "none") expect(fingerprint(mock)).toBe(before);
    });
  });
}

describe.each(choices)("a target that has chosen %s", (choice) => {
  const policy = JSON.parse(choice) as Choice;
  const own = cases.filter((one) => policiesOf(one).some((other) => JSON.stringify(other) === choice));

  test.each(own)("and says so passes $id", async (contractCase) => {
    const [result] = await resultsOf(contractCase, policy, policy);
    expect(result && summary(result)).toEqual({ verdict: "passed", departures: [] });
  });

  test.each(own.filter((one) => one.policy === undefined))(
    "and does not say so leaves $id open",
    async (contractCase) => {
      const [result] = await resultsOf(contractCase, policy, {});
      expect(result?.verdict).toBe("open");
      const open = result?.claims.filter(({ verdict }) => verdict === "open") ?? [];
      expect(open).toEqual([
        expect.objectContaining({ question: Object.keys(policy).join(), policy, evidence: "assumed" }),
      ]);
    },
  );

  test.each(own.filter((one) => one.policy === undefined))(
    "fails $id where it does not keep to what it says",
    async (contractCase) => {
      const [result] = await resultsOf(contractCase, {}, policy);
      expect(result?.verdict).toBe("failed");
      expect(result?.claims.find(({ verdict }) => verdict === "failed")?.evidence).toMatch(
        /^declared: .* by the target file$/,
      );
    },
  );
});

async function resultsOf(contractCase: ContractCase, chosen: Choice, declared: Choice): Promise<CaseResult[]> {
  const mock = createMock({ policy: chosen });
  const target = { ...mock, policy: declared, baseUrl: "https://license-api.test" };
  const results: CaseResult[] = [];
  const run = runContract({
    target,
    cases: [contractCase],
    allow: "permanent",
    fetch: (request) => mock.fetch(request),
  });
  for await (const result of run) results.push(result);
  return results;
}

/** How a case went, and what departed. */
function summary({ verdict, claims, reason, left }: CaseResult) {
  const departures = claims.filter((claim) => claim.verdict !== "held").map(sentenceOf);
  return { verdict, departures: [...departures, ...(reason ? [reason] : []), ...(left ? [left] : [])] };
}
