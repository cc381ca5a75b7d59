import { wallClock } from "../api/wall-clock.ts";
import type { ContractCase } from "./case.ts";
import type { LedgerEntry } from "./ledger.ts";
import { createSender, type SendOptions } from "./send-request.ts";
import type { Target } from "./target.ts";
import { type Undone, undo } from "./undo.ts";

/** What undoing takes. */
export interface CleanUp extends SendOptions {
  readonly target: Target;
  readonly cases: readonly Pick<ContractCase, "id" | "undo">[];
  /** What a ledger still holds. */
  readonly entries: readonly LedgerEntry[];
}

/** Undoes what a run left behind; gives each entry with whether the target could be put back, or why not. */
export async function* cleanUp({ target, cases, entries, ...travel }: CleanUp) {
  const exchange = createSender(travel);
  const now = travel.now ?? wallClock;
  for (const entry of entries) {
    const undos = cases.find(({ id }) => id === entry.case)?.undo;
    const { cast, mark } = entry;
    const undone: Undone = undos
      ? await undo(undos, { target, exchange, now, cast, mark })
      : { isUndone: false, reason: "there is no such case any more; one of your own is there with --cases" };
    yield { entry, undone };
  }
}
