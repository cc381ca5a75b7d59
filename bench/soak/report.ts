import type { SoakFigures } from "./figures.ts";
import { megabytes } from "./judge.ts";
import { memoryTrend } from "./memory.ts";
import { callsIn } from "./tally.ts";

/** What a soak found, for people. */
export function soakReport(figures: SoakFigures, violations: readonly string[]): string {
  const verdict =
    violations.length === 0 ? ["nothing was wrong"] : ["WRONG:", ...violations.map((text) => `- ${text}`)];
  return [
    ...loadLines(figures),
    "",
    ...endLines(figures),
    "",
    latencyLine(figures),
    memoryLine(figures),
    "",
    ...verdict,
  ].join("\n");
}

function loadLines(figures: SoakFigures): string[] {
  const { tookMs, connections, spaces, seed, clientBusy, clockMoves, resets, audits } = figures;
  const calls = callsIn(figures);
  const perSecond = Math.round((calls / tookMs) * 1000).toLocaleString("en");
  return [
    `${calls.toLocaleString("en")} calls in ${(tookMs / 60_000).toFixed(1)} minutes, ${perSecond} a second; ${connections} connections in ${spaces} spaces, seed ${seed}`,
    `${clockMoves} moves of a clock, ${resets} resets, ${audits.length} looks at a space at rest; the client was busy ${Math.round(clientBusy * 100)}% of the time`,
  ];
}

function endLines({ ends }: SoakFigures): string[] {
  return Object.entries(ends).map(([action, outcomes]) => {
    const each = Object.entries(outcomes).map(([outcome, times]) => `${outcome} ${times.toLocaleString("en")}`);
    return `${action}: ${each.join(", ")}`;
  });
}

function latencyLine({ latencyMs: { calls, p50, p99, p999, longest } }: SoakFigures): string {
  const [half, most, nearlyAll, all] = [p50, p99, p999, longest].map((value) => `${value.toFixed(1)} ms`);
  return `check under this load, ${calls.toLocaleString("en")} calls at fixed times: p50 ${half}, p99 ${most}, p99.9 ${nearlyAll}, longest ${all}`;
}

function memoryLine({ memory }: SoakFigures): string {
  const [first, last] = [memory[0], memory.at(-1)];
  if (first === undefined || last === undefined) return "memory was not read";
  const span = `${megabytes(first.used)} in use at first, ${megabytes(last.used)} at last (${megabytes(last.resident)} resident)`;
  const trend = memoryTrend(memory);
  const line = trend
    ? `after the warm-up a line through ${trend.readings} readings rises by ${megabytes(trend.growth)}, ${megabytes(trend.bytesAnHour)} an hour`
    : "too few readings after the warm-up to judge its growth";
  return `memory: ${span}; ${line}`;
}
