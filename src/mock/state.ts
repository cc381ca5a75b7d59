import type { Policies } from "../api/policies.ts";
import type { Authentication } from "./authenticate.ts";
import type { Caller, Context } from "./behaviour.ts";
import type { Caches } from "./caches/caches.ts";
import type { Dependencies } from "./caches/dependencies.ts";
import type { MockClock } from "./clock/clock.ts";
import type { ChoosableFaults } from "./faults/faults.ts";
import type { Call } from "./journal/call.ts";
import type { WritableJournal } from "./journal/journal.ts";
import type { GiveReason } from "./journal/reasons.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { OtherSigner } from "./space/other-signer.ts";
import type { ApplicableTweaks } from "./tweaks.ts";
import type { World } from "./world/world.ts";

/** What the pipeline works on: one mock's world and what belongs to it. */
export interface State {
  /** Name of the space, undefined for the main one. */
  readonly space: string | undefined;
  readonly world: World;
  readonly policy: Policies;
  readonly clock: MockClock;
  readonly journal: WritableJournal;
  readonly faults: ChoosableFaults;
  readonly tweaks: ApplicableTweaks;
  readonly rateLimits: RateLimits;
  readonly caches: Caches;
  /** Begins to store what has changed, while the answer is being signed; left out where nothing is stored. */
  readonly keep?: () => void;
  /** What authorizing a call takes. */
  authentication(call: Call, remarks: Remarks): Authentication;
  /** Who calls where no authorization is asked for. */
  stranger(): Caller;
  /** What a behaviour finds around it. What it reads there is noted in the trace. */
  surroundings(call: Call, caller: Caller, remarks: Remarks, trace: Dependencies): Context;
  /** Signs a text; at once where it is remembered. */
  sign(text: string): string | Promise<string>;
  /** The same for a text inside an answer. */
  signInside(text: string): string | Promise<string>;
  /** Signs as the mock does not: for faults alone. */
  readonly signOtherwise: OtherSigner;
}

/** Where what is learnt of a call goes. */
export interface Remarks {
  readonly note: (finding: string) => void;
  readonly because: GiveReason;
}
