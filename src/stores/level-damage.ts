import { readdir, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { readLog } from "./level-log.ts";
import { logOfManifest } from "./level-manifest.ts";

/** Whether a file of this name says that its folder is a LevelDB. Logs and tables alone do not: others name files so, too. */
export function isLevelFile(name: string): boolean {
  return name === "CURRENT" || /^MANIFEST-\d+$/.test(name);
}

/** Whether a file of this name holds what a LevelDB stores, or where that is. */
export function isDataFile(name: string): boolean {
  return isLevelFile(name) || /^\d+\.(log|ldb|sst)$/.test(name);
}

/** What is cut or damaged in the files of a LevelDB that say what is newest, in words. It takes no tables: they are large. */
export async function damageIn(folder: string): Promise<string[]> {
  const current = await readFile(join(folder, "CURRENT"), "utf8").catch(() => undefined);
  const manifest = current?.trim() ?? "";
  const files = await readdir(folder);
  if (current === undefined) return ["CURRENT is missing", ...(await logDamage(folder, files))];
  if (!/^MANIFEST-\d+$/.test(manifest)) return ["CURRENT names no manifest", ...(await logDamage(folder, files))];
  if (!files.includes(manifest)) return [`${manifest} is missing`, ...(await logDamage(folder, files))];
  const damage = [...(await cutEnd(folder, manifest)), ...(await logDamage(folder, files))];
  return damage.length > 0 ? damage : missingLog(folder, manifest, files);
}

/** Cuts logs off where the first of them is damaged, so that what is left is whole writes from the first on. */
export async function cutLogs(folder: string): Promise<void> {
  let isDamaged = false;
  for (const name of logsOf(await readdir(folder))) {
    const file = join(folder, name);
    const log = await readFile(file);
    const whole = isDamaged ? 0 : readLog(log).whole;
    if (whole === log.length) continue;
    isDamaged = true;
    await truncate(file, whole);
  }
}

/** The log that a whole manifest goes on with is gone, or the manifest is an older one. */
async function missingLog(folder: string, manifest: string, files: readonly string[]): Promise<string[]> {
  const number = logOfManifest(readLog(await readFile(join(folder, manifest))).records);
  const isThere = number === 0 || logsOf(files).some((name) => Number.parseInt(name, 10) === number);
  return isThere ? [] : [`${manifest} goes on with the log ${number}, which is missing`];
}

async function logDamage(folder: string, files: readonly string[]): Promise<string[]> {
  return (await Promise.all(logsOf(files).map((name) => cutEnd(folder, name)))).flat();
}

async function cutEnd(folder: string, name: string): Promise<string[]> {
  const log = await readFile(join(folder, name));
  const { whole } = readLog(log);
  if (whole === log.length && whole > 0) return [];
  if (log.length === 0) return name.startsWith("MANIFEST") ? [`${name} is empty`] : [];
  return [`${name} is whole up to byte ${whole} of ${log.length}`];
}

/** Logs by age: their names are numbers. */
function logsOf(files: readonly string[]): string[] {
  return files
    .filter((name) => /^\d+\.log$/.test(name))
    .sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));
}
