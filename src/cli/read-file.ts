import { readFileSync } from "node:fs";
import { asUsage } from "./usage-error.ts";

/** The text of a file that the user named, without the byte order mark that some editors begin it with. */
export function readText(file: string, flag: string): string {
  return asUsage(`${flag} ${file}`, () => readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
}

/** The JSON of a file that the user named. */
export function readJson(file: string, flag: string): unknown {
  const text = readText(file, flag);
  return asUsage(`${flag} ${file}`, () => JSON.parse(text));
}
