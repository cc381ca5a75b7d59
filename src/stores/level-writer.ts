import { StoreError } from "../mock/space/store.ts";
import { reasonOf } from "./store-error.ts";

/** What a write does, one key at a time: puts a value, or removes it. */
export type KeyWrite = { type: "put"; key: string; value: string } | { type: "del"; key: string };

/** A write that waits its turn. */
interface Waiting {
  /** What it does; a function where that depends on what is there by then. */
  readonly operations: readonly KeyWrite[] | (() => Promise<readonly KeyWrite[]>);
  done(): void;
  failed(error: unknown): void;
}

/** Writes one after another. */
export interface Writer {
  /** Ends when all of it is written. */
  write(operations: Waiting["operations"]): Promise<void>;
  /** Ends when all that was written before has ended, well or not. */
  settled(): Promise<void>;
}

/**
 * Gathers what is to be written while a batch is being written, and writes it as one batch after it.
 *
 * After one that failed it writes nothing more: half a record may stand at the end of the log, and what came behind it
 * would be lost at the next opening, though it was said to be written.
 */
export function createWriter(folder: string, batch: (operations: KeyWrite[]) => Promise<void>): Writer {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let broken: StoreError | undefined;

  const writeNext = async () => {
    const next = nextBatch(waiting);
    waiting = waiting.slice(next.length);
    try {
      if (broken) throw broken;
      await batch(await operationsOf(next));
      for (const { done } of next) done();
    } catch (error) {
      broken ??= new StoreError(
        folder,
        `failed to write, and writes no more until it is opened again: ${reasonOf(error)}`,
      );
      for (const { failed } of next) failed(broken);
    }
  };
  const run = async () => {
    await undefined; // what is written in the same turn is in the first batch
    while (waiting.length > 0) await writeNext();
    running = undefined;
  };
  return {
    write: (operations) =>
      new Promise((done, failed) => {
        waiting.push({ operations, done, failed });
        running ??= run();
      }),
    settled: async () => running,
  };
}

/** What is written at once: a write that reads first must see all before it written, so it begins a batch. */
function nextBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  const end = waiting.findIndex(({ operations }, at) => at > 0 && typeof operations === "function");
  return end === -1 ? waiting : waiting.slice(0, end);
}

async function operationsOf(batch: readonly Waiting[]): Promise<KeyWrite[]> {
  const all: KeyWrite[] = [];
  for (const { operations } of batch) {
    for (const one of typeof operations === "function" ? await operations() : operations) all.push(one);
  }
  return all;
}
