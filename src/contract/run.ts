import type { PolicyName } from "../api/policies.ts";
import { wallClock } from "../api/wall-clock.ts";
import { baselineJudge } from "./baseline.ts";
import type { ContractCase, Effect } from "./case.ts";
import type { CaseResult } from "./case-result.ts";
import { createCasting } from "./role-instances.ts";
import { runCase } from "./run-case.ts";
import type { RunOptions } from "./run-options.ts";
import { createSender, isFromTarget } from "./send-request.ts";
import { shuffled } from "./shuffle.ts";
import { fitting, instancesOf, whyNotApplicable } from "./target.ts";

/** After so many cases in a row without an answer, the target is taken to be gone. */
const patience = 3;

const effects: readonly Effect[] = ["none", "reversible", "permanent"];

/** Runs cases and gives each result as it comes. It knows no test runner. */
export async function* runContract(options: RunOptions): AsyncGenerator<CaseResult> {
  const pending: ContractCase[] = [];
  const judge = baselineJudge(options.baseline, options.target);
  for (const contractCase of chosen(options)) {
    const unplayed = whyUnplayed(contractCase, options);
    if (unplayed) yield judge(unplayedResult(contractCase, unplayed));
    else pending.push(contractCase);
  }
  const { maxMs = Number.POSITIVE_INFINITY, now = wallClock } = options;
  const startedAt = now();
  let failed = 0;
  let unanswered = 0;
  const whyOver = () => {
    if (options.signal?.aborted) return "the run was interrupted";
    if (now() - startedAt >= maxMs) return `the time of ${maxMs} ms was used up`;
    if (failed >= (options.bail ?? Number.POSITIVE_INFINITY)) return `the run ended after its failures: ${failed}`;
    return unanswered >= patience ? `no answer to ${unanswered} cases in a row: the target is gone` : undefined;
  };
  for await (const result of playAll(pending, options, whyOver)) {
    const judged = judge(result);
    if (judged.verdict === "failed") failed += 1;
    unanswered = isSilent(result) ? unanswered + 1 : 0;
    yield judged;
  }
  for (const contractCase of pending) {
    yield unplayedResult(contractCase, { verdict: "blocked", reason: whyOver() ?? "the run is over" });
  }
}

function isSilent({ unanswered }: CaseResult): boolean {
  return unanswered !== undefined && !isFromTarget({ unanswered });
}

/** Plays cases, as many at a time as there are workers, and takes those off the list that it has begun. */
async function* playAll(pending: ContractCase[], options: RunOptions, whyOver: () => string | undefined) {
  const { workers = 1, now = wallClock } = options;
  const casting = createCasting(options.target);
  const run = { ...options, now, exchange: createSender(options), startedAt: now() };
  const running = new Map<ContractCase, Promise<CaseResult>>();
  const begin = () => {
    for (let at = 0; at < pending.length && running.size < workers && !whyOver(); ) {
      const contractCase = pending[at] as ContractCase;
      const cast = casting.take(contractCase);
      if (cast === undefined) {
        at += 1;
        continue;
      }
      pending.splice(at, 1);
      const played = runCase(contractCase, cast, run).finally(() => casting.giveBack(contractCase, cast));
      running.set(contractCase, played);
    }
  };
  try {
    for (begin(); running.size > 0; begin()) {
      const result = await Promise.race(running.values());
      running.delete(result.case);
      yield result;
    }
  } finally {
    await Promise.allSettled(running.values()); // who stops reading still leaves a target that is put back
  }
}

/** Cases that use a role up come last, so that no other needs it after them. */
function chosen({ cases, filter, seed }: RunOptions): ContractCase[] {
  const all = fitting(cases, filter);
  const ordered = seed === undefined ? all : shuffled(all, seed);
  return [...ordered.filter(({ usesUp }) => !usesUp), ...ordered.filter(({ usesUp }) => usesUp)];
}

type Unplayed = Pick<CaseResult, "verdict"> & { readonly reason: string };

function unplayedResult(contractCase: ContractCase, unplayed: Unplayed): CaseResult {
  return { case: contractCase, ...unplayed, claims: [], exchanges: [], durationMs: 0 };
}

function whyUnplayed(
  { id, needs, facts = [], effect, policy = {}, blocked }: ContractCase,
  { target, allow = "none" }: RunOptions,
): Unplayed | undefined {
  const reason = whyNotApplicable(target, id);
  if (reason !== undefined) return { verdict: "not-applicable", reason };
  const undeclared = Object.entries(policy).find(([name, value]) => target.policy?.[name as PolicyName] !== value);
  if (undeclared) {
    return { verdict: "not-applicable", reason: `the target file does not declare ${undeclared.join("=")}` };
  }
  if (effects.indexOf(effect) > effects.indexOf(allow)) {
    return { verdict: "skipped", reason: `its effect on the target is ${effect}, allowed is ${allow}` };
  }
  if (blocked !== undefined) return { verdict: "blocked", reason: blocked };
  const missing = needs.filter((name) => instancesOf(target, name).length === 0);
  if (missing.length > 0) return { verdict: "blocked", reason: `the target has no role ${missing.join(", ")}` };
  const unsaid = facts.find((fact) => {
    const [role = "", name = ""] = fact.split(".");
    return instancesOf(target, role).some((one) => one[name] === undefined);
  });
  if (unsaid === undefined) return undefined;
  return { verdict: "blocked", reason: `the target file does not say ${unsaid}` };
}
