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
const mostAttempts = 100;

/** What a walk came to, where it came to something. */
export function differenceOfWalk(walked: Walked): DifferentWalk | undefined {
  const claim = judgeDifference(walked.calls);
  return claim && { walked, claim, key: keyOfDifference(walked.calls, claim) };
}

/**
 * The smallest walk that shows the same difference, found by leaving calls out, many at once first and the later ones first; undefined where it
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
  for (let size = sizeOf(best) >> 1; best && size > 0; ) {
    const before = sizeOf(best);
    for (let end = before - 1; end > 0 && attempts < mostAttempts; end -= size) {
      const [from, to] = [Math.max(0, end - size), end];
      const smaller = await attempt(movesOf(best).filter((_move, at) => at < from || at >= to));
      best = smaller ?? best;
    }
    const isOver = attempts >= mostAttempts || (size === 1 && sizeOf(best) === before);
    size = isOver ? 0 : Math.max(1, size >> 1);
  }
  return best;
}

function sizeOf(different: DifferentWalk | undefined): number {
  return different?.walked.calls.length ?? 0;
}

function movesOf({ walked }: DifferentWalk): Move[] {
  return walked.calls.map(({ move }) => move);
}
