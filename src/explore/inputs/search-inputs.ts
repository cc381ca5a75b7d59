import fc from "fast-check";
import { buildRequest, isPossible } from "../../contract/build-request.ts";
import type { Answer } from "../../contract/case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim, stableWords } from "../../contract/claim.ts";
import { isSuccess } from "../../contract/read-answer.ts";
import { secretsOf } from "../../contract/target.ts";
import { unansweredClaim } from "../../contract/unanswered-claim.ts";
import { writtenRequest } from "../../traffic/written-request.ts";
import type { ExploreFinding } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { aimsFor } from "./aims.ts";
import { exchangeOfLook, exchangeOfProbe } from "./expected-answer.ts";
import { judgeProbe } from "./judge-probe.ts";
import { createKeeper, type Keeper, type Trace } from "./keep-unchanged.ts";
import { type Probe, probesFor } from "./probes.ts";

/** What a search through inputs came to. */
export interface InputResults {
  readonly findings: readonly ExploreFinding[];
  /** Every claim that was judged, the first of each kind. */
  readonly claims: readonly JudgedClaim[];
  /** Requests that were judged, by their endpoints. */
  readonly requests: Readonly<Record<string, number>>;
  /** Why the target could not be put back, where it could not. */
  readonly left: readonly string[];
}

/** Requests that making one finding smaller may take. */
const mostAttempts = 200;

/** How an answer to a probe was judged. */
interface Judged {
  readonly probe: Probe;
  readonly claim: JudgedClaim;
  readonly request: Request;
  readonly answer: Answer;
  readonly trace?: Trace | undefined;
}

/** Sends so many requests from the schemas and judges the answers; what fails is made as small as it gets. */
export async function searchInputs(stage: Stage, most: number): Promise<InputResults> {
  const { target, allow, seed, mark } = stage;
  const known = new Set<string>();
  const findings: ExploreFinding[] = [];
  const tally = createTally();
  const keeper = createKeeper(stage, aimsFor(target, "none"));
  const aims = aimsFor(target, allow);
  const probes = aims.length === 0 ? undefined : probesFor(target, aims, `explore-${mark}`);
  for (let left = most, round = 0; probes && left > 0 && findings.length < stage.bail && !stage.isOver(); round += 1) {
    const hunt = createHunt(stage, keeper, known, tally);
    const run = await fc.check(fc.asyncProperty(probes, hunt.tryOne), { numRuns: left, seed: seed + round });
    left -= run.numRuns;
    const caught = hunt.caught();
    if (caught === undefined && run.failed) throw run.errorInstance; // a mistake of ours is no finding
    if (caught === undefined) break;
    known.add(keyOf(caught));
    findings.push(await findingOf(caught, stage, findings.length + 1));
  }
  await keeper.end();
  return { findings, claims: tally.claims(), requests: tally.requests, left: keeper.left };
}

/** One try of fast-check: the first failure is followed, so that it is made smaller and not exchanged for another. */
function createHunt(stage: Stage, keeper: Keeper, known: ReadonlySet<string>, tally: Tally) {
  let prey: Judged | undefined;
  let attempts = 0;
  const tryOne = async (probe: Probe) => {
    if (stage.isOver() || (prey && ++attempts > mostAttempts)) return;
    const judged = await judgedAnswer(probe, stage, keeper);
    if (prey === undefined)
      tally.add(
        probe,
        judged.map(({ claim }) => claim),
      );
    const failed = judged.filter(({ claim }) => claim.verdict === "failed" && !known.has(keyOf({ probe, claim })));
    const found = prey === undefined ? failed[0] : failed.find((one) => keyOf(one) === keyOf(prey as Judged));
    if (found === undefined) return;
    prey = found;
    throw new Error(found.claim.found);
  };
  return { tryOne, caught: () => prey };
}

async function judgedAnswer(probe: Probe, stage: Stage, keeper: Keeper): Promise<Judged[]> {
  const { target, exchange, now } = stage;
  const asked = writtenRequest(probe.request, (value) => value);
  if (!isPossible(asked, target)) return [];
  await keeper.before(probe);
  const request = orNothing(() => buildRequest(asked, target, new Date(now())));
  if (request === undefined) return [];
  const answer = await exchange(request);
  if ("unanswered" in answer) {
    const nobody: Answer = { status: 0, headers: {}, text: answer.message, body: answer.message };
    return [{ probe, claim: unansweredClaim(answer), request, answer: nobody }];
  }
  const claims = await judgeProbe(probe, answer, { ...target, secrets: secretsOf(target) });
  const trace = await keeper.after(probe, isSuccess(answer));
  const kept: Expected = { kind: "effect", evidence: "inviolable", expected: "a refused call that changes nothing" };
  if (trace) claims.push(trace.found === "" ? heldClaim(kept) : brokenClaim(kept, trace.found));
  return claims.map((claim) => ({ probe, claim, request, answer, ...(claim.kind === "effect" && { trace }) }));
}

/** What cannot be made a request at all: a value that no text stands for. */
function orNothing<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** What tells a failure from others: where, what, and on what it rests; not the values that it was seen with. */
function keyOf({ probe, claim }: Pick<Judged, "probe" | "claim">): string {
  const expected = claim.expected.replace(/"(?:[^"\\]|\\.)*"/g, '"…"');
  const about = claim.kind === "about" ? expected.split(" ", 2).join(" ") : expected;
  return `${probe.aim.endpoint} ${claim.kind} ${stableWords(about)}`;
}

async function findingOf(
  { probe, claim, request, answer, trace }: Judged,
  stage: Stage,
  at: number,
): Promise<ExploreFinding> {
  const { endpoint, role } = probe.aim;
  const { exchange, why } = await exchangeOfProbe(probe, stage);
  return {
    id: `inputs/${endpoint}/${claim.kind}-${at}`,
    endpoint,
    ...(role !== undefined && { role }),
    claim,
    exchanges: [exchange, ...(trace?.before ? [exchangeOfLook(trace.before, stage.target)] : [])],
    seen: [{ endpoint, request, answer }],
    why,
  };
}

type Tally = ReturnType<typeof createTally>;

/** Counts requests, and keeps one claim of each kind and end: fifty thousand answers make a million claims. */
function createTally() {
  const requests: Record<string, number> = {};
  const kept = new Map<string, JudgedClaim>();
  return {
    requests,
    add: ({ aim }: Probe, claims: readonly JudgedClaim[]) => {
      requests[aim.endpoint] = (requests[aim.endpoint] ?? 0) + 1;
      for (const claim of claims) {
        const { kind, verdict, question, evidence, answer } = claim;
        const key = [kind, verdict, evidence, question ?? "", verdict === "held" ? "" : answer].join("\n");
        if (!kept.has(key)) kept.set(key, claim);
      }
    },
    claims: () => [...kept.values()],
  };
}
