import type { EndpointName } from "../../api/endpoints.ts";
import { type Mask, type MaskText, readableText } from "../../api/mask.ts";
import type { Choice } from "../../api/policies.ts";
import type { Answer, Effect } from "../case.ts";
import type { CaseResult } from "../case-result.ts";
import { cases } from "../cases/index.ts";
import type { JudgedClaim } from "../claim.ts";
import type { LedgerEntry } from "../ledger.ts";
import { type Asking, type Lock, questionsOf } from "../lock.ts";
import type { Exchanged } from "../run-context.ts";
import { withSuspects } from "../suspects.ts";
import type { Target } from "../target.ts";
import { type MaskOptions, maskFor } from "../target-mask.ts";
import type { Verdict } from "../verdict.ts";
import { type Dialect, dialectsOf } from "./dialect.ts";
import type { JudgedClient } from "./subject.ts";
import { exitStatusOf, type Strictness, type Summary, summaryOf } from "./summary.ts";

/** A run as data, which every report is written from. It holds no secret. */
export interface RunReport {
  readonly tool: { readonly name: "license-api-kit"; readonly version: string };
  readonly target: {
    readonly baseUrl: string;
    readonly label?: string;
    /** Names of the roles that it has; in a proxy's report none. */
    readonly roles?: readonly string[];
  };
  /** The client that was judged, where it was one and no server: then cases are scenarios of the gauntlet. */
  readonly client?: JudgedClient;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What was allowed and left out. */
  readonly settings: RunSettings;
  readonly summary: Summary;
  /** See `exitStatus`. */
  readonly exitStatus: number;
  /** What earlier runs left changed on the target and nobody has undone. */
  readonly leftBefore: readonly Leftover[];
  /** What the sources leave open and the user has not accepted. */
  readonly questions: readonly OpenQuestion[];
  /** Which of the two documented forms of answers each endpoint speaks, where it shows. */
  readonly dialects: Partial<Record<EndpointName, Dialect>>;
  /** Which form it speaks where documents contradict each other, with the number of answers that showed it. */
  readonly forms: readonly { readonly form: string; readonly seen: number }[];
  /** Policies that make the mock behave as the target was seen to, where all its answers agree. */
  readonly observedPolicy: Choice;
  /** In the order of the cases. */
  readonly cases: readonly CaseReport[];
}

/** A change that could not be undone. */
export interface Leftover {
  readonly case: string;
  readonly reason: string;
}

/** A question with what this target does. */
export interface OpenQuestion {
  readonly id: string;
  readonly about: string;
  readonly answers: Readonly<Record<string, number>>;
  readonly policy?: Choice;
}

/** How a run was asked for. */
export interface RunSettings extends Strictness {
  readonly allow: Effect;
  readonly filter?: readonly string[];
}

/** How a case went, as data. */
export interface CaseReport {
  readonly id: string;
  /** Name of the endpoint; `unknown` in a proxy's report, for calls of none; of scenarios what they ask about. */
  readonly endpoint: string;
  readonly outcome: string;
  readonly about: string;
  readonly effect: Effect;
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly claims: readonly JudgedClaim[];
  /** What else a client's author may like to know; in reports of a proxy and of the gauntlet. */
  readonly remarks?: readonly string[];
  /** Why the target could not be put back. */
  readonly left?: string;
  readonly retries?: number;
  readonly durationMs: number;
  readonly exchanges: readonly ExchangeReport[];
}

/** What was sent and what came, with secrets masked. */
export interface ExchangeReport {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly answer:
    | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
    | { readonly unanswered: string; readonly message: string };
}

