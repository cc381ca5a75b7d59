import type { Audit } from "./audit.ts";
import type { SoakFigures } from "./figures.ts";
import { memoryTrend, type Trend } from "./memory.ts";

/** What was not as it must be, in words; empty where all is well. */
export function judgeSoak(figures: SoakFigures): string[] {
  const { unexpected, firstUnexpected, audits, memory, spaces, spacesLeft } = figures;
  const trend = memoryTrend(memory);
  return [
    ...firstUnexpected,
    ...(unexpected > firstUnexpected.length ? [`and ${unexpected - firstUnexpected.length} more of the kind`] : []),
    ...(audits.length === 0 ? ["no space was looked at"] : audits.flatMap(judgeAudit)),
    ...(spacesLeft === spaces + 1 ? [] : [`spaces at the end: found ${spacesLeft}, expected ${spaces + 1}`]),
    ...(trend ? judgeTrend(trend) : []),
  ];
}

function judgeAudit({ space, totals, seats, activations, journal }: Audit): string[] {
  const { active, acknowledged, most } = activations;
  const kept = Math.min(journal.calls, journal.limit);
  return [
    ...totals
      .filter(({ total, acknowledged: units }) => total !== units)
      .map(({ license, total, acknowledged: units }) => found(space, `total of ${license}`, total, units)),
    ...(seats.inUse <= seats.most ? [] : [found(space, "seats in use", seats.inUse, `at most ${seats.most}`)]),
    ...(active.length <= most ? [] : [found(space, "active devices", active.length, `at most ${most}`)]),
    ...(active.join() === acknowledged.join()
      ? []
      : [found(space, "active devices", active.join(", ") || "none", acknowledged.join(", ") || "none")]),
    ...(journal.entries === kept ? [] : [found(space, "journal entries", journal.entries, kept)]),
  ];
}

function found(space: string, what: string, value: unknown, expected: unknown): string {
  return `${space}: ${what}: found ${value}, expected ${expected}`;
}

/** What a straight line may rise by without being called growth: as much as collections leave differently. */
const leastGrowth = 2 * 2 ** 20;
const growthShare = 0.03;

function judgeTrend({ growth, mean, readings }: Trend): string[] {
  const allowed = Math.max(leastGrowth, mean * growthShare);
  if (growth <= allowed) return [];
  const expected = `at most ${megabytes(allowed)} of ${megabytes(mean)}`;
  return [`memory: found a growth of ${megabytes(growth)} over ${readings} readings, expected ${expected}`];
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
