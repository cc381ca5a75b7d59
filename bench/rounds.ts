/** What a contender did in one turn. */
export interface Turn {
  /** The figure that is compared: a rate or a time. */
  value: number;
  /** Calls or answers, and what they took of the processors, all threads. Absent where the system does not tell. */
  work?: { count: number; processorMs: number };
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share (0 to 1) of the values lies, between two values by interpolation. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const position = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(position)];
  const upper = sorted[Math.ceil(position)];
  if (lower === undefined || upper === undefined) throw new Error("No median of nothing: a contender gave no figure.");
  return lower + (upper - lower) * (position % 1);
}

/**
 * Measures the contenders in turns (A B, B A, A B, …) and returns each one's turns, one a round.
 *
 * Turns, because a machine drifts (heat, neighbours, its own caches) and contenders measured minutes apart would not
 * have had the same machine; turned around each time, because going second has advantages too. Many short turns stand a
 * busy machine better than a few long ones: a burst then spoils some rounds, and the median of the rest stands.
 */
export async function interleave<Name extends string, Taken extends Turn>(
  rounds: number,
  contenders: Record<Name, () => Promise<Taken>>,
): Promise<Record<Name, Taken[]>> {
  const names = Object.keys(contenders) as Name[];
  const turns = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Taken[]>;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) turns[name].push(await contenders[name]());
  }
  return turns;
}
