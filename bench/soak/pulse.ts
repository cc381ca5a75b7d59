import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Caller } from "./caller.ts";
import { complain, count, type Tally } from "./tally.ts";

const periodMs = 10;

/** Spans in which a call that was due says nothing of the server: it was held up on purpose. */
export interface Quiet {
  /** Until when, by the clock of `performance`; infinite while nobody knows. */
  until: number;
}

/**
 * Calls at fixed moments, whatever the load does, and notes how long each answer took in milliseconds, from the moment
 * at which its call was due.
 *
 * The callers that make the load wait for one answer before the next call, so a slow answer delays the very calls that
 * would have found it slow. Here a call that is sent late has waited too.
 */
export async function takePulse(
  caller: Caller,
  bytes: () => Buffer,
  tally: Tally,
  quiet: Quiet,
  latencies: number[],
  goesOn: () => boolean,
): Promise<void> {
  for (let due = performance.now(); goesOn(); due += periodMs) {
    const early = due - performance.now();
    if (early > 0) await pause(early);
    if (due <= quiet.until) continue;
    const { outcome, body } = await caller.call(bytes());
    count(tally, "pulse", outcome);
    if (outcome !== "ok") complain(tally, `pulse: found ${outcome}, expected ok: ${body}`);
    if (due > quiet.until) latencies.push(performance.now() - due);
  }
}
