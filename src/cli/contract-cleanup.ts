import { cases } from "../contract/cases/index.ts";
import { cleanUp } from "../contract/clean-up.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { openLedger } from "./ledger-file.ts";
import { readTarget } from "./target-file.ts";

/** Undoes what a run left behind; gives the exit status. */
export async function cleanup(targetFile: string): Promise<number> {
  const target = readTarget(targetFile);
  const ledger = openLedger(targetFile);
  const entries = ledger.entries();
  if (entries.length === 0) {
    console.log("There is nothing to undo.");
    return exitStatus.good;
  }
  let left = 0;
  for await (const { entry, undone } of cleanUp({ target, cases, entries })) {
    console.log(`${undone ? "undone" : "NOT undone"}: ${entry.case}`);
    if (undone) ledger.end(entry);
    else left += 1;
  }
  if (left === 0) return exitStatus.good;
  console.error(`error: ${left} of ${entries.length} could not be undone; they stay in ${ledger.file}`);
  return exitStatus.unreachable;
}
