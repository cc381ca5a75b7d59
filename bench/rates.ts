import { performance } from "node:perf_hooks";
import type { Turn } from "./rounds.ts";

const callsBetweenLooks = 16;

/** Calls per second of a function that waits, one call after the other. */
export async function waitingRate(durationMs: number, call: () => Promise<void>): Promise<Turn> {
  const processorBefore = process.cpuUsage();
  const start = performance.now();
  let calls = 0;
  let now = start;
  while (now < start + durationMs) {
    for (let i = 0; i < callsBetweenLooks; i += 1) await call();
    calls += callsBetweenLooks;
    now = performance.now();
  }
  return turnOf(calls, now - start, processorBefore);
}

/** Calls per second of a function that does not wait: awaiting it all the same would be charged to it. */
export function plainRate(durationMs: number, call: () => void): Turn {
  const processorBefore = process.cpuUsage();
  const start = performance.now();
  let calls = 0;
  let now = start;
  while (now < start + durationMs) {
    for (let i = 0; i < callsBetweenLooks; i += 1) call();
    calls += callsBetweenLooks;
    now = performance.now();
  }
  return turnOf(calls, now - start, processorBefore);
}

/** The turn of so many calls in so long, with the processor time used since then. */
export function turnOf(calls: number, tookMs: number, processorBefore: NodeJS.CpuUsage): Turn {
  const { user, system } = process.cpuUsage(processorBefore);
  return { value: (calls / tookMs) * 1000, work: { count: calls, processorMs: (user + system) / 1000 } };
}
