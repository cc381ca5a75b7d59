import { heldClaim } from "../src/contract/claim.ts";
import type { CaseReport, RunReport } from "../src/contract/report/report.ts";
import { exitStatusOf, type Strictness, summaryOf } from "../src/contract/report/summary.ts";

/** A claim that held. */
export const sound = heldClaim({ kind: "body", evidence: "documented: license check", expected: "what the page says" });

/** A case in which all is well. */
export const passed: CaseReport = {
  id: "check_license/ok",
  endpoint: "check-license",
  outcome: "ok",
  about: "a license answers its state",
  effect: "none",
  verdict: "passed",
  claims: [sound],
  durationMs: 12,
  exchanges: [],
};

/** A report of a few cases that went in different ways, with what else is different about the run. */
export function reportOfCases(
  differing: readonly Partial<CaseReport>[],
  { strict, minChecked, ...rest }: Partial<RunReport> & Strictness = {},
): RunReport {
  const cases = differing.map((one, at) => ({ ...passed, ...(at > 0 && { id: `check_license/ok-${at}` }), ...one }));
  const settings = { allow: "none", ...(strict && { strict }), ...(minChecked && { minChecked }) } as const;
  const summary = summaryOf(cases);
  return {
    tool: { name: "license-api-kit", version: "1.2.3" },
    target: { baseUrl: "https://license-api.test" },
    startedAt: "2026-01-15T12:00:00.000Z",
    durationMs: 61_500,
    settings,
    summary,
    exitStatus: exitStatusOf(summary, { minChecked: 0, ...settings }, rest.leftBefore?.length),
    leftBefore: [],
    questions: [],
    dialects: { "check-license": "documents", "check-license-feature": "documents" },
    forms: [],
    observedPolicy: {},
    cases,
    ...rest,
  };
}
