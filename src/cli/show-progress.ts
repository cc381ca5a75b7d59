import type { CaseResult } from "../contract/run.ts";

/** Tells on stderr how far a run is. */
export interface Progress {
  show(result: CaseResult): void;
  end(): void;
}

/** One line that is written over and over on a terminal; a line now and then elsewhere. */
export function createProgress(total: number): Progress {
  const isTerminal = process.stderr.isTTY === true;
  let done = 0;
  let failed = 0;
  return {
    show: ({ case: { id }, verdict }) => {
      done += 1;
      if (verdict === "fail") failed += 1;
      const text = `${done} of ${total}${failed > 0 ? `, ${failed} failed` : ""}`;
      if (isTerminal) process.stderr.write(`\r\u001b[2K${text}  ${id}`.slice(0, (process.stderr.columns ?? 80) + 5));
      else if (verdict === "fail") console.error(`${text}: ${id}`);
      else if (done % 250 === 0) console.error(text);
    },
    end: () => {
      if (isTerminal) process.stderr.write("\r\u001b[2K");
    },
  };
}
