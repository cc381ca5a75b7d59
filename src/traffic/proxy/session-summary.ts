import { type JudgedClaim, worstOf } from "../../contract/claim.ts";
import { type Dialect, dialectsOf } from "../../contract/report/dialect.ts";
import { type CaseReport, formsOf, maskedClaim, openQuestions, type RunReport } from "../../contract/report/report.ts";
import { exitStatusOf, summaryOf } from "../../contract/report/summary.ts";
import { count } from "../../contract/report/wording.ts";
import { verdictOfWorst } from "../../contract/verdict.ts";
import type { MaskedExchange } from "./mask-exchange.ts";
import type { ProxiedExchange } from "./proxied-exchange.ts";

/** What passed through, summed up. Its memory is bounded however long it runs. */
export interface SessionSummary {
  add(exchange: ProxiedExchange, masked: MaskedExchange): void;
  report(session: Session): RunReport;
}

/** What a report says beside the calls. */
export interface Session {
  readonly version: string;
  readonly baseUrl: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Calls of one endpoint with one outcome. */
interface Group {
  readonly id: string;
  readonly common: ReturnType<typeof commonOf>;
  /** What was open or drifted in any call, by what was found. */
  readonly departures: Map<string, JudgedClaim>;
  readonly remarks: Set<string>;
  clean: number;
  durationMs: number;
  flawed: number;
}

/** How many calls with findings are kept whole, and how many different remarks on each kind of call. */
const most = { flawed: 1_000, remarks: 100 };

/** Makes a tally: one case for each endpoint and outcome that was seen, and one for each call with findings. */
export function createSessionSummary(): SessionSummary {
  const groups = new Map<string, Group>();
  const flawed: CaseReport[] = [];
  const dialects: RunReport["dialects"] = {};
  return {
    add: (exchange, masked) => {
      const group = groupOf(exchange, groups);
      note(exchange, masked, group);
      const verdict = worstOf(exchange.claims);
      const isFlawed = verdict === "failed" || verdict === "not judged";
      if (isFlawed) group.flawed += 1;
      else group.clean += 1;
      if (isFlawed && flawed.length < most.flawed) flawed.push(flawedCase(exchange, masked, group));
      noteDialect(exchange, dialects);
    },
    report: (session) => {
      const cases = [...[...groups.values()].flatMap((group) => cleanCase(group)), ...flawed];
      return reportOf(
        cases.sort((one, other) => (one.id < other.id ? -1 : 1)),
        dialects,
        session,
      );
    },
  };
}

function reportOf(cases: CaseReport[], dialects: RunReport["dialects"], session: Session): RunReport {
  const { version, baseUrl, startedAt, endedAt } = session;
  const summary = summaryOf(cases);
  const settings = { allow: "permanent", minChecked: 0 } as const;
  return {
    tool: { name: "license-api-kit", version },
    target: { baseUrl },
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    settings,
    summary,
    exitStatus: exitStatusOf(summary, settings),
    leftBefore: [],
    questions: openQuestions(cases.map((one) => ({ case: one, claims: one.claims }))),
    dialects,
    forms: formsOf(cases.flatMap(({ claims }) => claims)),
    observedPolicy: {},
    cases,
  };
}

/** The name of an exchange's kind: the path's last words and the outcome, as ids of cases begin. */
export function kindOf({ endpoint, outcome }: Pick<ProxiedExchange, "endpoint" | "outcome">): string {
  return `${endpoint?.replaceAll("-", "_") ?? "unknown"}/${outcome}`;
}

function groupOf(exchange: ProxiedExchange, groups: Map<string, Group>): Group {
  const id = kindOf(exchange);
  const known = groups.get(id);
  if (known) return known;
  const group: Group = {
    id,
    common: commonOf(exchange),
    departures: new Map(),
    remarks: new Set(),
    clean: 0,
    durationMs: 0,
    flawed: 0,
  };
  groups.set(id, group);
  return group;
}

function note({ claims, remarks, durationMs }: ProxiedExchange, { mask }: MaskedExchange, group: Group): void {
  group.durationMs += durationMs;
  for (const one of claims) {
    if (one.verdict !== "drift" && one.verdict !== "open") continue;
    const claim = maskedClaim(one, mask);
    if (group.departures.size < most.remarks) group.departures.set(`${claim.expected} ${claim.answer}`, claim);
  }
  for (const remark of remarks) if (group.remarks.size < most.remarks) group.remarks.add(mask(remark));
}

function noteDialect({ endpoint, outcome, answer }: ProxiedExchange, dialects: Partial<Record<string, Dialect>>): void {
  if (endpoint === undefined || outcome !== "ok") return;
  const seen = dialectsOf([{ exchanges: [{ endpoint, answer }] }])[endpoint];
  const known = dialects[endpoint];
  if (seen !== undefined) dialects[endpoint] = known === undefined || known === seen ? seen : "mixed";
}

/** All calls of a kind that keep the contract, with what is to be said of any of them. */
function cleanCase({ id, common, departures, remarks, clean, flawed, durationMs }: Group): CaseReport[] {
  if (clean === 0 && departures.size === 0 && remarks.size === 0) return [];
  const claims = [...departures.values()];
  return [
    {
      ...common,
      id,
      about: `${count(clean, "call")} without a finding${flawed > 0 ? `, ${flawed} with one or not judged` : ""}`,
      verdict: verdictOfWorst[worstOf(claims)],
      claims,
      remarks: [...remarks],
      durationMs,
      exchanges: [],
    },
  ];
}

function flawedCase(exchange: ProxiedExchange, { report, mask }: MaskedExchange, { id, flawed }: Group): CaseReport {
  const claims = exchange.claims.map((claim) => maskedClaim(claim, mask));
  const [first] = claims.filter(({ verdict }) => verdict === "not judged");
  return {
    ...commonOf(exchange),
    id: `${id}/${flawed}`,
    about: `${exchange.request.method} ${mask(exchange.request.path)} as it was seen`,
    verdict: verdictOfWorst[worstOf(claims)],
    ...(first && { reason: first.found }),
    claims,
    durationMs: exchange.durationMs,
    exchanges: [report],
  };
}

function commonOf({ endpoint, outcome, request }: ProxiedExchange) {
  return {
    endpoint: endpoint ?? "unknown",
    outcome,
    effect: request.method === "GET" ? "none" : "permanent",
  } as const;
}
