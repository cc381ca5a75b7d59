import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { signedRequest } from "../signed-request.ts";
import { plainCheck } from "./actions.ts";
import type { Caller } from "./caller.ts";
import type { Run } from "./run.ts";
import { complain, count } from "./tally.ts";

/**
 * How many callers take the pulse, each on a connection of its own: were there one, a single late answer would make the
 * next calls late, and those the next, on a machine that is busy with other things as well.
 */
export const pulseTakers = 16;

/** Long beside an answer, so that a taker is free when its next call is due. */
const periodMs = 160;

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
 *
 * @param number which of the takers this is: they call one after the other
 */
export async function takePulse(run: Run, number: number, caller: Caller): Promise<void> {
  const { server, tally, latencies, quiet, goesOn } = run;
  const bytes = signedRequest(plainCheck, server.url, server.credentials);
  for (let due = performance.now() + (number * periodMs) / pulseTakers; goesOn(); due += periodMs) {
    const early = due - performance.now();
    if (early > 0) await pause(early);
    if (due <= quiet.until) continue;
    const { outcome, body } = await caller.call(bytes());
    count(tally, "pulse", outcome);
    if (outcome !== "ok") complain(tally, `pulse: found ${outcome}, expected ok: ${body}`);
    if (due > quiet.until) latencies.push(performance.now() - due);
  }
}
