import "./mutants/prove/remember-verified.ts";
import { afterAll, describe, expect, test } from "vitest";
import type { ContractCase } from "../src/contract/case.ts";
import type { CaseResult } from "../src/contract/case-result.ts";
import { cases } from "../src/contract/cases/index.ts";
import { sentenceOf } from "../src/contract/claim.ts";
import { runContract } from "../src/contract/run.ts";
import { fitsPattern } from "../src/contract/target.ts";
import { createMock, type MockOptions } from "../src/mock/create-mock.ts";
import { variations } from "./mutants/harmless.ts";
import { mutants } from "./mutants/index.ts";
import type { Mutant, WrittenMutant } from "./mutants/mutant.ts";
import { together } from "./mutants/operators/lawful.ts";
import { correctServer, judged } from "./mutants/prove/judge-mutant.ts";
import { weaker } from "./mutants/weaker.ts";

/** Operators make servers of these kinds for all endpoints: here every tenth, and all with LICENSE_API_KIT_THOROUGH set. */
const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;
const some = mutants.filter((_one, at) => isThorough || at % 10 === 0);

describe("each mutant is caught by a case that is meant to catch it", () => {
  let caught = 0;
  afterAll(() => console.log(`${caught} of ${some.length} mutants caught`));

  test.each(some)("$id: $about", async (mutant) => {
    const expected = cases.filter((one) => isExpected(one, mutant));
    expect(expected, "the cases that it names").not.toEqual([]);
    const others: string[] = [];
    for await (const result of run({}, mutant.apply, [
      ...expected,
      ...cases.filter((one) => !expected.includes(one)),
    ])) {
      if (noticed(result) === undefined) continue;
      if (isExpected(result.case, mutant) && noticed(result) === (weaker[mutant.id]?.as ?? "failed")) {
        caught += 1;
        return;
      }
      others.push(`${noticed(result)} ${result.case.id}`);
    }
    expect.fail(`none of ${mutant.expects.join()} caught it; noticed otherwise: ${others.slice(0, 10).join()}`);
  });
});

/** All of them together, and each alone with LICENSE_API_KIT_THOROUGH set. */
const mixed = isThorough ? variations : [together(variations)];

describe("what no client minds raises no failure", () => {
  test.each(mixed)("$id: $about", async ({ options, apply }) => {
    const failures: string[] = [];
    const mock = correctServer(options);
    const fetch = apply((request) => mock.fetch(request), mock);
    for await (const result of judged(mock, fetch, cases)) {
      const failed = result.claims.filter(({ verdict }) => verdict === "failed" || verdict === "not judged");
      if (failed.length > 0) failures.push(`${result.case.id}: ${failed.map(sentenceOf).join()}`);
    }
    expect(failures).toEqual([]);
  });
});

test("a proof that is not asked for is the target's fault, not the target file's", async () => {
  const mutant = mutants.find(({ id }) => id === "change_password-passes-authentication_failure");
  const wrong = cases.filter(({ id }) => id === "change_password/authentication_failure");
  for await (const { claims } of run({}, mutant?.apply ?? ((fetch) => fetch), wrong)) {
    const failed = claims.filter(({ verdict }) => verdict === "failed");
    expect(failed).toEqual([
      expect.objectContaining({ found: "HTTP 200: password_changed", suspect: "target", evidence: "inviolable" }),
    ]);
  }
  expect.assertions(1);
});

test("each mutant that may not fail a target is one of them, with the reason", () => {
  const ids = new Set(mutants.map(({ id }) => id));
  expect(Object.keys(weaker).filter((id) => !ids.has(id))).toEqual([]);
});

test("there are mutants of many kinds, each with a name of its own", () => {
  expect(mutants.length).toBeGreaterThanOrEqual(75);
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
});

function run(options: MockOptions, apply: Mutant["apply"], ordered: readonly ContractCase[]) {
  const mock = createMock(options);
  const target = { ...mock, baseUrl: "http://license-api.test" };
  return runContract({
    target,
    cases: ordered,
    allow: "permanent",
    fetch: apply((request) => mock.fetch(request), mock),
  });
}

function isExpected({ id }: ContractCase, { expects }: WrittenMutant): boolean {
  return expects.some((pattern) => fitsPattern(id, pattern));
}

/** How a result tells of a mutant at worst. One that broke down, or that a case could not read, is not caught by that. */
function noticed({ verdict }: CaseResult): "failed" | "open" | "drift" | undefined {
  return verdict === "failed" || verdict === "open" || verdict === "drift" ? verdict : undefined;
}
