import type { RoleInstances } from "./role-instances.ts";

/** A case that is about to change the target: enough to undo it later, and no secret. */
export interface LedgerEntry {
  /** Id of the case. */
  readonly case: string;
  /** Which instance plays each role. */
  readonly cast: RoleInstances;
  /** What fresh names were made with. */
  readonly mark: string;
  /** Why it could not be undone, where that was tried. */
  readonly reason?: string;
}

/** Where a run writes what it must undo, before it acts: what is left there after a crash is to be undone. */
export interface Ledger {
  begin(entry: LedgerEntry): void;
  /** The entry is undone. */
  end(entry: LedgerEntry): void;
  /** The entry could not be undone, for a reason, and stays. */
  leave(entry: LedgerEntry, reason: string): void;
}
