import type { Audit } from "./audit.ts";
import type { SoakFigures } from "./figures.ts";
import { memoryTrend, type Trend } from "./memory.ts";

/** What was not as it must be, in words; empty where all is well. */
export function judgeSoak(figures: SoakFigures): string[] {
  const { unexpected, firstUnexpected, audits, memory, spaces, spacesLeft } = figures;
  const trend = memoryTrend(memory);
  const resident = memoryTrend(memory, "resident");
  return [
    ...firstUnexpected,
    ...(unexpected > firstUnexpected.length ? [`and ${unexpected - firstUnexpected.length} more of the kind`] : []),
    ...(audits.length === 0 ? ["no space was looked at"] : audits.flatMap(judgeAudit)),
    ...(spacesLeft === spaces + 1 ? [] : [`spaces at the end: found ${spacesLeft}, expected ${spaces + 1}`]),
    ...(trend ? judgeTrend("memory", trend, leastGrowth, growthShare) : []),
    ...(resident ? judgeTrend("resident memory", resident, leastResidentGrowth, residentGrowthShare) : []),
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
/** The system gives memory in large pieces, and takes it back late. */
const leastResidentGrowth = 16 * 2 ** 20;
const residentGrowthShare = 0.1;

function judgeTrend(what: string, { growth, mean, readings }: Trend, least: number, share: number): string[] {
  const allowed = Math.max(least, mean * share);
  if (growth <= allowed) return [];
  const expected = `at most ${megabytes(allowed)} of ${megabytes(mean)}`;
  return [`${what}: found a growth of ${megabytes(growth)} over ${readings} readings, expected ${expected}`];
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
