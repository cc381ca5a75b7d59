// Taken once, as this module loads: fake timers that a test runner puts in place later must not make an answer hang.
const { setTimeout: start, clearTimeout: stop } = globalThis;

/** A timer of the machine, whatever a test runner has put in place of timers. */
export const startTimer: typeof globalThis.setTimeout = start;

/** Ends what `startTimer` started. */
export const stopTimer: typeof globalThis.clearTimeout = stop;

/** Waits for some time, or until a signal says that nobody waits any longer. It never rejects. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      stop(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = start(end, ms);
    signal?.addEventListener("abort", end);
  });
}
