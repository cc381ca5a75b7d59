import "./mutants/prove/remember-verified.ts";
import { describe, expect, test } from "vitest";
import { policies } from "../src/api/policies.ts";
import type { CaseResult } from "../src/contract/case-result.ts";
import { cases } from "../src/contract/cases/index.ts";
import { sentenceOf } from "../src/contract/claim.ts";
import type { MockOptions } from "../src/mock/create-mock.ts";
import { mutants } from "./mutants/index.ts";
import { lawfulVariants } from "./mutants/lawful.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { letsRunsThrough, together, unlawfulPolicies as unlawful } from "./mutants/operators/lawful.ts";
import { correctServer, judged } from "./mutants/prove/judge-mutant.ts";
import { weaker } from "./mutants/weaker.ts";

// A server that decides otherwise than the mock where the documents are silent is right: its user is asked, never told off.

type Choice = readonly [name: string, value: string | number | boolean];
const choices: Choice[] = Object.entries(policies)
  .filter(([name]) => letsRunsThrough(name))
  .flatMap(([name, { values }]) =>
    (values as readonly Choice[1][]).map((value): Choice => [name, value === "number" ? 60 : value]),
  );

const lawful = choices.filter((choice) => !unlawful.includes(choice.join("=")));

test.each(choices.filter((choice) => !lawful.includes(choice)))("%s=%s is a failure", async (name, value) => {
  const { failures } = await outcome({ policy: { [name]: value } });
  expect(failures.length).toBeGreaterThan(20);
  expect(failures.join()).toMatch(/check_license\/(date_header_diff-past|authorization_missing_params): HTTP 200/);
});

test("calls without a proof are a failure even where the target file declares them", async () => {
  const { failures } = await outcome({ policy: { unsigned: "accept" } }, undefined, { unsigned: "accept" });
  expect(failures.length).toBeGreaterThan(20);
});

/** Each way by itself takes minutes: with LICENSE_API_KIT_THOROUGH set; otherwise many at once. */
const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;

describe("a target that has chosen otherwise in everything raises no failure", () => {
  const together = (at: number) => {
    const names = [...new Set(lawful.map(([name]) => name))];
    const nth = names.map(
      (name) =>
        lawful
          .filter((choice) => choice[0] === name)
          .slice(0, at + 1)
          .at(-1) as Choice,
    );
    return Object.fromEntries(nth);
  };

  test.each([1, 2])("with value %i of each policy, whether it declares them or not", async (at) => {
    const policy = together(at);
    expect((await outcome({ policy })).failures).toEqual([]);
    const { failures, asked } = await outcome({ policy }, undefined, policy);
    expect({ failures, asked }).toEqual({ failures: [], asked: [] });
  });
});

describe.skipIf(!isThorough)("each way of a policy raises no failure", () => {
  test.each(lawful)("%s=%s, and leaves no question once it is declared", async (name, value) => {
    const policy = { [name]: value };
    expect((await outcome({ policy })).failures).toEqual([]);
    const { failures, asked } = await outcome({ policy }, undefined, policy);
    expect({ failures, asked }).toEqual({ failures: [], asked: [] });
  });
});

/** Every second with the others of its half, and each alone with LICENSE_API_KIT_THOROUGH set. */
const mixed = isThorough
  ? lawfulVariants.map((variant) => [variant])
  : [0, 1].map((half) => lawfulVariants.filter((_one, at) => at % 2 === half));

describe("each lawful variant raises no failure, and is told of", () => {
  test.each(mixed.map((variants) => [variants.map(({ id }) => id).join(" + "), variants] as const))(
    "%s",
    async (_ids, variants) => {
      const { options, apply } = together(variants);
      const { failures, asked, forms } = await outcome(options ?? {}, apply);
      expect(failures).toEqual([]);
      for (const { asks } of variants) expect([...asked, ...forms].join()).toMatch(asks);
    },
  );
});

describe.skipIf(!isThorough)(
  "each server that differs only where no page says a word raises no failure in any case",
  () => {
    test.each(mutants.filter(({ id }) => weaker[id]?.as === "open"))("$id: $about", async ({ apply }) => {
      const { failures } = await outcome({}, apply);
      expect(failures).toEqual([]);
    });
  },
);

/** What fails of the whole contract, and what the user is asked or told. */
async function outcome(options: MockOptions = {}, apply: Mutant["apply"] = (fetch) => fetch, declared = {}) {
  const mock = correctServer(options);
  const fetch = apply((request) => mock.fetch(request), mock);
  const failures: string[] = [];
  const asked = new Set<string>();
  const forms = new Set<string>();
  for await (const result of judged(mock, fetch, cases, declared)) {
    if (isBad(result)) failures.push(`${result.verdict} ${result.case.id}: ${wordsOf(result)}`);
    for (const { verdict, question, found, form } of result.claims) {
      if (verdict === "open" || verdict === "drift") asked.add(question ?? found);
      if (form !== undefined) forms.add(form);
    }
  }
  return { failures, asked: [...asked], forms: [...forms] };
}

function isBad({ verdict, left }: CaseResult): boolean {
  return verdict === "failed" || verdict === "not-judged" || verdict === "blocked" || left !== undefined;
}

function wordsOf({ claims, reason, left }: CaseResult): string {
  const failed = claims.filter(({ verdict }) => verdict === "failed" || verdict === "not judged");
  return [...failed.map(sentenceOf), reason, left].filter((text) => text !== undefined).join("; ");
}
