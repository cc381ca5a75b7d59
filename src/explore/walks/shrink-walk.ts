import type { JudgedClaim } from "../../contract/claim.ts";
import { judgeDifference, keyOfDifference } from "./judge-difference.ts";
import type { Move } from "./moves.ts";
import type { Walked } from "./play-walk.ts";

/** A walk that ends with a difference. */
export interface DifferentWalk {
  readonly walked: Walked;
  readonly claim: JudgedClaim;
  readonly key: string;
}

/** Walks that making one smaller may take. */
const mostAttempts = 80;

/** What a walk came to, where it came to something. */
export function differenceOfWalk(walked: Walked): DifferentWalk | undefined {
  const claim = judgeDifference(walked.calls);
  return claim && { walked, claim, key: keyOfDifference(walked.calls, claim) };
}

/**
 * The smallest walk that shows the same difference, found by leaving calls out, the later ones first; undefined where it
 * does not show again. Each attempt is a walk of its own, with devices of its own, from a state that was read anew.
 */
export async function shrinkWalk(
  found: DifferentWalk,
  play: (moves: readonly Move[]) => Promise<Walked>,
): Promise<DifferentWalk | undefined> {
  let attempts = 0;
  const attempt = async (moves: readonly Move[]) => {
    attempts += 1;
    const different = differenceOfWalk(await play(moves));
    return different?.key === found.key ? different : undefined;
  };
  let best = await attempt(movesOf(found));
  for (let isSmaller = best !== undefined; isSmaller && attempts < mostAttempts; ) {
    isSmaller = false;
    for (let at = movesOf(best as DifferentWalk).length - 2; at >= 0 && attempts < mostAttempts; at -= 1) {
      const smaller = await attempt(movesOf(best as DifferentWalk).filter((_move, place) => place !== at));
      if (smaller === undefined) continue;
      best = smaller;
      isSmaller = true;
      at = Math.min(at, movesOf(best).length - 1);
    }
  }
  return best;
}

function movesOf({ walked }: DifferentWalk): Move[] {
  return walked.calls.map(({ move }) => move);
}
