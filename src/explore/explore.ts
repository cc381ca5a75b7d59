import { wallClock } from "../api/wall-clock.ts";
import type { Effect } from "../contract/case.ts";
import type { Ledger } from "../contract/ledger.ts";
import type { Lock } from "../contract/lock.ts";
import { createSender, isFromTarget, type SendOptions, type SendRequest } from "../contract/send-request.ts";
import type { Target } from "../contract/target.ts";
import { type InputResults, searchInputs } from "./inputs/search-inputs.ts";
import type { Stage } from "./stage.ts";
import { searchWalks, type WalkResults } from "./walks/search-walks.ts";

/** What a search for what nobody wrote needs. */
export interface ExploreOptions extends SendOptions {
  readonly target: Target;
  /** The worst effect that a call may have on the target, if the target takes it. @default "none" */
  readonly allow?: Effect;
  /** The same seed makes the same requests and walks. @default by the time of the run */
  readonly seed?: number;
  /** Requests made from the schemas. @default 1000 */
  readonly inputs?: number;
  /** Walks beside the mock. @default 100 */
  readonly walks?: number;
  /** Ends a search after so many findings. @default 25: whoever breaks in so many ways is known to be broken */
  readonly bail?: number;
  /** Begins nothing after so many milliseconds. @default without end */
  readonly maxMs?: number;
  /** What the user has accepted. @default nothing */
  readonly lock?: Lock;
  /** Where to write what must be undone. @default nowhere */
  readonly ledger?: Ledger;
}

/** What a search has found. */
export interface Exploration {
  readonly seed: number;
  readonly allow: Effect;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly inputs: InputResults;
  readonly walks: WalkResults;
  /** Why it ended early, where it did. */
  readonly cut?: string;
}

/** After so many calls in a row without an answer, the target is taken to be gone. */
const patience = 3;

/**
 * Searches a target for what no case of the contract shows: by requests that are made from the request schemas, then by
 * walks whose every answer a mock in the same state must give too.
 */
export async function explore(options: ExploreOptions): Promise<Exploration> {
  const {
    target,
    allow = "none",
    now = wallClock,
    lock = {},
    ledger,
    signal,
    maxMs = Number.POSITIVE_INFINITY,
  } = options;
  const startedAt = now();
  const seed = options.seed ?? startedAt % 1_000_000;
  const { exchange, isGone } = watched(createSender(options));
  const cut = () => {
    if (signal?.aborted) return "the run was interrupted";
    if (isGone()) return `no answer to ${patience} calls in a row: the target is gone`;
    return now() - startedAt >= maxMs ? `the time of ${maxMs} ms was used up` : undefined;
  };
  const mark = startedAt.toString(36);
  const { bail = 25 } = options;
  const stage: Stage = {
    target,
    exchange,
    now,
    allow,
    seed,
    mark,
    lock,
    ledger,
    bail,
    isOver: () => cut() !== undefined,
  };
  const inputs = await searchInputs(stage, options.inputs ?? 1_000);
  const walks = await searchWalks(stage, options.walks ?? 100);
  const reason = cut();
  return { seed, allow, startedAt, endedAt: now(), inputs, walks, ...(reason !== undefined && { cut: reason }) };
}

/** A target that answers nothing any more is left alone. */
function watched(send: SendRequest): { readonly exchange: SendRequest; isGone(): boolean } {
  let unanswered = 0;
  return {
    isGone: () => unanswered >= patience,
    exchange: async (request) => {
      const answer = await send(request);
      unanswered = "unanswered" in answer && !isFromTarget(answer) ? unanswered + 1 : 0;
      return answer;
    },
  };
}
