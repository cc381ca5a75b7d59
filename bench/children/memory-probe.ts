// Loaded before the server's own program (`--import`), so that what is measured is the server as users run it: it answers
// how much memory is in use over the channel to the parent process, and there is no endpoint for it.

/** What the process holds, in bytes, right after collections of garbage. */
export interface MemoryInUse {
  /** Live objects, on the heap and off it. */
  used: number;
  /** What the system has given to the process. */
  resident: number;
}

process.on("message", () => {
  if (globalThis.gc === undefined) throw new Error("Run this with --expose-gc: garbage would be counted as in use.");
  // Twice: what the first pass finalizes (buffers off the heap) is free only after the second.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ used: heapUsed + external, resident: rss } satisfies MemoryInUse);
});
// A server that was told to end must not be kept alive by our asking.
process.channel?.unref();
