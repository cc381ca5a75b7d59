import { describe, expect, test } from "vitest";
import { cases as allCases } from "../contract/cases/index.ts";
import { sentenceOf } from "../contract/finding.ts";
import { type CaseResult, type RunOptions, runContract } from "../contract/run.ts";
import { shuffled } from "../contract/shuffle.ts";
import { fitsPattern, type Target } from "../contract/target.ts";

/** How the contract is described: everything of a run but what vitest does itself. */
export type DescribeOptions = Partial<Omit<RunOptions, "target" | "bail" | "workers" | "signal" | "rate">>;

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
  const { cases = allCases, filter = ["*"], seed, ...rest } = options;
  const chosen = cases.filter(({ id }) => filter.some((pattern) => fitsPattern(id, pattern)));
  let checked = 0;
  describe("the License API contract", () => {
    for (const contractCase of seed === undefined ? chosen : shuffled(chosen, seed)) {
      test(`${contractCase.id}: ${contractCase.about}`, async (context) => {
        const server = typeof target === "function" ? await target() : target;
        const run = runContract({ ...rest, target: server, cases: [contractCase] });
        for await (const result of run) {
          if (["blocked", "skipped", "not-applicable"].includes(result.verdict)) context.skip(reasonOf(result));
          checked += 1;
          expect(complaintsIn(result), contractCase.evidence).toEqual([]);
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

function complaintsIn({ verdict, findings, reason }: CaseResult): string[] {
  if (verdict === "stale") return [reason ?? "stale"];
  return verdict === "fail" ? findings.map((finding) => `${sentenceOf(finding)} (${finding.written})`) : [];
}
