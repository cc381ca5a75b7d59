import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { type Audit, audit } from "./audit.ts";
import { emptyLedger } from "./ledger.ts";
import type { Reading } from "./memory.ts";
import { holdAll } from "./place.ts";
import type { Run } from "./run.ts";

const moveEveryMs = 250;
/** Four moves free a seat that nobody renews. */
const moveBy = "3m";

/** What the keeper has seen and done so far. */
export interface Kept {
  audits: Audit[];
  memory: Reading[];
  clockMoves: number;
  resets: number;
}

/** What a keeper has seen who has not begun. */
export function nothingKept(): Kept {
  return { audits: [], memory: [], clockMoves: 0, resets: 0 };
}

/**
 * Moves the clocks of the spaces so that seats run out, and once a period sees them all at rest, then puts each back to
 * its start while the others are called. Memory is read at rest too: always at the same point of the same round, so that
 * readings differ by what was not let go and not by how full the journals are.
 */
export async function keep(run: Run, periodMs: number): Promise<void> {
  const { places, kept, goesOn } = run;
  const startedAt = performance.now();
  while (goesOn()) {
    const roundEndsAt = performance.now() + periodMs;
    while (goesOn() && performance.now() < roundEndsAt) {
      await pause(moveEveryMs);
      await Promise.all(places.map(({ space }) => space.clock.advance(moveBy)));
      kept.clockMoves += places.length;
    }
    await seeAtRest(run, startedAt);
    await resetEach(run);
  }
}

async function seeAtRest({ server, places, quiet, kept }: Run, startedAt: number): Promise<void> {
  await holdAll(places, async () => {
    quiet.until = Number.POSITIVE_INFINITY;
    for (const place of places) kept.audits.push(await audit(place));
    kept.memory.push({ atMs: performance.now() - startedAt, ...(await server.memory()) });
    quiet.until = performance.now();
  });
}

async function resetEach({ places, kept }: Run): Promise<void> {
  for (const place of places) {
    await place.gate.hold(async () => {
      await place.space.reset();
      place.ledger = emptyLedger();
    });
    kept.resets += 1;
  }
}
