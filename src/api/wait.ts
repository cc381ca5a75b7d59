const { setTimeout } = globalThis; // as it is at the start: a test runner's fake timers must not freeze the kit

/** Waits for so many milliseconds on the platform's own timer. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
