/** How often each kind of call ended how, and what should not have happened. */
export interface Tally {
  /** Calls by action and outcome. */
  ends: Record<string, Record<string, number>>;
  /** How many things went wrong. */
  unexpected: number;
  /** The first of them, in words. */
  firstUnexpected: string[];
}

const kept = 50;

/** Makes a tally of nothing. */
export function emptyTally(): Tally {
  return { ends: {}, unexpected: 0, firstUnexpected: [] };
}

/** Counts a call. */
export function count(tally: Tally, action: string, outcome: string): void {
  tally.ends[action] ??= {};
  const ends = tally.ends[action];
  ends[outcome] = (ends[outcome] ?? 0) + 1;
}

/** Notes what should not have happened. A broken server says the same thing a million times, so only the first are kept. */
export function complain(tally: Tally, text: string): void {
  tally.unexpected += 1;
  if (tally.firstUnexpected.length < kept) tally.firstUnexpected.push(text);
}

/** All calls of a tally. */
export function callsIn({ ends }: Tally): number {
  return Object.values(ends)
    .flatMap((outcomes) => Object.values(outcomes))
    .reduce((sum, each) => sum + each, 0);
}
