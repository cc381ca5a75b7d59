import type { Choice } from "../../api/policies.ts";
import { createSeededRandom } from "../../api/seeded-random.ts";
import { brokenClaim, type JudgedClaim, notJudgedClaim } from "../../contract/claim.ts";
import { isOpen, type Lock } from "../../contract/lock.ts";
import { instancesOf } from "../../contract/target.ts";
import type { ExploreFinding } from "../finding.ts";
import { createOracle, type Oracle } from "../oracle.ts";
import { describedRole } from "../role-facts.ts";
import type { Stage } from "../stage.ts";
import { adoptLetGo } from "./adopt.ts";
import { type ChooseMove, leastSeen, movesAhead, type SeenMoves } from "./choose-moves.ts";
import { exchangesOfWalk } from "./exchanges-of-walk.ts";
import { explainingPolicy, isOfOneLetGo } from "./explain.ts";
import { type Act, actsOn } from "./moves.ts";
import { playWalk, type Walked } from "./play-walk.ts";
import { type DifferentWalk, differenceOfWalk, shrinkWalk } from "./shrink-walk.ts";
import type { Transition } from "./standing.ts";
import { oracleRole, type WalkStage } from "./walk-stage.ts";

/** What a search by walks came to. */
export interface WalkResults {
  readonly findings: readonly ExploreFinding[];
  /** Every claim that was judged, the first of each kind. */
  readonly claims: readonly JudgedClaim[];
  readonly walks: number;
  readonly calls: number;
  /** How often each step between situations was taken. */
  readonly transitions: ReadonlyMap<string, { readonly transition: Transition; readonly times: number }>;
  /** Policies under which the oracle went on. */
  readonly policy: Choice;
  /** Roles that were not walked on, with the reason. */
  readonly blocked: ReadonlyMap<string, string>;
  readonly left: readonly string[];
}

/** How often something must be seen that does not show again, before it is told of. */
const mostTries = 3;

/** Walks so many times, each on one role, and explains every difference that shows again. */
export async function searchWalks(stage: Stage, most: number): Promise<WalkResults> {
  const search = beginSearch(stage);
  const { target, allow, seed } = stage;
  const roles = Object.keys(target.roles).flatMap((name): WalkedRole[] => {
    const [own] = instancesOf(target, name);
    const acts = own && describedRole(name) && own.hardware_id !== undefined ? actsOn(name, own, allow) : [];
    return acts.length > 0 ? [{ name, acts, isFresh: true, weight: acts.length }] : [];
  });
  const random = createSeededRandom(seed);
  const seen: SeenMoves = new Map();
  for (let at = 0; at < most && search.findings.length < stage.bail && !stage.isOver(); at += 1) {
    const role = chosen(
      roles.filter(({ name }) => !search.blocked.has(name)),
      random(),
    );
    if (role === undefined) break;
    const known = seen.size;
    await search.walk(role.name, leastSeen({ role: role.name, acts: role.acts, allow, seen, random }));
    role.isFresh = false;
    role.weight = role.acts.length * Math.sqrt(seen.size - known + 1);
  }
  return search.results();
}

/** What may be walked on, with what its last walk was worth. */
interface WalkedRole {
  readonly name: string;
  readonly acts: readonly Act[];
  isFresh: boolean;
  weight: number;
}

/** One of them: all once before any twice, then those more often that allow more kinds of calls and showed more that was new. */
function chosen(roles: readonly WalkedRole[], chance: number): WalkedRole | undefined {
  const fresh = roles.filter(({ isFresh }) => isFresh);
  const from = fresh.length > 0 ? fresh : roles;
  let rest = chance * from.reduce((sum, { weight }) => sum + weight, 0);
  return from.find(({ weight }) => {
    rest -= weight;
    return rest < 0;
  });
}

