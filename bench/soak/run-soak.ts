/** Runs a soak as the whole program: its status is the process's, and what it throws is told in one line. */
export function runSoak(main: () => Promise<number>): void {
  // Ends through `exit`, where servers that are still running are ended too.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  main().then(
    (status) => process.exit(status),
    (error: unknown) => {
      process.stderr.write(`THE SOAK FAILED. ${error instanceof Error ? error.message : error}\n`);
      process.exit(1);
    },
  );
}
