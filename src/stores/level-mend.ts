import { copyFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ClassicLevel } from "classic-level";
import { InputError } from "../api/input-error.ts";
import { cutLogs, damageIn, isDataFile } from "./level-damage.ts";
import { unsealed } from "./level-entries.ts";
import { reasonOf } from "./store-error.ts";

type Level = typeof ClassicLevel;

/** What a folder is refused with that is locked. */
export function lockedRefusal(folder: string): InputError {
  return new InputError(`store ${folder}: another server has it open`);
}

/** Lines of LevelDB's log of a repair that say that something was lost. */
const lossLine =
  /Table #.*(?:Corruption|dropped|unparsable|IO error|NotFound)|Log #.*ignoring|Archiving .*(?:error|Corruption)/;

/** Where a folder is mended: a copy at work, one that is ready to be put in place, and what only guards both. */
const placesIn = (folder: string) => ({
  working: join(folder, "mending"),
  ready: join(folder, "mended"),
  guard: join(folder, "mending-lock"),
});

/**
 * Mends a LevelDB, in four steps: nothing of what was found is touched until there is something better.
 *
 * 1. Copies it, and cuts the logs of the copy where the first is damaged.
 * 2. Has LevelDB repair the copy where its manifest is damaged, and reads all of it.
 * 3. Copies what was found into `damaged-1` and so on, where it stays.
 * 4. Puts the mended copy in place.
 *
 * @throws an InputError where another process has it open, or where something in the middle is lost
 */
export async function mendLevel(
  folder: string,
  damage: readonly string[],
  level: Level,
  told: (text: string) => void,
): Promise<void> {
  await guarded(folder, level, async () => {
    const { working, ready } = placesIn(folder);
    await rm(working, { recursive: true, force: true });
    await copyData(folder, working);
    await repairCopy(folder, working, damage, level);
    const kept = await keepFound(folder);
    await rename(working, ready); // at once, so that what is ready is whole
    await putInPlace(folder);
    told(
      `store ${folder}: ${damage.join(", ")}; mended to the last whole state before that, and what was found is kept in ${kept}`,
    );
  });
}

/** Ends a mending in whose last step the process ended. */
export async function finishMending(folder: string, level: Level): Promise<void> {
  const left = await readdir(folder).catch((): string[] => []);
  if (!left.includes("mended")) return;
  await guarded(folder, level, () => putInPlace(folder));
}

/** Only one process mends, and none while the folder is open: LevelDB's own locks say so, and end with the process. */
async function guarded(folder: string, Level: Level, mend: () => Promise<void>): Promise<void> {
  const { guard } = placesIn(folder);
  const lock = new Level(guard);
  try {
    await lock.open();
    await requireUnlocked(folder, Level);
    await mend();
  } catch (error) {
    if (codeOf(error) === "LEVEL_LOCKED") throw lockedRefusal(folder);
    throw error;
  } finally {
    await lock.close();
    await rm(guard, { recursive: true, force: true });
  }
}

/** An opening that must not find anything: it takes the lock first, and changes nothing. */
async function requireUnlocked(folder: string, Level: Level): Promise<void> {
  const probe = new Level(folder, { createIfMissing: false, errorIfExists: true });
  const error = await probe.open().catch((refused: unknown) => refused);
  if (codeOf(error) === "LEVEL_LOCKED") throw error;
  await probe.close();
}

async function repairCopy(folder: string, copy: string, damage: readonly string[], Level: Level): Promise<void> {
  const beyond = (what: string) =>
    new InputError(
      `store ${folder}: ${damage.join(", ")}; it cannot be mended without a loss (${what}), and is left as it was found: put a copy of it in its place, or begin with an empty folder`,
    );
  await cutLogs(copy);
  try {
    if ((await damageIn(copy)).length > 0 || !(await opens(copy, Level))) {
      await Level.repair(copy);
      const lost = (await readFile(join(copy, "LOG"), "utf8")).split("\n").find((line) => lossLine.test(line));
      if (lost) throw new Error(lost.replace(/^\S+ \S+ /, ""));
    }
    await readAll(copy, Level);
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw beyond(reasonOf(error));
  }
}

/** @throws where tables are missing: a repair would leave out what was in them, and say nothing of it */
async function opens(folder: string, Level: Level): Promise<boolean> {
  const level = new Level(folder);
  try {
    await level.open();
    await level.close();
    return true;
  } catch (error) {
    if (/missing files/.test(String((error as Error).cause))) throw (error as Error).cause;
    return false;
  }
}

/**
 * Reads all of a copy, and writes it anew in order: after a repair a value could be hidden by an older one, as LevelDB
 * then takes files for the newer ones whose numbers are higher.
 */
async function readAll(folder: string, Level: Level): Promise<void> {
  const level = new Level(folder);
  await level.open();
  try {
    for await (const [key, stored] of level.iterator()) {
      if (unsealed(key, stored) === undefined) throw new Error(`what stands under ${JSON.stringify(key)} is damaged`);
    }
    await level.compactRange("", "~");
  } finally {
    await level.close();
  }
}

async function keepFound(folder: string): Promise<string> {
  const names = await readdir(folder);
  let number = 1;
  while (names.includes(`damaged-${number}`)) number++;
  const kept = join(folder, `damaged-${number}`);
  await copyData(folder, kept);
  return kept;
}

/** Can be done again from its beginning, as long as it was not done. CURRENT comes last: without it a folder is damaged. */
async function putInPlace(folder: string): Promise<void> {
  const { ready } = placesIn(folder);
  await rm(join(folder, "CURRENT"), { force: true });
  for (const name of (await readdir(folder)).filter(isDataFile)) await rm(join(folder, name));
  await copyData(ready, folder);
  await rm(ready, { recursive: true });
}

async function copyData(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter((name) => isDataFile(name) && name !== "CURRENT");
  const last = (await readdir(from)).filter((name) => name === "CURRENT");
  for (const name of [...names, ...last]) await copyFile(join(from, name), join(to, name));
}

function codeOf(error: unknown): unknown {
  const { code, cause } = (error ?? {}) as NodeJS.ErrnoException;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? code;
}
