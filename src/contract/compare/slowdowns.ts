import type { CaseReport } from "../report/report.ts";

/** What takes longer than it did. */
export interface Slowdown {
  /** An endpoint, or a case. */
  readonly what: string;
  /** Milliseconds: the median of the endpoint's cases, or how long the case took. */
  readonly before: number;
  readonly now: number;
  /** How many cases that was measured with. */
  readonly cases: number;
}

/**
 * How much slower is said, and no less: networks and busy machines are a little slower at any time. An endpoint by the
 * median of its cases, which a few late answers do not move; a single case by much more, and beyond what its endpoint
 * explains.
 */
export const slowerRule = {
  endpoint: { atLeastCases: 5, times: 1.5, byMs: 20 },
  case: { times: 3, byMs: 250 },
} as const;

/** A case as both runs measured it. */
interface Measured {
  readonly id: string;
  readonly endpoint: string;
  readonly before: number;
  readonly now: number;
}

/** The endpoints that are slower, then the single cases. Only cases count that did the same work in both runs. */
export function slowdownsOf(before: ReadonlyMap<string, CaseReport>, now: ReadonlyMap<string, CaseReport>): Slowdown[] {
  const measured = [...before.values()].flatMap((was) => measuredTwice(was, now.get(was.id)));
  const byEndpoint = new Map<string, Measured[]>();
  for (const one of measured) {
    const own = byEndpoint.get(one.endpoint);
    if (own) own.push(one);
    else byEndpoint.set(one.endpoint, [one]);
  }
  const endpoints = [...byEndpoint].map(([what, own]): Slowdown => {
    return { what, before: medianOf(own, "before"), now: medianOf(own, "now"), cases: own.length };
  });
  const isSlower = ({ before: was, now: is, cases }: Slowdown) => {
    const { atLeastCases, times, byMs } = slowerRule.endpoint;
    return cases >= atLeastCases && is >= times * was && is - was >= byMs;
  };
  const slowdowns = endpoints.filter(isSlower);
  const usual = new Map(slowdowns.map((one) => [one.what, one.now / Math.max(1, one.before)]));
  const single = measured.filter(({ endpoint, before: was, now: is }) => {
    const { times, byMs } = slowerRule.case;
    const explained = (usual.get(endpoint) ?? 1) * was;
    return is >= times * explained && is - explained >= byMs;
  });
  return [
    ...slowdowns,
    ...single.map(({ id, before: was, now: is }) => ({ what: id, before: was, now: is, cases: 1 })),
  ];
}

function measuredTwice(was: CaseReport, is: CaseReport | undefined): Measured[] {
  const isSameWork =
    is !== undefined && was.exchanges.length === is.exchanges.length && (was.retries ?? 0) + (is.retries ?? 0) === 0;
  return isSameWork ? [{ id: was.id, endpoint: was.endpoint, before: was.durationMs, now: is.durationMs }] : [];
}

function medianOf(all: readonly Measured[], when: "before" | "now"): number {
  const sorted = all.map((one) => one[when]).sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
