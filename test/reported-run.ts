import type { CaseResult } from "../src/contract/case-result.ts";
import { cases } from "../src/contract/cases/index.ts";
import { type ReportedRun, type RunReport, reportOf } from "../src/contract/report/report.ts";
import { runContract } from "../src/contract/run.ts";
import type { RunOptions } from "../src/contract/run-options.ts";
import { createMock, type MockOptions } from "../src/mock/create-mock.ts";

/** How the run of a report differs from a plain one. */
export interface Reported extends Partial<Omit<RunOptions, "fetch">> {
  readonly mock?: MockOptions;
  /** Changes what the mock answers. */
  readonly spoil?: (answer: { text: string; status: number; headers: Headers }, request: Request) => void;
  /** How the report is made. */
  readonly report?: Partial<ReportedRun>;
}

const moment = Date.UTC(2026, 0, 15, 12);

/** Runs the contract against a mock, at one moment in time, and gives the results with their report. */
export async function reportedRun({ mock: options, spoil, report, ...run }: Reported = {}): Promise<{
  results: CaseResult[];
  report: RunReport;
}> {
  const mock = createMock({ clock: moment, wallClock: () => moment, ...options });
  const target = { ...mock, baseUrl: "https://license-api.test", ...run.target };
  const results: CaseResult[] = [];
  const fetch = async (request: Request) => {
    const whole = await mock.fetch(request.clone());
    const answer = { text: await whole.text(), status: whole.status, headers: new Headers(whole.headers) };
    spoil?.(answer, request);
    return new Response(answer.text, { status: answer.status, headers: answer.headers });
  };
  const all = { cases, allow: "permanent", ...run, target, fetch, now: () => moment } as const;
  for await (const result of runContract(all)) results.push(result);
  const { allow } = all;
  const made = { version: "1.2.3", target, results, startedAt: moment, endedAt: moment, allow, ...report };
  return { results, report: await reportOf(made) };
}
