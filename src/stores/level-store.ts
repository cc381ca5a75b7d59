import { InputError } from "../api/input-error.ts";
import { LostSpace, type Store, StoreError } from "../mock/space/store.ts";
import { settleFormat } from "./format.ts";
import { keys, ranges } from "./level-entries.ts";
import { openLevel } from "./level-open.ts";
import { newFacts, operationsOf, removalOfSpace } from "./level-operations.ts";
import { entriesIn, type ReadableLevel, reading, valueAt } from "./level-reading.ts";
import { changeSum, type SpaceSum, sumOfTexts, textOfSum } from "./level-sum.ts";
import { createWriter, type Writer } from "./level-writer.ts";

/** An open store. Spaces are owned in memory alone, as no other process can have the folder open. */
interface Opened extends ReadableLevel {
  close(): Promise<void>;
  readonly writer: Writer;
  readonly mine: Map<string, SpaceSum>;
}

/**
 * Opens a store in a folder, which it makes where there is none, by LevelDB. One process at a time has it open.
 *
 * A write that has ended survives the end of the process, however it comes. It is with the system then, not on the disk:
 * a loss of power, or a crash of the system, may take the last seconds back, whole writes from the end.
 *
 * @param told takes what a person should know: what was damaged, and how it was mended
 * @throws an InputError where it cannot be had
 */
export async function openLevelStore(folder: string, told: (text: string) => void): Promise<Store> {
  const { level, close } = await openLevel(folder, told);
  const opened: Opened = {
    folder,
    level,
    close,
    writer: createWriter(folder, (operations) => level.batch(operations)),
    mine: new Map(),
  };
  const store = storeOf(opened);
  try {
    await requireOurs(opened);
    await settleFormat(store, folder);
  } catch (error) {
    await close();
    throw error instanceof StoreError ? new InputError(error.message) : error;
  }
  return store;
}

/** A LevelDB of another program is left alone: what it holds would not be found, and what is written could harm it. */
async function requireOurs(opened: Opened): Promise<void> {
  if ((await valueAt(opened, keys.fact("format"))) !== undefined) return;
  const [first] = await reading(opened, () => opened.level.keys({ limit: 1 }).all());
  if (first === undefined) return;
  throw new InputError(`store ${opened.folder}: found a LevelDB of another program, expected a store`);
}

function storeOf(opened: Opened): Store {
  const { folder, close, writer, mine } = opened;
  const there = new Map<string, number>();
  let closed: Promise<void> | undefined;
  const settling = { after: Promise.resolve<unknown>(undefined) };
  const whileOpen = () => {
    if (closed) throw new StoreError(folder, "is closed");
  };
  const facts = async () => Object.fromEntries(await entriesIn(opened, ranges.facts));
  return {
    facts: async () => {
      whileOpen();
      return facts();
    },
    settle: (given) => {
      const settled = settling.after.then(async () => {
        whileOpen();
        const before = await facts();
        await writer.write(newFacts(given, before));
        return facts();
      });
      settling.after = settled.catch(() => {});
      return settled;
    },
    names: async () => {
      whileOpen();
      return (await entriesIn(opened, ranges.spaces)).map(([space]) => decodeURIComponent(space)).sort();
    },
    take: async (space) => {
      whileOpen();
      const { texts, sum } = await readSpace(opened, space);
      if (!mine.has(space)) mine.set(space, sum); // else it has what was to be written meanwhile, too
      return texts;
    },
    isMine: async (space) => mine.has(space),
    release: async (spaces) => {
      for (const space of spaces) mine.delete(space);
      await writer.settled();
    },
    write: async (space, change) => {
      whileOpen();
      const sum = mine.get(space);
      if (sum === undefined) throw new LostSpace(space);
      changeSum(sum, change);
      await writer.write(operationsOf(opened, space, change, textOfSum(sum)));
    },
    drop: async (space) => {
      whileOpen();
      mine.delete(space);
      let was = false;
      await writer.write(async () => {
        was = (await valueAt(opened, keys.space(space))) !== undefined;
        return removalOfSpace(opened, space);
      });
      return was;
    },
    spaceOf: async (credential) => {
      whileOpen();
      return valueAt(opened, keys.credential(credential));
    },
    beat: async (server, forMs) => void there.set(server, performance.now() + forMs),
    isThere: async (server) => (there.get(server) ?? 0) > performance.now(),
    close: () =>
      (closed ??= (async () => {
        await settling.after;
        await writer.settled();
        await close();
      })()),
  };
}

/** Reads a space when its turn among the writes has come: all before are written, and none that come after. */
async function readSpace(opened: Opened, space: string) {
  const { folder, writer } = opened;
  const turn = async () => {
    const expected = await valueAt(opened, keys.space(space));
    const texts = new Map(await entriesIn(opened, ranges.texts(space)));
    const sum = sumOfTexts(texts);
    if ((expected ?? textOfSum(sumOfTexts([]))) !== textOfSum(sum)) {
      throw new StoreError(folder, `is damaged: texts of the space ${space} are missing, or older ones have come back`);
    }
    return { texts: expected === undefined ? undefined : texts, sum };
  };
  let read: ReturnType<typeof turn> | undefined;
  await writer.write(async () => {
    read = turn();
    await read.catch(() => {}); // that it cannot be read is no failure to write
    return [];
  });
  return read as ReturnType<typeof turn>;
}
