import type { Baseline } from "./baseline.ts";
import type { ContractCase, Effect } from "./case.ts";
import type { Ledger } from "./ledger.ts";
import type { Lock } from "./lock.ts";
import type { SendOptions } from "./send-request.ts";
import type { Target } from "./target.ts";

/** What a run needs. */
export interface RunOptions extends SendOptions {
  readonly target: Target;
  readonly cases: readonly ContractCase[];
  /** The worst effect that a case may have on the target. @default "none" */
  readonly allow?: Effect;
  /** Patterns of ids; a case runs that fits one. @default all */
  readonly filter?: readonly string[];
  /** Ends the run after so many failures. @default never */
  readonly bail?: number;
  /** How often a case is played again after a network fault. @default 0 */
  readonly retries?: number;
  /** How many cases run at the same time, on different licenses. @default 1 */
  readonly workers?: number;
  /** Shuffles the cases. @default they run in the order given */
  readonly seed?: number;
  /** Begins no case after so many milliseconds. @default without end */
  readonly maxMs?: number;
  readonly baseline?: Baseline | undefined;
  /** What the user has accepted. @default nothing */
  readonly lock?: Lock | undefined;
  /** Where to write what must be undone. @default nowhere */
  readonly ledger?: Ledger;
  /** Ends the run, and waiting: cases under way are undone, the others are blocked. */
  readonly signal?: AbortSignal | undefined;
}
