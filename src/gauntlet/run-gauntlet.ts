import { performance } from "node:perf_hooks";
import { bugText } from "../api/printable.ts";
import type { JudgedClaim } from "../contract/claim.ts";
import { worstOf } from "../contract/claim.ts";
import { type Verdict, verdictOfWorst } from "../contract/verdict.ts";
import type { StartDriver } from "./drivers/driver.ts";
import { playScenario } from "./play-scenario.ts";
import type { Scenario } from "./scenario.ts";
import type { SeenCall } from "./stage.ts";

/** How a scenario went with a client. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly verdict: Verdict;
  readonly claims: readonly JudgedClaim[];
  /** Why it was not judged. */
  readonly reason?: string;
  readonly calls: readonly SeenCall[];
  readonly said: string;
  /** How often it was played again, as it went wrong: a scenario that goes well the second time is flaky. */
  readonly retries?: number;
  readonly durationMs: number;
}

/** A run of the gauntlet. */
export interface GauntletOptions {
  readonly start: StartDriver;
  readonly scenarios: readonly Scenario[];
  /** How many are played side by side. What comes out is the same. @default 2 */
  readonly workers?: number;
  /** Ends the run after the scenarios that are under way. */
  readonly signal?: AbortSignal;
}

/** Plays scenarios to a client; results come as they are ready. */
export async function* runGauntlet({
  start,
  scenarios,
  workers = 2,
  signal,
}: GauntletOptions): AsyncGenerator<ScenarioResult> {
  const waiting = [...scenarios];
  const running = new Map<Scenario, Promise<ScenarioResult>>();
  while (running.size > 0 || waiting.length > 0) {
    while (running.size < Math.max(1, workers) && waiting.length > 0 && !signal?.aborted) {
      const scenario = waiting.shift() as Scenario;
      running.set(scenario, playedTwice(scenario, start));
    }
    if (running.size === 0) return;
    const result = await Promise.race(running.values());
    running.delete(result.scenario);
    yield result;
  }
}

/** A busy machine makes a client's own time-outs run out. What goes wrong is played again: what is wrong goes wrong twice. */
async function playedTwice(scenario: Scenario, start: StartDriver): Promise<ScenarioResult> {
  const first = await resultOf(scenario, start);
  if (!["failed", "drift", "open", "not-judged"].includes(first.verdict)) return first;
  const second = await resultOf(scenario, start);
  return second.verdict === first.verdict ? second : { ...second, retries: 1 };
}

async function resultOf(scenario: Scenario, start: StartDriver): Promise<ScenarioResult> {
  const begun = performance.now();
  const ended = () => performance.now() - begun;
  try {
    const { claims, missing, calls, said } = await playScenario(scenario, start);
    const common = { scenario, claims, calls, said, durationMs: ended() };
    if (missing !== undefined) {
      return { ...common, verdict: "not-applicable", reason: `the client does not claim ${missing}` };
    }
    const worst = worstOf(claims);
    const control = claims.find(({ verdict }) => verdict === "not judged");
    return {
      ...common,
      verdict: verdictOfWorst[worst],
      ...(worst === "not judged" && { reason: control?.found ?? "" }),
    };
  } catch (bug) {
    const claim = {
      kind: "driver",
      verdict: "not judged",
      evidence: "ours",
      expected: "a scenario that can be played",
    } as const;
    const found = `a defect of this kit, please report it: ${bugText(bug)}`;
    const claims = [{ ...claim, found, suspect: "contract" as const }];
    return { scenario, verdict: "not-judged", claims, reason: found, calls: [], said: "", durationMs: ended() };
  }
}
