import type { EndpointName } from "../../api/endpoints.ts";
import type { Choice } from "../../api/policies.ts";
import type { Effect } from "../../contract/case.ts";
import type { ClaimVerdict, JudgedClaim } from "../../contract/claim.ts";
import { sentenceOf, worstClaimFirst } from "../../contract/claim.ts";
import { answerWords } from "../../contract/judge-outcome.ts";
import { isOpen, type Lock } from "../../contract/lock.ts";
import { type OpenQuestion, openQuestions } from "../../contract/report/report.ts";
import { exitStatus, exitStatusOf, type Summed, summaryOf } from "../../contract/report/summary.ts";
import type { Exchanged } from "../../contract/run-context.ts";
import type { Target } from "../../contract/target.ts";
import { maskFor } from "../../contract/target-mask.ts";
import { verdictOfWorst } from "../../contract/verdict.ts";
import type { Exploration } from "../explore.ts";
import type { ExploreFinding } from "../finding.ts";

/** A search as data, which its reports are written from. It holds no secret. */
export interface ExploreReport {
  readonly tool: { readonly name: "license-api-kit"; readonly version: string };
  readonly target: { readonly baseUrl: string };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  readonly allow: Effect;
  /** As that of a contract run. */
  readonly exitStatus: number;
  /** Why it ended early, where it did. */
  readonly cut?: string;
  /** Requests from the schemas, by endpoint. */
  readonly requests: Readonly<Record<string, number>>;
  readonly walks: number;
  readonly walkedCalls: number;
  /** Where the walks came by, endpoint by endpoint. */
  readonly walked: readonly WalkedEndpoint[];
  /** What was found, the worst first. */
  readonly findings: readonly FindingReport[];
  /** What the sources leave open and the user has not accepted. */
  readonly questions: readonly OpenQuestion[];
  /** What is not as observed elsewhere, each once. */
  readonly drift: readonly string[];
  /** Policies that make the mock walk as the target does. */
  readonly observedPolicy: Choice;
  /** Roles that were not walked on. */
  readonly blocked: readonly { readonly role: string; readonly reason: string }[];
  /** What could not be put back. */
  readonly left: readonly string[];
}

/** How much of an endpoint walks have seen. */
export interface WalkedEndpoint {
  readonly endpoint: EndpointName;
  readonly calls: number;
  /** Situations of license and device that it was called in. */
  readonly situations: number;
  /** Ends that it came to, each with the situation before it and how often. */
  readonly transitions: readonly { readonly from: string; readonly outcome: string; readonly times: number }[];
}

/** A finding as data. */
export interface FindingReport {
  readonly id: string;
  readonly verdict: ClaimVerdict;
  readonly evidence: string;
  readonly found: string;
  readonly expected: string;
  readonly role?: string;
  readonly policy?: Choice;
  /** The calls that show it, each in a line. */
  readonly calls: readonly string[];
  /** By which rules the mock answers the last of them. */
  readonly why: readonly string[];
}

/** How a search is reported. */
export interface ReportedExploration {
  readonly version: string;
  readonly target: Target;
  readonly lock?: Lock;
  /** Whether open questions and drift count as failures. @default false */
  readonly strict?: boolean;
}

/** Makes the report of a search. */
export function exploreReportOf(found: Exploration, run: ReportedExploration): ExploreReport {
  const { seed, allow, startedAt, endedAt, inputs, walks, cut } = found;
  const mask = maskFor(run.target).text;
  const claims = claimsOf(found, run.lock);
  const findings = settledFindings(found, run.lock);
  const left = [...inputs.left, ...walks.left];
  return {
    tool: { name: "license-api-kit", version: run.version },
    target: { baseUrl: run.target.baseUrl },
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    ...{ seed, allow, exitStatus: statusOf(found, claims, findings, run.strict), ...(cut !== undefined && { cut }) },
    requests: inputs.requests,
    walks: walks.walks,
    walkedCalls: walks.calls,
    walked: walkedEndpoints(found),
    findings: findings.map((one) => findingReport(one, mask)),
    questions: openQuestions(askingOf(claims), mask),
    drift: [...new Set(claims.filter(({ verdict }) => verdict === "drift").map((claim) => mask(sentenceOf(claim))))],
    observedPolicy: walks.policy,
    blocked: [...walks.blocked].map(([role, reason]) => ({ role, reason: mask(reason) })),
    left: left.map((one) => mask(one)),
  };
}

