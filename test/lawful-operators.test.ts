import "./mutants/prove/remember-verified.ts";
import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../src/api/seeded-random.ts";
import type { ContractCase } from "../src/contract/case.ts";
import { cases } from "../src/contract/cases/index.ts";
import { sentenceOf } from "../src/contract/claim.ts";
import type { Variation } from "./mutants/mutant.ts";
import { lawfulCorpus, together } from "./mutants/operators/lawful.ts";
import { correctServer, judged } from "./mutants/prove/judge-mutant.ts";

// What no source fixes may be so or otherwise: alone, and ten differences at random together. Nothing fails for it.

const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;
const seed = Number(process.env.LICENSE_API_KIT_SEED ?? 14);
const random = createSeededRandom(seed);
const some = (count: number) =>
  Array.from({ length: count }, () => lawfulCorpus[Math.floor(random() * lawfulCorpus.length)] as Variation);

describe("one difference alone raises no alarm", () => {
  test.each(isThorough ? lawfulCorpus : some(16))("$id", async (variation) => {
    const [, endpoint = ""] = variation.id.split(":");
    const own = cases.filter((one) => one.endpoint === endpoint);
    expect(await failures(variation, own.length > 0 ? own : cases)).toEqual([]);
  });
});

describe(`ten differences at once raise no alarm (seed ${seed})`, () => {
  test.each(Array.from({ length: isThorough ? 40 : 1 }, (_one, at) => [at + 1, together(some(10))] as const))(
    "ten, number %i",
    async (_number, variation) => {
      expect(await failures(variation, cases), variation.id).toEqual([]);
    },
  );
});

async function failures({ options, apply }: Variation, ordered: readonly ContractCase[]): Promise<string[]> {
  const mock = correctServer(options);
  const found: string[] = [];
  const fetch = apply((request) => mock.fetch(request), mock);
  for await (const { case: one, claims, verdict, left, reason } of judged(mock, fetch, ordered)) {
    const failed = claims.filter((claim) => claim.verdict === "failed" || claim.verdict === "not judged");
    for (const claim of failed) found.push(`${one.id}: ${sentenceOf(claim)}`);
    if (verdict === "blocked" || left !== undefined) found.push(`${one.id}: ${reason ?? left}`);
  }
  return found;
}
