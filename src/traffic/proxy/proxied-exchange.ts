import type { Answer } from "../../contract/case.ts";
import type { Observation } from "../../contract/observe.ts";
import type { ObservedRequest } from "../../contract/observed-request.ts";
import type { NoAnswer } from "../../contract/send-request.ts";

/** A call that passed through, with what there is to say of it. Nothing in it is masked. */
export interface ProxiedExchange extends Observation {
  readonly request: ObservedRequest;
  readonly answer: Answer | NoAnswer;
  /** Where it went. */
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}