/** What a search asks the user, as a lock keeps it. */
export function askingOf(claims: readonly JudgedClaim[]) {
  return [{ case: { id: "explore", about: "whatever calls come before" }, claims }];
}

/** Every claim of a search, in the light of what the user has accepted. */
export function claimsOf({ inputs, walks }: Exploration, lock: Lock = {}): JudgedClaim[] {
  const own = [...inputs.findings, ...walks.findings].map(({ claim }) => claim);
  return [...own, ...inputs.claims.filter(isNoFinding), ...walks.claims.filter(isNoFinding)].map((one) =>
    settled(one, lock),
  );
}

/** What failed is among the findings, made smaller. */
function isNoFinding({ verdict }: JudgedClaim): boolean {
  return verdict !== "failed" && verdict !== "not judged";
}

function settledFindings({ inputs, walks }: Exploration, lock: Lock = {}): ExploreFinding[] {
  const all = [...inputs.findings, ...walks.findings].map((one) => ({ ...one, claim: settled(one.claim, lock) }));
  const rank = ({ claim }: ExploreFinding) => worstClaimFirst.indexOf(claim.verdict);
  return all.sort((one, other) => rank(one) - rank(other));
}

function settled(claim: JudgedClaim, lock: Lock): JudgedClaim {
  const known = claim.question === undefined ? undefined : lock[claim.question];
  if (claim.verdict !== "open" || known?.accepted === undefined || isOpen(known)) return claim;
  return { ...claim, verdict: "accepted", because: known.accepted };
}

function statusOf(
  { inputs, walks, cut = "" }: Exploration,
  claims: readonly JudgedClaim[],
  findings: readonly ExploreFinding[],
  strict = false,
): number {
  const results: Summed[] = findings.map(({ claim }) => ({ verdict: verdictOfWorst[claim.verdict], claims: [] }));
  const isAnything = Object.keys(inputs.requests).length + walks.calls > 0;
  if (isAnything) results.push({ verdict: "passed", claims });
  for (const left of [...inputs.left, ...walks.left]) results.push({ verdict: "passed", claims: [], left });
  const status = exitStatusOf(summaryOf(results), { strict });
  if (status !== exitStatus.good) return status;
  if (cut.includes("the target is gone")) return exitStatus.unreachable;
  return cut.includes("interrupted") ? exitStatus.tooFew : status;
}

function walkedEndpoints({ walks }: Exploration): WalkedEndpoint[] {
  const all = [...walks.transitions.values()];
  const names = [...new Set(all.map(({ transition }) => transition.endpoint))].sort();
  return names.map((endpoint) => {
    const own = all.filter(({ transition }) => transition.endpoint === endpoint);
    return {
      endpoint,
      calls: own.reduce((sum, { times }) => sum + times, 0),
      situations: new Set(own.map(({ transition }) => transition.from)).size,
      transitions: own.map(({ transition: { from, outcome }, times }) => ({ from, outcome, times })),
    };
  });
}

function findingReport({ id, role, claim, seen, why }: ExploreFinding, mask: (text: string) => string): FindingReport {
  const { verdict, evidence, found, expected, policy } = claim;
  return {
    ...{ id, verdict, evidence, found: mask(found), expected: mask(expected) },
    ...(role !== undefined && { role }),
    ...(policy && { policy }),
    calls: seen.map((one) => mask(callLine(one))),
    why: why.map((reason) => mask(reason)),
  };
}

function callLine({ endpoint, request, answer }: Exchanged): string {
  const words = "unanswered" in answer ? answer.unanswered.replaceAll("-", " ") : answerWords(answer);
  return `${request.method} ${endpoint}: ${words}`;
}
