import type { JudgedClaim } from "../contract/claim.ts";
import { type CaseReport, openQuestions, type RunReport } from "../contract/report/report.ts";
import type { JudgedClient } from "../contract/report/subject.ts";
import { exitStatusOf, type Strictness, summaryOf } from "../contract/report/summary.ts";
import { observedStories } from "./observe.ts";
import type { ScenarioResult } from "./run-gauntlet.ts";
import { levelOf, type Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";

/** What a report of the gauntlet is made from. */
export interface ReportedGauntlet extends Strictness {
  readonly version: string;
  readonly client: JudgedClient;
  /** How the client was reached: a command or an address. */
  readonly driver: string;
  /** What the run is called. */
  readonly label?: string;
  readonly filter?: readonly string[];
  readonly results: readonly ScenarioResult[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Where the run did not get to its end. @default what the results say */
  readonly exitStatus?: number;
}

/** Makes the report of a run, which the reporters of the contract write. */
export function gauntletReport(run: ReportedGauntlet): RunReport {
  const { version, client, driver, label, startedAt, endedAt, filter, strict, minChecked } = run;
  const cases = inOrder(run.results).map(caseReport);
  const summary = summaryOf(cases);
  const settings = {
    allow: "permanent" as const,
    ...(filter && { filter }),
    ...(strict && { strict }),
    ...(minChecked !== undefined && { minChecked }),
  };
  return {
    tool: { name: "license-api-kit", version },
    target: { baseUrl: driver, ...(label !== undefined && { label }) },
    client,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    settings,
    summary,
    exitStatus: run.exitStatus ?? exitStatusOf(summary, settings),
    leftBefore: [],
    questions: openQuestions(cases.map((one) => ({ case: one, claims: one.claims }))),
    dialects: {},
    forms: [],
    observedPolicy: {},
    cases,
  };
}

/** Scenarios that are played side by side end in any order; a report lists them as they stand. */
function inOrder(results: readonly ScenarioResult[]): ScenarioResult[] {
  const places = new Map([...scenarios, ...observedStories].map(({ id }, at) => [id, at]));
  return [...results].sort((one, other) => (places.get(one.scenario.id) ?? 0) - (places.get(other.scenario.id) ?? 0));
}

function caseReport({
  scenario,
  verdict,
  claims,
  reason,
  calls,
  said,
  retries,
  durationMs,
}: ScenarioResult): CaseReport {
  const { id, axis, story, demand } = scenario;
  const isShown = verdict !== "passed" && verdict !== "not-applicable";
  return {
    id,
    endpoint: axis,
    outcome: levelOf(scenario),
    about: story,
    effect: "permanent",
    verdict,
    ...(reason !== undefined && { reason }),
    claims,
    ...(retries !== undefined && { retries }),
    ...(isShown && {
      remarks: [
        demand.source,
        ...stepsOf(scenario, claims),
        `play it alone: license-api-kit gauntlet --filter ${id}, with the same driver`,
        ...(said.trim() === "" ? [] : [`the driver said: ${said.trim()}`]),
      ],
    }),
    durationMs,
    exchanges: isShown ? calls.slice(0, mostExchanges).map(({ exchange }) => exchange) : [],
  };
}

/** The steps at which something was not as it must be. */
function stepsOf({ steps }: Scenario, claims: readonly JudgedClaim[]): string[] {
  const broken = claims.filter(({ verdict }) => verdict !== "held").flatMap(({ step }) => step ?? []);
  return [...new Set(broken)].map((step) => `step ${step} is ${JSON.stringify(steps[step - 1])}`);
}

/** Nobody reads more of one scenario; a flood of calls would fill the report. */
const mostExchanges = 60;
