import type { Clock } from "../api/wall-clock.ts";
import { buildRequest, isPossible, needsApiKey } from "./build-request.ts";
import type { Answer, CaseRequest, ContractCase, Scene, Step } from "./case.ts";
import { judge, type Learned } from "./ends.ts";
import type { Exchange, Unanswered } from "./exchange.ts";
import type { Drift, Finding } from "./finding.ts";
import { instancesOf, type Target } from "./target.ts";

/** A request with what came of it. */
export interface Exchanged {
  readonly request: Request;
  readonly answer: Answer | Unanswered;
}

/** What a run of one case works with. */
export interface Stage {
  readonly target: Target;
  readonly exchange: Exchange;
  readonly now: Clock;
  /** Which instance plays each role. */
  readonly cast: Readonly<Record<string, number>>;
  /** What makes fresh names differ from those of other cases and runs. */
  readonly mark: string;
  /** Ends the case before its next step. What it did is undone. */
  readonly signal?: AbortSignal | undefined;
}

/** How the steps of a case went. */
export interface Played {
  readonly findings: readonly Finding[];
  readonly drift: readonly Drift[];
  readonly learned?: Learned;
  /** What was sent and what came, in order. */
  readonly exchanges: readonly Exchanged[];
  /** Why nothing was judged. */
  readonly blocked?: string;
}

/** Plays the steps of a case in order, up to the first that breaks the contract. */
export async function playCase(contractCase: ContractCase, stage: Stage): Promise<Played> {
  const { steps, evidence } = contractCase;
  const exchanges: Exchanged[] = [];
  const drift: Drift[] = [];
  let learned: Learned | undefined;
  for (const [at, step] of steps.entries()) {
    if (stage.signal?.aborted) return { findings: [], drift, exchanges, blocked: "the run was interrupted" };
    const scene = sceneOf(stage, exchanges);
    const request = step.request(scene);
    if (!isPossible(request, stage.target)) return { findings: [], drift, exchanges, blocked: needsApiKey };
    const answer = await send(request, stage, exchanges);
    if ("unanswered" in answer) return { findings: [networkFinding(answer)], drift, exchanges };
    if (contractCase.usesUp !== undefined && isUsedUp(answer)) {
      const blocked = `the role ${contractCase.usesUp} was used up before; put its device back on the license`;
      return { findings: [], drift, exchanges, blocked };
    }
    const checked = { request, answer, expect: step.expect, scene, target: stage.target, evidence };
    const judged = await judge(checked, contractCase, at === steps.length - 1);
    drift.push(...judged.drift);
    learned = judged.learned;
    if (judged.findings.length > 0) return { findings: judged.findings, drift, exchanges };
  }
  return { findings: [], drift, exchanges, ...(learned && { learned }) };
}

/** Sends requests that put the target back. Whether there is something to put back, their answers do not tell. */
export async function undo(requests: readonly Step["request"][], stage: Stage): Promise<boolean> {
  const exchanges: Exchanged[] = [];
  for (const make of requests) {
    const request = make(sceneOf(stage, exchanges));
    if (!isPossible(request, stage.target)) continue;
    const answer = await send(request, stage, exchanges);
    if ("unanswered" in answer || answer.status >= 500) return false;
  }
  return true;
}

async function send(request: CaseRequest, stage: Stage, exchanges: Exchanged[]): Promise<Answer | Unanswered> {
  const sent = buildRequest(request, stage.target, new Date(stage.now()));
  const answer = await stage.exchange(sent);
  exchanges.push({ request: sent, answer });
  return answer;
}

function sceneOf({ target, cast, mark }: Stage, exchanges: readonly Exchanged[]): Scene {
  return {
    role: (name) => instancesOf(target, name)[cast[name] ?? 0] ?? {},
    seen: exchanges.map(({ answer }) => answer as Answer),
    fresh: (name) => `${name}-${mark}`,
  };
}

function isUsedUp({ body }: Answer): boolean {
  const { code } = (body ?? {}) as { code?: unknown };
  return code === "license_not_active" || code === "device_not_found";
}

/** What is said of a call that got no answer. */
export function networkFinding({ unanswered, message }: Unanswered): Finding {
  const isTheirs = ["broken-off", "too-large", "unreadable"].includes(unanswered);
  return {
    rule: "network",
    found: `${unanswered.replace("-", " ")}: ${message}`,
    expected: "an answer",
    written: "HTTP",
    suspect: isTheirs ? "target" : "network",
  };
}
