import { usageError } from "../usage-error.ts";

/**
 * The fields that words on the command line give: one JSON object, or `field=value` each. A value is JSON where it can
 * be read so (`5`, `true`, `null`, `{"max":5}`, `"5"`), else the text that it is.
 *
 * @throws a usage error that names the word
 */
export function readRow(words: readonly string[]): Readonly<Record<string, unknown>> {
  const [first = ""] = words;
  if (words.length === 1 && !/^\w+=/.test(first)) return readObject(first);
  return Object.fromEntries(words.map((word) => [splitWord(word)[0], plainValue(splitWord(word)[1])]));
}

/** The fields that words on the command line ask for, as the texts that they are. @throws a usage error that names the word */
export function readCriteria(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map(splitWord));
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  const value = plainValue(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw usageError(
    `found ${JSON.stringify(text.slice(0, 80))}, expected a JSON object like '{"enabled":false}' or field=value`,
  );
}

function splitWord(word: string): [string, string] {
  const [, name, value = ""] = /^(\w+)=(.*)$/s.exec(word) ?? [];
  if (name !== undefined) return [name, value];
  throw usageError(`found ${JSON.stringify(word.slice(0, 80))}, expected field=value`);
}

function plainValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
