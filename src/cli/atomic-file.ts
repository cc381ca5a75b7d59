import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes a file so that it is there whole or not at all: under another name first. What is no ordinary file, such as
 * `/dev/stdout`, is written as it is.
 */
export function writeWhole(path: string, text: string): void {
  if (existsSync(path) && !statSync(path).isFile()) {
    writeFileSync(path, text);
    return;
  }
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
