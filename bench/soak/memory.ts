import type { MemoryInUse } from "../children/memory-probe.ts";

/** What the server held at a moment of the soak. */
export interface Reading extends MemoryInUse {
  atMs: number;
}

/** How memory went after the warm-up, by a straight line through the readings. */
export interface Trend {
  /** How many readings the line goes through. */
  readings: number;
  /** Bytes an hour. */
  bytesAnHour: number;
  /** Bytes that the line rises from its first reading to its last. */
  growth: number;
  /** Bytes, on average. */
  mean: number;
}

/** In this share of the soak caches fill and code is compiled: memory may grow. */
const warmUp = 1 / 3;
/** With fewer readings the line follows whatever the last collection left. */
const fewestReadings = 20;

/** The trend of a soak, or undefined where it was too short to tell. */
export function memoryTrend(
  memory: readonly Reading[],
  kind: keyof MemoryInUse = "used",
  fewest = fewestReadings,
): Trend | undefined {
  const lastAtMs = memory.at(-1)?.atMs ?? 0;
  const judged = memory.filter(({ atMs }) => atMs >= lastAtMs * warmUp);
  const first = judged[0];
  if (first === undefined || judged.length < fewest) return undefined;
  const meanAt = mean(judged.map(({ atMs }) => atMs));
  const meanUsed = mean(judged.map((reading) => reading[kind]));
  const together = judged.reduce((sum, reading) => sum + (reading.atMs - meanAt) * (reading[kind] - meanUsed), 0);
  const alone = judged.reduce((sum, { atMs }) => sum + (atMs - meanAt) ** 2, 0);
  const bytesAMs = together / alone;
  return {
    readings: judged.length,
    bytesAnHour: bytesAMs * 3_600_000,
    growth: bytesAMs * (lastAtMs - first.atMs),
    mean: meanUsed,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
