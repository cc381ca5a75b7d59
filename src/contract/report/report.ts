import type { EndpointName } from "../../api/endpoints.ts";
import type { Choice, Effect } from "../case.ts";
import { cases } from "../cases/index.ts";
import type { Learned } from "../ends.ts";
import type { Drift, Finding } from "../finding.ts";
import type { Exchanged } from "../play.ts";
import type { CaseResult, Verdict } from "../run.ts";
import type { Target } from "../target.ts";
import { type Dialect, dialectsOf } from "./dialect.ts";
import { createMask, type Mask, readableBody } from "./mask.ts";
import { exitStatusOf, type Strictness, type Summary, summaryOf } from "./summary.ts";

/** A run as data, which every report is written from. It holds no secret. */
export interface RunReport {
  readonly tool: { readonly name: "license-api-kit"; readonly version: string };
  readonly target: { readonly baseUrl: string };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What was allowed and left out. */
  readonly settings: RunSettings;
  readonly summary: Summary;
  /** See `exitStatus`. */
  readonly exitStatus: number;
  /** Which of the two documented forms of answers each endpoint speaks, where it shows. */
  readonly dialects: Partial<Record<EndpointName, Dialect>>;
  /** Policies that make the mock behave as the target was seen to. */
  readonly learnedPolicy: Choice;
  /** In the order of the cases. */
  readonly cases: readonly CaseReport[];
}

/** How a run was asked for. */
export interface RunSettings extends Strictness {
  readonly allow: Effect;
  readonly filter?: readonly string[];
}

/** How a case went, as data. */
export interface CaseReport {
  readonly id: string;
  /** `unknown` in a proxy's report, for calls of no endpoint. */
  readonly endpoint: EndpointName | "unknown";
  readonly outcome: string;
  readonly about: string;
  readonly evidence: string;
  readonly effect: Effect;
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly learned?: Learned;
  readonly findings: readonly Finding[];
  readonly drift: readonly Drift[];
  /** What else a client's author may like to know; in a proxy's report only. */
  readonly remarks?: readonly string[];
  readonly undone?: boolean;
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
export interface ReportedRun extends RunSettings {
  readonly version: string;
  readonly target: Target;
  readonly results: readonly CaseResult[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The exit status, where the run did not get as far as its cases. @default what the results say */
  readonly exitStatus?: number;
}

/** Makes the report of a run. */
export async function reportOf(run: ReportedRun): Promise<RunReport> {
  const { version, target, results, startedAt, endedAt, allow, filter, strict, minChecked } = run;
  const settings = { allow, ...(filter && { filter }), ...(strict && { strict }), ...(minChecked && { minChecked }) };
  const summary = summaryOf(results);
  const mask = createMask(target);
  return {
    tool: { name: "license-api-kit", version },
    target: { baseUrl: target.baseUrl },
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    settings,
    summary,
    exitStatus: run.exitStatus ?? exitStatusOf(summary, settings),
    dialects: dialectsOf(results),
    learnedPolicy: learnedPolicyOf(results),
    cases: await Promise.all(inOrder(results).map((result) => caseReport(result, mask))),
  };
}

/** With several workers, and in another order, results come as they are ready; a report lists them as the contract does. */
function inOrder(results: readonly CaseResult[]): CaseResult[] {
  const places = new Map(cases.map(({ id }, at) => [id, at]));
  return [...results].sort((one, other) => (places.get(one.case.id) ?? 0) - (places.get(other.case.id) ?? 0));
}

/** The policies that a mock needs to behave as a target was seen to. */
export function learnedPolicyOf(results: readonly CaseResult[]): Choice {
  return Object.assign({}, ...results.map(({ learned }) => learned?.policy ?? {}));
}

async function caseReport(result: CaseResult, mask: Mask): Promise<CaseReport> {
  const { case: contractCase, findings, drift, exchanges, verdict, reason, learned, undone, durationMs } = result;
  const { id, endpoint, outcome, about, evidence, effect } = contractCase;
  return {
    ...{ id, endpoint, outcome, about, evidence, effect, verdict },
    ...(reason !== undefined && { reason }),
    ...(learned && { learned }),
    findings: findings.map((one) => ({ ...one, found: mask(one.found), expected: mask(one.expected) })),
    drift: drift.map((one) => ({ ...one, message: mask(one.message) })),
    ...(undone !== undefined && { undone }),
    durationMs,
    exchanges: await Promise.all(exchanges.map((exchanged) => exchangeReport(exchanged, mask))),
  };
}

async function exchangeReport({ request, answer }: Exchanged, mask: Mask): Promise<ExchangeReport> {
  const body = request.method === "GET" ? undefined : mask(readableBody(await request.clone().text()));
  return {
    request: {
      method: request.method,
      url: mask(request.url),
      headers: masked(Object.fromEntries(request.headers), mask),
      ...(body !== undefined && { body }),
    },
    answer:
      "unanswered" in answer
        ? { unanswered: answer.unanswered, message: mask(answer.message) }
        : { status: answer.status, headers: masked(answer.headers, mask), body: mask(answer.text) },
  };
}

function masked(headers: Readonly<Record<string, string>>, mask: Mask): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));
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
