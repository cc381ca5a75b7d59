import { InputError } from "../../../src/api/input-error.ts";
import { usageErrorName } from "../../../src/cli/usage-error.ts";
import { unseen } from "../../unseen.ts";

/** Words of the engine, about our code and not about what was given. */
const ofTheEngine =
  /Cannot (read|set|convert|destructure|mix|assign)|is not (a function|iterable|a constructor|defined|extensible)|call stack|Invalid (array|string|time|count|regular)|Reduce of|circular|undefined\b.*\breading|toISOString|BigInt|\[object|must be of type/i;

/** How much of a complaint anybody reads. */
const longest = 2_500;

/** Runs what reads something bad. A complaint must be one that its giver can act on; anything else is thrown on. */
export async function refusedOr<T>(read: () => T | Promise<T>): Promise<Awaited<T> | undefined> {
  try {
    return await read();
  } catch (error) {
    requireClear(error);
    return undefined;
  }
}

/** Requires of what was thrown that it is the giver's mistake, in words about it. @throws what it is otherwise */
export function requireClear(error: unknown): void {
  const { name, message } = error as Error;
  const isTheirs =
    error instanceof InputError ||
    name === usageErrorName ||
    Object.hasOwn(error as object, "place") ||
    "exitStatus" in (error as object);
  if (!isTheirs) throw error;
  requireClearText(message);
}

/** The same of the words alone. */
export function requireClearText(message: string): void {
  if (message.trim() === "") throw new Error("a complaint without words");
  if (ofTheEngine.test(message)) throw new Error(`words of the engine: ${message.slice(0, 300)}`);
  if (message.length > longest)
    throw new Error(`a complaint of ${message.length} characters: ${message.slice(0, 300)}`);
}

/** Requires of what people read that nobody else began a line of it, and nothing hides in one. */
export function requireTame(text: string): void {
  for (const line of text.split("\n")) {
    if (/^\W*FORGED/.test(line)) throw new Error(`a forged line: ${JSON.stringify(line.slice(0, 200))}`);
    if (unseen.test(line)) throw new Error(`a character that acts or hides: ${JSON.stringify(line.slice(0, 200))}`);
  }
}

/** A bug tells of itself by the places in our code. */
export function requireNoStack(text: string): void {
  if (/^ {4}at .+:\d+:\d+\)?$/m.test(text)) throw new Error(`a stack: ${text.slice(0, 1_000)}`);
}
