import { describe, expect, test } from "vitest";
import type { CaseResult } from "../../contract/case-result.ts";
import { cases as allCases } from "../../contract/cases/index.ts";
import { sentenceOf } from "../../contract/claim.ts";
import { runContract } from "../../contract/run.ts";
import type { RunOptions } from "../../contract/run-options.ts";
import { shuffled } from "../../contract/shuffle.ts";
import { fitting, type Target } from "../../contract/target.ts";
import type { Verdict } from "../../contract/verdict.ts";

/** How the contract is described: everything of a run but what vitest does itself. */
export type DescribeOptions = Partial<Omit<RunOptions, "target" | "bail" | "workers" | "signal" | "rate">>;

const notPlayed: readonly Verdict[] = ["blocked", "skipped", "not-applicable"];

/**
 * Describes the contract as tests, one a case, run one after the other. A case that is blocked, skipped or does not apply
 * is a skipped test with its reason; a last test fails if nothing at all was checked.
 *
 * @param target a server, or how to find it once the tests run
 */
export function describeContract(
  target: Target | (() => Target | Promise<Target>),
  options: DescribeOptions = {},
): void {
  const { cases = allCases, filter, seed, ...rest } = options;
  const chosen = fitting(cases, filter);
  let checked = 0;
  describe("the License API contract", () => {
    for (const contractCase of seed === undefined ? chosen : shuffled(chosen, seed)) {
      test(`${contractCase.id}: ${contractCase.about}`, async (context) => {
        const server = typeof target === "function" ? await target() : target;
        const run = runContract({ ...rest, target: server, cases: [contractCase] });
        for await (const result of run) {
          if (notPlayed.includes(result.verdict)) context.skip(reasonOf(result));
          checked += 1;
          expect(complaintsIn(result), result.verdict).toEqual([]);
        }
      });
    }
    test("something was checked", () => {
      expect(checked, "every case was blocked, skipped or does not apply").toBeGreaterThan(0);
    });
  });
}

function reasonOf({ verdict, reason }: CaseResult): string {
  return `${verdict}: ${reason ?? ""}`;
}

/** An open question is no failure of a test: it is asked once, by `contract run`. */
function complaintsIn({ verdict, claims, reason }: CaseResult): string[] {
  if (verdict === "stale" || verdict === "not-judged") return [reason ?? verdict];
  const failed = claims.filter((claim) => claim.verdict === "failed");
  return failed.map((claim) => `${sentenceOf(claim)} (${claim.evidence})`);
}
