import { pointerStep, shortText } from "../api/text-at-pointer.ts";
import { readJson } from "./read-file.ts";
import { usageError } from "./usage-error.ts";

/** What placeholders stand for, by their names, as `--values` has it. */
export function readValues(file: string): Map<string, string> {
  const value = readJson(file, "--values");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw usageError(`--values ${file}: found ${shortText(value)}, expected an object of texts`);
  }
  const wrong = Object.entries(value).find(([, text]) => typeof text !== "string");
  if (!wrong) return new Map(Object.entries(value as Record<string, string>));
  throw usageError(`--values ${file}: ${pointerStep(wrong[0])}: found ${shortText(wrong[1])}, expected a text`);
}
