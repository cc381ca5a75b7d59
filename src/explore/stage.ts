import type { Clock } from "../api/wall-clock.ts";
import type { Effect } from "../contract/case.ts";
import type { Ledger } from "../contract/ledger.ts";
import type { Lock } from "../contract/lock.ts";
import type { SendRequest } from "../contract/send-request.ts";
import type { Target } from "../contract/target.ts";

/** What both searches work with. */
export interface Stage {
  readonly target: Target;
  readonly exchange: SendRequest;
  readonly now: Clock;
  readonly allow: Effect;
  readonly seed: number;
  /** What makes fresh names differ from those of other runs. */
  readonly mark: string;
  readonly lock: Lock;
  readonly ledger?: Ledger | undefined;
  /** Findings that are enough. */
  readonly bail: number;
  /** Whether the time is up, somebody interrupts or the target is gone. */
  isOver(): boolean;
}
