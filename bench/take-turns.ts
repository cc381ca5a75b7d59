import type { Turn } from "./rounds.ts";

/** The other end of a `Contender`: takes a turn whenever the parent says so, and tells what came of it. */
export function takeTurns(turn: () => Promise<Turn> | Turn): void {
  process.on("message", () => {
    // Not Promise.resolve(turn()): a turn that throws at once has to come to the same end.
    Promise.resolve()
      .then(turn)
      .then(
        (taken) => process.send?.(taken),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
          process.exit(1);
        },
      );
  });
}
