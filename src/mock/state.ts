import type { Authentication } from "./authenticate.ts";
import type { Caller, Context } from "./behaviour.ts";
import type { MockClock } from "./clock/clock.ts";
import type { ChoosableFaults } from "./faults/faults.ts";
import type { Finished } from "./finished.ts";
import type { WritableJournal } from "./journal/journal.ts";
import type { Policies } from "./policies.ts";
import type { ApiRequest } from "./request.ts";
import type { ApplicableTweaks } from "./tweaks.ts";
import type { World } from "./world/world.ts";

/** What the pipeline works on: one mock's world and what belongs to it. */
export interface State {
  readonly world: World;
  readonly policy: Policies;
  readonly clock: MockClock;
  readonly journal: WritableJournal;
  readonly faults: ChoosableFaults;
  readonly tweaks: ApplicableTweaks;
  /** Answers that are neither checked nor signed again. */
  readonly finished: Finished;
  /** What authorizing a call takes, as of now. */
  authentication(): Omit<Authentication, "note" | "because">;
  /** Who calls where no authorization is asked for. */
  stranger(): Caller;
  /** What a behaviour finds around it, as of now. */
  surroundings(request: ApiRequest): Omit<Context, "caller" | "note" | "because">;
  /** Signs a text; at once where it is remembered. */
  sign(text: string): string | Promise<string>;
}
