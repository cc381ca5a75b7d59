import { chmod, mkdir, readdir, realpath } from "node:fs/promises";
import type { ClassicLevel } from "classic-level";
import { InputError } from "../api/input-error.ts";
import { damageIn, isLevelFile } from "./level-damage.ts";
import { finishMending, lockedRefusal, mendLevel } from "./level-mend.ts";
import { loadPeer } from "./peer.ts";
import { reasonOf } from "./store-error.ts";

/** What LevelDB leaves of an opening that never came to anything. */
const ownOnly = /^(LOCK|LOG|LOG\.old)$/;

/** A LevelDB of this process. */
export interface OpenLevel {
  readonly level: ClassicLevel;
  /** Lets the folder go, for this process and others. */
  close(): Promise<void>;
}

/**
 * Folders that this process has open. LevelDB would refuse one, too, but by that it would let its lock go: the system drops
 * a process's locks on a file as soon as it closes the file anywhere, and another process could then open the folder.
 */
const openHere = new Set<string>();

/**
 * Opens the LevelDB of a folder; makes one where the folder is empty or not there. One that is damaged is mended first.
 *
 * @throws an InputError for a folder that holds something else, that another server has open, or that cannot be mended
 */
export async function openLevel(folder: string, told: (text: string) => void): Promise<OpenLevel> {
  const { ClassicLevel } = await loadPeer("classic-level", "a store in a folder", () => import("classic-level"));
  const files = await filesIn(folder);
  const place = await realpath(folder);
  if (openHere.has(place)) throw lockedRefusal(folder);
  openHere.add(place);
  try {
    const level = await openWhole(folder, files, ClassicLevel, told);
    return { level, close: () => level.close().finally(() => openHere.delete(place)) };
  } catch (error) {
    openHere.delete(place);
    throw error;
  }
}

async function openWhole(
  folder: string,
  files: readonly string[],
  Level: typeof ClassicLevel,
  told: (text: string) => void,
): Promise<ClassicLevel> {
  if (files.length > 0 && !files.some(isLevelFile) && !files.every((name) => ownOnly.test(name))) {
    const [found] = files;
    throw new InputError(
      `store ${folder}: found a folder with other files (${found}), expected an empty one or a store`,
    );
  }
  await finishMending(folder, Level);
  const found = files.some(isLevelFile) ? await damageIn(folder) : [];
  if (found.length > 0) await mendLevel(folder, found, Level, told);
  try {
    return await openWith(Level, folder);
  } catch (error) {
    if (!isDamage(error)) throw refusal(folder, error);
    await mendLevel(folder, [reasonOf(causeOf(error))], Level, told);
    return await openWith(Level, folder).catch((still) => {
      throw refusal(folder, still);
    });
  }
}

async function openWith(Level: typeof ClassicLevel, folder: string): Promise<ClassicLevel> {
  const level = new Level(folder);
  await level.open();
  return level;
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700).catch(() => {}); // it holds keys; whoever else owns it decides himself
    return await readdir(folder);
  } catch (error) {
    throw new InputError(`store ${folder}: expected a folder that can be read and written: ${reasonOf(error)}`);
  }
}

/** Whether LevelDB can mend what it said. It would mend missing tables, too, by a store without what was in them. */
function isDamage(error: unknown): boolean {
  const { code, message } = causeOf(error);
  return code === "LEVEL_CORRUPTION" && !/missing files/.test(message);
}

function refusal(folder: string, error: unknown): InputError {
  const cause = causeOf(error);
  if (cause.code === "LEVEL_LOCKED") return lockedRefusal(folder);
  return new InputError(`store ${folder}: it cannot be opened: ${cause.message}`);
}

/** What LevelDB said: the package says only that it did not open, and gives the cause. */
function causeOf(error: unknown): NodeJS.ErrnoException {
  const { cause } = error as Error;
  return (cause instanceof Error ? cause : error) as NodeJS.ErrnoException;
}
