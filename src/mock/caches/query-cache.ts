import type { EndpointName } from "../../api/endpoints.ts";
import type { Caller } from "../behaviour.ts";
import type { Call } from "../journal/call.ts";
import type { Reasons } from "../journal/reasons.ts";
import type { ApiResponse } from "../request.ts";
import type { World } from "../world/world.ts";
import { createBoundedMap } from "./bounded-map.ts";
import { type Dependencies, isCacheable, isReusable } from "./dependencies.ts";

/**
 * Answers to queries with what they rest on, by the query's text. A query that comes again from the same caller has the
 * same answer for as long as everything reads as it did, so it is neither read, judged, written nor signed again. What
 * changes the world, looks at the very time or is refused is made anew each time.
 */
export interface QueryCache {
  /** What still holds of the query's last time. */
  recall(call: Call): CachedQuery | undefined;
  /** Keeps the answer of a call, with what was found after its headers were judged. */
  keep(call: Call, trace: Dependencies, answer: ApiResponse): void;
}

/** A query that was answered, with what was found after its headers were judged. */
export interface CachedQuery {
  readonly endpoint: EndpointName;
  readonly caller: Caller;
  readonly input: object;
  readonly findings: readonly string[];
  /** That of the authorization too, as it is the same caller's. */
  readonly reasons: Reasons;
  readonly trace: Dependencies;
  readonly answer: ApiResponse;
}

/** For who wants no repeats. */
export const noQueryCache: QueryCache = { recall: () => undefined, keep: () => {} };

/** How many answers are kept. One takes about 5 KB, most of which other caches hold anyway. */
const kept = 1_024;

/** Makes an empty store. */
export function createQueryCache(world: Pick<World, "version">): QueryCache {
  const repeats = createBoundedMap<CachedQuery>(kept);
  return {
    recall: (call) => {
      const known = repeats.get(call.request.query);
      if (known === undefined || known.endpoint !== call.endpoint || !isSame(known.caller, call.caller))
        return undefined;
      if (!isReusable(known.trace, call.at, world.version())) return undefined;
      return known;
    },
    keep: (call, trace, answer) => {
      const { endpoint, caller, input, request } = call;
      if (!endpoint || !caller || !input || !isCacheable(trace)) return;
      const findings = call.findings.slice(trace.findingsBefore);
      const { reasons } = call;
      repeats.set(request.query, { endpoint, caller, input, findings, reasons, trace, answer });
    },
  };
}

/** Callers with scopes are made anew for each call, so they are never the same. */
function isSame(one: Caller, other: Caller | undefined): boolean {
  if (one === other || other === undefined) return one === other;
  return (
    one.apiKey === other.apiKey &&
    one.companyId === other.companyId &&
    one.products === other.products &&
    one.scope === other.scope &&
    one.proof === other.proof
  );
}
