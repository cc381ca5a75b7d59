import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./markdown-page.ts";

/** Files that are made of the blocks of a page, in a folder inside the project, so that its name resolves. */
export interface BlockFiles {
  readonly folder: string;
  /** Writes a file; gives its path. */
  write(name: string, text: string): string;
  remove(): void;
}

export function createBlockFiles(): BlockFiles {
  const folder = mkdtempSync(join(root, ".blocks-"));
  return {
    folder,
    write: (name, text) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
