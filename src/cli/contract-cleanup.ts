import { printable } from "../api/printable.ts";
import { cases } from "../contract/cases/index.ts";
import { cleanUp } from "../contract/clean-up.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { maskFor } from "../contract/target-mask.ts";
import { exploreUndos } from "../explore/undo.ts";
import { openLedger } from "./ledger-file.ts";
import { ownCasesOf, readOwnFiles } from "./own-cases.ts";
import { print, printError } from "./print.ts";
import { readTarget } from "./target-file.ts";
import { type TravelFlags, travelOf } from "./travel-flags.ts";

/** Flags of `contract cleanup`. */
export interface CleanupFlags extends TravelFlags {
  readonly target: string;
  readonly cases?: readonly string[];
}

/** Undoes what a run left behind; gives the exit status. */
export async function cleanup({ target: targetFile, cases: paths, ...flags }: CleanupFlags): Promise<number> {
  const ledger = openLedger(targetFile);
  const entries = ledger.entries();
  if (entries.length === 0) {
    print("There is nothing to undo.");
    return exitStatus.good;
  }
  const target = readTarget(targetFile);
  const all = [...cases, ...ownCasesOf(readOwnFiles(paths), target, new Map())];
  const mask = maskFor(target).text;
  let left = 0;
  for await (const { entry, undone } of cleanUp({
    target,
    cases: [...all, ...exploreUndos()],
    entries,
    ...travelOf(flags),
  })) {
    if (undone.isUndone) {
      ledger.end(entry);
      print(`undone: ${entry.case}`);
      continue;
    }
    const reason = mask(undone.reason);
    ledger.leave(entry, reason);
    left += 1;
    print(`NOT undone: ${entry.case}: ${printable(reason)}`);
  }
  if (left === 0) return exitStatus.good;
  printError(`error: ${left} of ${entries.length} could not be undone; they stay in ${ledger.file}`);
  return exitStatus.notUndone;
}
