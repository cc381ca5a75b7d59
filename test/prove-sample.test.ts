import "./mutants/prove/remember-verified.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../src/api/seeded-random.ts";
import type { OperatorMutant } from "./mutants/mutant.ts";
import { corpus } from "./mutants/operators/index.ts";
import { equivalenceOf } from "./mutants/prove/equivalents.ts";
import { judgeMutant } from "./mutants/prove/judge-mutant.ts";

// A few faulty servers of each operator; `npm run prove:contract` judges all of them and writes docs/kill-table.md.

const seed = Number(process.env.LICENSE_API_KIT_SEED ?? 14);
const random = createSeededRandom(seed);
const operators = [...new Set(corpus.map(({ operator }) => operator))];
const page = readFileSync(join(import.meta.dirname, "../docs/kill-table.md"), "utf8");

describe(`a faulty server does not go by unnoticed (seed ${seed})`, () => {
  test.each(operators.flatMap((operator) => some(operator, 2)))("$id", async (mutant) => {
    const judgement = await judgeMutant(mutant);
    const { id, outcome } = judgement;
    const [operator = "", , ...thing] = id.split(":");
    const isKnown = page.includes(`**${operator}**: \`${thing.join(":")}\``);
    const isMissed = outcome === "survived" && equivalenceOf(judgement) === undefined && !isKnown;
    expect(isMissed ? "survived" : "noticed").toBe("noticed");
  });
});

test("the published table is of these faulty servers", () => {
  expect(page).toContain(`${corpus.length} faulty servers`);
});

test("each has a name of its own, and there are thousands", () => {
  expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
  expect(corpus.length).toBeGreaterThan(5_000);
});

function some(operator: string, count: number): OperatorMutant[] {
  const all = corpus.filter((mutant) => mutant.operator === operator);
  return Array.from({ length: count }, () => all[Math.floor(random() * all.length)] as OperatorMutant);
}
