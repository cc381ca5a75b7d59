import type { ContractCase } from "./case.ts";
import type { JudgedClaim } from "./claim.ts";
import type { RoleInstances } from "./role-instances.ts";
import type { Exchanged } from "./run-context.ts";
import type { NoAnswer } from "./send-request.ts";
import type { Verdict } from "./verdict.ts";

/** How a case went. */
export interface CaseResult {
  readonly case: ContractCase;
  readonly verdict: Verdict;
  /** What was claimed, and how each claim ended; empty where nothing was played. */
  readonly claims: readonly JudgedClaim[];
  /** Why it was not judged, or not as usual. */
  readonly reason?: string;
  /** What was sent and what came, in order, without what undid it. */
  readonly exchanges: readonly Exchanged[];
  /** Which instance played each role. */
  readonly cast?: RoleInstances;
  /** What came instead of the last answer. */
  readonly unanswered?: NoAnswer["unanswered"];
  /** Why the target could not be put back, where it could not. */
  readonly left?: string;
  /** How often it was played again after the network had failed. A case that was judged all the same is flaky. */
  readonly retries?: number;
  readonly durationMs: number;
}
