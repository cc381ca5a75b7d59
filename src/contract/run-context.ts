import type { EndpointName } from "../api/endpoints.ts";
import type { Clock } from "../api/wall-clock.ts";
import { buildRequest } from "./build-request.ts";
import type { Answer, CaseRequest, StepContext } from "./case.ts";
import type { NoAnswer, SendRequest } from "./send-request.ts";
import { instancesOf, type Target } from "./target.ts";

/** A request with what came of it. */
export interface Exchanged {
  readonly endpoint: EndpointName;
  readonly request: Request;
  readonly answer: Answer | NoAnswer;
}

/** What a run of one case works with. */
export interface RunContext {
  readonly target: Target;
  readonly exchange: SendRequest;
  readonly now: Clock;
  /** Which instance plays each role. */
  readonly cast: Readonly<Record<string, number>>;
  /** What makes fresh names differ from those of other cases and runs. */
  readonly mark: string;
  /** Ends the case before its next step. What it did is undone. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request, signed as of now, and gives it with what came. */
export async function send(
  request: CaseRequest,
  { target, now, exchange }: Pick<RunContext, "target" | "now" | "exchange">,
): Promise<Exchanged> {
  const sent = buildRequest(request, target, new Date(now()));
  return { endpoint: request.endpoint, request: sent, answer: await exchange(sent) };
}

/** What requests are made from after these exchanges. */
export function sceneOf({ target, cast, mark }: RunContext, exchanges: readonly Exchanged[]): StepContext {
  return {
    role: (name) => instancesOf(target, name)[cast[name] ?? 0] ?? {},
    seen: exchanges.map(({ answer }) => answer as Answer),
    fresh: (name) => `${name}-${mark}`,
  };
}
