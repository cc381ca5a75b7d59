import type { EndpointName } from "../../api/endpoints.ts";
import type { ApiError, ErrorCode } from "../../api/errors.ts";
import type { Caller } from "../behaviour.ts";
import type { FaultsOfCall } from "../faults/faults.ts";
import type { FaultKind } from "../faults/kinds.ts";
import type { ApiRequest, ApiResponse } from "../request.ts";
import type { Instant } from "../world/records.ts";
import type { Reasons } from "./reasons.ts";

/**
 * One call, with what is learnt of it on its way. It holds on to what is there anyway; a journal entry is made of it
 * only when somebody reads one.
 */
export interface Call {
  /** Counted up from 1. */
  readonly id: number;
  readonly request: ApiRequest;
  /** The mock's time when it came. */
  readonly at: Instant;
  readonly wallAt: Instant;
  readonly findings: string[];
  /** Shared by the calls that repeat one another: who adds to them later makes a list of its own. */
  readonly reasons: Reasons;
  readonly endpoint: EndpointName | undefined;
  readonly caller: Caller | undefined;
  readonly input: object | undefined;
  /** undefined until it is decided. */
  readonly outcome: CallOutcome | undefined;
  readonly error: ApiError | undefined;
  /** Ids of the tweaks that changed the answer. */
  readonly tweaks: readonly number[] | undefined;
  /** What befalls it on purpose, null for nothing; undefined until that was asked. */
  readonly failure: FaultsOfCall | null | undefined;
  readonly fault: { readonly id: number; readonly kind: FaultKind } | undefined;
  readonly answer: ApiResponse | undefined;
  readonly answeredAt: Instant | undefined;
}

/** A call that is under way. The pipeline fills it in, and the journal closes it; nobody else writes. */
export type OpenCall = { -readonly [F in keyof Call]: Call[F] };

/** `ok`, the code of the error, or `fault` where a fault took the place of the call. */
export type CallOutcome = "ok" | ErrorCode | "fault";

/** A call as it comes in. */
export function openCall(id: number, request: ApiRequest, at: Instant, wallAt: Instant): OpenCall {
  return {
    id,
    request,
    at,
    wallAt,
    findings: [],
    reasons: [],
    endpoint: undefined,
    caller: undefined,
    input: undefined,
    outcome: undefined,
    error: undefined,
    tweaks: undefined,
    failure: undefined,
    fault: undefined,
    answer: undefined,
    answeredAt: undefined,
  };
}

/** A request is not worth more remarks than a person reads. */
const mostFindings = 40;

/** Makes what leaves remarks on a call. The call itself has no functions: a journal keeps many calls. */
export function noteInto({ findings }: Call): (finding: string) => void {
  return (finding) => void (findings.length < mostFindings && findings.push(finding.slice(0, 200)));
}