function beginSearch(stage: Stage) {
  const findings: ExploreFinding[] = [];
  const blocked = new Map<string, string>();
  const known = new Set<string>();
  const unrepeated = new Map<string, { readonly first: ExploreFinding; times: number }>();
  const learned = new Set<string>();
  const left: string[] = [];
  const read = new Set<string>();
  const kept = createTally();
  let oracle: Oracle = createOracle({ ...acceptedPolicy(stage.lock), ...stage.target.policy });
  let walks = 0;
  const stageOf = (role: string): WalkStage => ({
    ...stage,
    role,
    oracle,
    read,
    mark: `${stage.mark}${(walks++).toString(36)}`,
  });
  const play = async (role: string, choose: ChooseMove): Promise<Walked> => {
    const walked = await playWalk(choose, stageOf(role));
    if (walked.left !== undefined) left.push(`${role}: ${walked.left}`);
    return walked;
  };

  async function walk(role: string, choose: ChooseMove): Promise<void> {
    const walked = await play(role, choose);
    if (walked.blocked !== undefined) blocked.set(role, walked.blocked);
    kept.add(walked);
    const different = differenceOfWalk(walked);
    if (different === undefined || known.has(different.key) || stage.isOver()) return;
    const own = { ...stageOf(role), mark: walked.mark };
    if (!learned.has(role) && isAboutTransfers(different) && (await isOfOneLetGo(walked, own))) {
      learned.add(role);
      return adoptLetGo(oracle.mock, oracleRole(own));
    }
    const small = await shrinkWalk(different, (fewer) => play(role, movesAhead(fewer)));
    const finding = await findingOf(role, different, small);
    if (small === undefined) {
      const seen = unrepeated.get(different.key) ?? { first: finding, times: 0 };
      unrepeated.set(different.key, { ...seen, times: seen.times + 1 });
      return;
    }
    blocked.set(role, `${finding.id} has left it otherwise than the mock's`);
    known.add(different.key);
    findings.push(finding);
  }

  async function findingOf(
    role: string,
    first: DifferentWalk,
    small: DifferentWalk | undefined,
  ): Promise<ExploreFinding> {
    const { walked, claim } = small ?? first;
    const own = { ...stageOf(role), mark: walked.mark };
    const policy = small && (await explainingPolicy(walked, own));
    if (policy) oracle = oracle.fork(oracle.mock.snapshot(), { ...oracle.policy, ...policy });
    const { move, why } = walked.calls.at(-1) as (typeof walked.calls)[number];
    return {
      id: idOf({ endpoint: move.endpoint, claim }, findings.length),
      endpoint: move.endpoint,
      role,
      claim: small
        ? underPolicy(claim, policy)
        : notJudgedClaim(claim, `seen once and not again: ${claim.found}`, "network"),
      exchanges: exchangesOfWalk(walked, stage.target),
      seen: walked.calls.map(({ seen }) => seen),
      why,
    };
  }

  /** One of each kind that came again and again, and never when it was tried again. */
  const stillUnrepeated = () =>
    [...unrepeated]
      .filter(([key, { times }]) => !known.has(key) && times >= mostTries)
      .map(([, { first }], at) => ({ ...first, id: idOf(first, findings.length + at) }));

  return {
    findings,
    blocked,
    walk,
    results: (): WalkResults => ({
      findings: [...findings, ...stillUnrepeated()],
      blocked,
      left,
      ...kept.results(),
      policy: policyBeside(oracle.policy, stage),
    }),
  };
}

/** A finding's name, by how many there are before it: its case file is called so. */
function idOf({ endpoint, claim }: Pick<ExploreFinding, "endpoint" | "claim">, before: number): string {
  return `walk/${endpoint}/${claim.kind}-${before + 1}`;
}

/** A choice that the sources leave open is no failure, whatever is written of what came of it. */
function underPolicy(claim: JudgedClaim, policy: Choice | undefined): JudgedClaim {
  if (policy === undefined) return claim;
  const { kind, expected, found, answer } = claim;
  return brokenClaim(
    { kind, evidence: "assumed", expected, question: Object.keys(policy).join(), policy },
    found,
    answer,
  );
}

function isAboutTransfers({ key }: DifferentWalk): boolean {
  return /transfer_count|license_transferred_max_times/.test(key);
}

/** What the user has accepted of this target's choices. */
function acceptedPolicy(lock: Lock): Choice {
  const accepted = Object.values(lock).filter((question) => !isOpen(question));
  return Object.assign({}, ...accepted.map(({ policy = {} }) => policy));
}

function policyBeside(policy: Choice, { target, lock }: Stage): Choice {
  const before = { ...acceptedPolicy(lock), ...target.policy };
  return Object.fromEntries(Object.entries(policy).filter(([name]) => !Object.hasOwn(before, name)));
}

/** Counts what was walked, and keeps one claim of each kind and end. */
function createTally() {
  const transitions = new Map<string, { transition: Transition; times: number }>();
  const claims = new Map<string, JudgedClaim>();
  let calls = 0;
  let walks = 0;
  return {
    add: (walked: Walked) => {
      if (walked.blocked === undefined) walks += 1;
      calls += walked.calls.length;
      for (const call of walked.calls) {
        const { endpoint, from, outcome } = call.transition;
        const key = `${endpoint}: ${from} → ${outcome}`;
        transitions.set(key, { transition: call.transition, times: (transitions.get(key)?.times ?? 0) + 1 });
        for (const claim of call.claims) {
          const { kind, verdict, evidence, question = "", answer } = claim;
          const about = [kind, verdict, evidence, question, verdict === "held" ? "" : answer].join("\n");
          if (!claims.has(about)) claims.set(about, claim);
        }
      }
    },
    results: () => ({ calls, walks, transitions, claims: [...claims.values()] }),
  };
}
