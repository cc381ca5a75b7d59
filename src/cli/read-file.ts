import { readFileSync } from "node:fs";
import { asUsage, usageError } from "./usage-error.ts";

/** The text of a file that the user named, without the byte order mark that some editors begin it with. */
export function readText(file: string, flag: string): string {
  const text = asUsage(`${flag} ${file}`, () => readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  const line = tooDeepLine(text);
  if (line === undefined) return text;
  throw usageError(`${flag} ${file}: line ${line}: found brackets nested more than ${deepest} deep, expected fewer`);
}

/** Readers of JSON and YAML call themselves for each bracket, and run out of stack long before people run out of brackets. */
const deepest = 1_000;

function tooDeepLine(text: string): number | undefined {
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[\]{}]/g)) {
    if (found === "[" || found === "{") depth += 1;
    else if (found === "]" || found === "}") depth -= 1;
    if (depth > deepest) return text.slice(0, index).split("\n").length;
  }
  return undefined;
}

/** The JSON of a file that the user named. */
export function readJson(file: string, flag: string): unknown {
  const text = readText(file, flag);
  return asUsage(`${flag} ${file}`, () => JSON.parse(text));
}
