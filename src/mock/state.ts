import type { EndpointName } from "../api/endpoints.ts";
import type { ApiError } from "../api/errors.ts";
import type { Authentication } from "./authenticate.ts";
import type { Caller, Context } from "./behaviour.ts";
import type { MockClock } from "./clock/clock.ts";
import type { Finished } from "./finished.ts";
import type { Journal } from "./journal.ts";
import type { Policies } from "./policies.ts";
import type { ApiRequest } from "./request.ts";
import type { World } from "./world/world.ts";

/** What the pipeline works on: one mock's world and what belongs to it. */
export interface State {
  readonly world: World;
  readonly policy: Policies;
  readonly clock: MockClock;
  readonly journal: Journal;
  /** Answers that are neither checked nor signed again. */
  readonly finished: Finished;
  /** What authorizing a call takes, as of now. */
  authentication(): Omit<Authentication, "note">;
  /** Who calls where no authorization is asked for. */
  stranger(): Caller;
  /** What a behaviour finds around it, as of now. */
  surroundings(request: ApiRequest): Omit<Context, "caller" | "note">;
  /** Signs a text; at once where it is remembered. */
  sign(text: string): string | Promise<string>;
  /** Writes into the journal. */
  record(request: ApiRequest, outcome: Outcome): void;
}

/** How a request ended. */
export interface Outcome {
  readonly endpoint: EndpointName | undefined;
  readonly findings: readonly string[];
  readonly error?: ApiError;
  /** @default the error's, or 200 */
  readonly status?: number;
}