/** What a report is made from. */
export interface ReportedRun extends RunSettings, MaskOptions {
  readonly version: string;
  readonly target: Target;
  /** What the run is called: a build or an environment. */
  readonly label?: string;
  readonly results: readonly CaseResult[];
  /** What the user has accepted. */
  readonly lock?: Lock;
  /** What earlier runs left changed. */
  readonly leftBefore?: readonly LedgerEntry[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The exit status, where the run did not get as far as its cases. @default what the results say */
  readonly exitStatus?: number;
}

/** Makes the report of a run. */
export async function reportOf(run: ReportedRun): Promise<RunReport> {
  const { version, target, label, startedAt, endedAt, allow, filter, strict, minChecked, leftBefore = [] } = run;
  const results = withSuspects(inOrder(run.results));
  const settings = { allow, ...(filter && { filter }), ...(strict && { strict }), ...(minChecked && { minChecked }) };
  const summary = summaryOf(results);
  const mask = maskFor(target, run);
  return {
    tool: { name: "license-api-kit", version },
    target: { baseUrl: target.baseUrl, ...(label !== undefined && { label }), roles: Object.keys(target.roles) },
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    settings,
    summary,
    exitStatus: run.exitStatus ?? exitStatusOf(summary, settings, leftBefore.length),
    leftBefore: leftBefore.map((entry) => ({
      case: entry.case,
      reason: mask.text(entry.reason ?? "the run broke off"),
    })),
    questions: openQuestions(results, mask.text),
    dialects: dialectsOf(results),
    forms: formsOf(results.flatMap(({ claims }) => claims)),
    observedPolicy: observedPolicyOf(results),
    cases: await Promise.all(results.map((result) => caseReport(result, mask))),
  };
}

/** With several workers, and in another order, results come as they are ready; a report lists them as the contract does. */
function inOrder(results: readonly CaseResult[]): CaseResult[] {
  const places = new Map(cases.map(({ id }, at) => [id, at]));
  return [...results].sort((one, other) => (places.get(one.case.id) ?? 0) - (places.get(other.case.id) ?? 0));
}

/** What is open in results, with how many cases showed each answer. */
export function openQuestions(results: Asking, mask: MaskText = (text) => text): OpenQuestion[] {
  const total = (id: string, answer: string) =>
    results.filter(({ claims }) =>
      claims.some((one) => one.question === id && one.answer === answer && one.verdict === "open"),
    ).length;
  return Object.entries(questionsOf(results)).map(([id, { about, answers, policy }]) => ({
    id,
    about: mask(about),
    answers: Object.fromEntries(Object.keys(answers).map((answer) => [mask(answer), total(id, answer)])),
    ...(policy && { policy }),
  }));
}

/** Each form once, with how often it was seen, the most frequent first. */
export function formsOf(claims: readonly JudgedClaim[]): RunReport["forms"] {
  const seen = new Map<string, number>();
  for (const { form } of claims) if (form !== undefined) seen.set(form, (seen.get(form) ?? 0) + 1);
  return [...seen].map(([form, count]) => ({ form, seen: count })).sort((one, other) => other.seen - one.seen);
}

/** The policies that a mock needs to behave as a target was seen to. Where its answers differ, there is none. */
export function observedPolicyOf(results: readonly Pick<CaseResult, "claims">[]): Choice {
  const seen = new Map<string, Set<string | number | boolean>>();
  for (const { verdict, policy } of results.flatMap(({ claims }) => claims)) {
    if (policy === undefined || (verdict !== "open" && verdict !== "accepted")) continue;
    for (const [name, value] of Object.entries(policy)) seen.set(name, (seen.get(name) ?? new Set()).add(value));
  }
  const agreed = [...seen].filter(([, values]) => values.size === 1).map(([name, [value]]) => [name, value]);
  return Object.fromEntries(agreed);
}

async function caseReport(result: CaseResult, mask: Mask): Promise<CaseReport> {
  const { case: contractCase, claims, exchanges, verdict, reason, left, retries, durationMs } = result;
  const { id, endpoint, outcome, about, effect } = contractCase;
  return {
    ...{ id, endpoint, outcome, about, effect, verdict },
    ...(reason !== undefined && { reason: mask.text(reason) }),
    claims: claims.map((one) => maskedClaim(one, mask.text)),
    ...(left !== undefined && { left: mask.text(left) }),
    ...(retries !== undefined && { retries }),
    durationMs,
    exchanges: await Promise.all(exchanges.map((exchanged) => exchangeReport(exchanged, mask))),
  };
}

/** A claim without what a target file or an answer must not show. */
export function maskedClaim(claim: JudgedClaim, mask: MaskText): JudgedClaim {
  const { found, expected, answer, form } = claim;
  return {
    ...claim,
    found: mask(found),
    expected: mask(expected),
    ...(answer !== undefined && { answer: mask(answer) }),
    ...(form !== undefined && { form: mask(form) }),
  };
}

async function exchangeReport({ request, answer }: Exchanged, mask: Mask): Promise<ExchangeReport> {
  return {
    request: {
      method: request.method,
      url: mask.text(request.url, "request"),
      headers: mask.headers(Object.fromEntries(request.headers), "request"),
      ...(request.method !== "GET" && { body: maskReadable(await request.clone().text(), mask) }),
    },
    answer: "unanswered" in answer ? { ...answer, message: mask.text(answer.message) } : maskedAnswer(answer, mask),
  };
}

function maskedAnswer({ status, headers, text }: Answer, mask: Mask): ExchangeReport["answer"] {
  return { status, headers: mask.headers(headers, "answer"), body: mask.body(text, "answer") };
}

function maskReadable(body: string, mask: Mask): string {
  const { text, encoding } = readableText(body);
  return encoding + mask.body(text, "request");
}

/** A request as a command to paste. What was masked has to be filled in. */
export function curlOf({ request: { method, url, headers, body } }: ExchangeReport): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const lines = [
    `curl -i ${method === "GET" ? "" : `-X ${method} `}${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return lines.join(" \\\n  ");
}
