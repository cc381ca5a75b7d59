import { existsSync, readFileSync, rmSync } from "node:fs";
import type { Ledger, LedgerEntry } from "../contract/ledger.ts";
import { writeWhole } from "./atomic-file.ts";
import { usageError } from "./usage-error.ts";

/** A ledger in a file beside the target's, written before each change and gone when nothing is left to undo. */
export interface LedgerFile extends Ledger {
  readonly file: string;
  entries(): readonly LedgerEntry[];
}

/** The ledger of a target file. */
export function openLedger(targetFile: string): LedgerFile {
  const file = `${targetFile.replace(/\.jsonc?$/, "")}.undo.json`;
  let entries = readEntries(file);
  const write = () => {
    if (entries.length === 0) rmSync(file, { force: true });
    else writeWhole(file, `${JSON.stringify(entries, null, 2)}\n`);
  };
  const without = ({ mark, case: id }: LedgerEntry) =>
    entries.filter((other) => other.mark !== mark || other.case !== id);
  return {
    file,
    entries: () => entries,
    begin: (entry) => {
      entries = [...entries, entry];
      write();
    },
    end: (entry) => {
      entries = without(entry);
      write();
    },
    leave: (entry, reason) => {
      entries = [...without(entry), { ...entry, reason }];
      write();
    },
  };
}

function readEntries(file: string): LedgerEntry[] {
  if (!existsSync(file)) return [];
  try {
    const entries: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (Array.isArray(entries) && entries.every(isEntry)) return entries;
  } catch {
    // said below
  }
  throw usageError(`${file}: found something else than what a run left to undo; look at it, then remove it`);
}

function isEntry(value: unknown): value is LedgerEntry {
  const { case: id, cast, mark } = (value ?? {}) as Record<string, unknown>;
  return typeof id === "string" && typeof mark === "string" && typeof cast === "object" && cast !== null;
}
