import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { usageError } from "./usage-error.ts";

/**
 * Makes sure that a file can be written, before anything runs: a long run must not end with one that cannot.
 *
 * @param place the flag with its value, to begin the message with
 * @throws a usage error that says why not
 */
export function requireWritable(path: string, place: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw usageError(`${place}: ${path} is a folder, expected the name of a file`);
  }
  if (existsSync(path) && !statSync(path).isFile()) {
    if (!isWritable(path)) throw usageError(`${place}: it cannot be written to`);
    return; // a device is written as it is, with nothing beside it
  }
  const folder = dirname(path);
  if (!isWritable(folder)) throw usageError(`${place}: the folder ${folder} cannot be written to`);
  if (existsSync(path) && !isWritable(path)) throw usageError(`${place}: the file cannot be written to`);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
