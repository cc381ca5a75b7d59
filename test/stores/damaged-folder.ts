import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../src/stores/open-store.ts";

/** A store with thirty writes in a table and thirty in a log. */
export async function writtenFolder(folder: string): Promise<string> {
  for (let first = 1; first <= 60; first += 30) {
    const store = await openStore(folder);
    await store.take("a");
    for (let number = first; number < first + 30; number++) {
      await store.write("a", { texts: { count: `${number}`, [`own-${number}`]: textOf(number) } });
    }
    await store.close();
  }
  return folder;
}

/** A text that does not compress. */
export function textOf(number: number): string {
  return Array.from({ length: 200 }, (_, at) => (number * 7_919 * (at + 1)).toString(36)).join("");
}

/** What a store holds of the space that `writtenFolder` writes; what it said where it cannot be read. */
export async function contentOf(
  folder: string,
  told: (text: string) => void,
): Promise<ReadonlyMap<string, string> | string> {
  try {
    const store = await openStore(folder, { told });
    try {
      return (await store.take("a")) ?? new Map();
    } finally {
      await store.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}

/** The files of a folder, but what LevelDB writes about itself. */
export function contentsOf(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^LO/.test(entry.name))
    .map(({ name }) => [name, readFileSync(join(folder, name), "latin1")]);
}

/** The file in a folder whose name is like this. */
export function fileIn(folder: string, name: RegExp): string {
  const found = readdirSync(folder).find((file) => name.test(file));
  if (found === undefined) throw new Error(`no ${name} in ${readdirSync(folder).join(" ")}`);
  return join(folder, found);
}

/** Leaves so many bytes of a file. */
export function cut(folder: string, name: RegExp, size: (before: number) => number): void {
  const file = fileIn(folder, name);
  truncateSync(file, size(readFileSync(file).length));
}

/** Puts bytes at the end of a file. */
export function append(folder: string, name: RegExp, bytes: Buffer): void {
  writeFileSync(fileIn(folder, name), bytes, { flag: "a" });
}

/** Puts garbage into a file, at this part of its length. */
export function spoil(folder: string, name: RegExp, at: number): void {
  const file = fileIn(folder, name);
  const bytes = readFileSync(file);
  const from = Math.floor(bytes.length * at);
  bytes.fill(0xa5, from, Math.min(from + 40, bytes.length));
  writeFileSync(file, bytes);
}

/** Leaves of a manifest its first record alone: nothing is half, but it is an older one. */
export function cutManifest(folder: string): void {
  cut(folder, /^MANIFEST/, () => 7 + readFileSync(fileIn(folder, /^MANIFEST/)).readUInt16LE(4));
}

/** Flips a bit of a file, at this part of its length. */
export function flip(folder: string, name: RegExp, at: number): void {
  const file = fileIn(folder, name);
  const bytes = readFileSync(file);
  const byte = Math.floor(bytes.length * at);
  bytes[byte] = (bytes[byte] as number) ^ 4;
  writeFileSync(file, bytes);
}
