import { InvalidArgumentError } from "commander";
import { type Policies, parsePolicy } from "../api/policies.ts";
import { millisecondsOf } from "../mock/clock/duration.ts";
import { createTimekeeper } from "../mock/clock/timekeeper.ts";

/** Reads how many of something there may be. */
export function readCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number, at most 999999999.");
}

/** Reads how many of something there are, one at least. */
export function readSome(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError("Expected a whole number above 0.");
}

/** Adds a text to those that were given before. */
export function addText(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Reads a span of time, in milliseconds. */
export function readSpan(text: string): number {
  try {
    const span = millisecondsOf(text);
    if (span > 0) return span;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError("Expected a duration like 30m, 12h or 7d.");
}

/** What a reader gives; what it finds wrong is told of the flag. */
export function asArgument<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** Reads an origin. Pages in a sandbox all have the origin "null", whoever made them. */
export function readOrigin(text: string): string {
  if (text !== "null") return text;
  throw new InvalidArgumentError("Expected an origin that is one page's own, like https://app.test.");
}

/** Reads a moment, and leaves it as the text that it is. */
export function readTime(text: string): string {
  try {
    createTimekeeper(() => 0, text);
    return text;
  } catch {
    throw new InvalidArgumentError("Expected a date like 2030-01-31T00:00:00Z.");
  }
}

/** Reads any number. */
export function readNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("Expected a number.");
}

/** Reads an id. */
export function readId(text: string): number {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a number.");
}

/** Reads the address of a mock server. */
export function readAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError("Expected an address like http://127.0.0.1:8080.");
}

/** Reads a policy, beside those that were read before it. */
export function readPolicy(text: string, before: Partial<Policies> = {}): Partial<Policies> {
  return asArgument(() => ({ ...before, ...parsePolicy(text) }));
}

/** Reads a limit like `world=128MiB`, beside those that were read before it. */
export function readLimit(names: readonly string[]) {
  return (text: string, before: Readonly<Record<string, number>> = {}): Record<string, number> => {
    const [, name = "", number, unit = ""] = /^([a-z]+)=(\d{1,12})(|KiB|MiB|GiB)$/.exec(text) ?? [];
    if (number === undefined) throw new InvalidArgumentError("Expected a name and a size, like world=128MiB.");
    if (!names.includes(name)) throw new InvalidArgumentError(`Expected one of ${names.join(", ")}.`);
    return { ...before, [name]: Number(number) * (units[unit] as number) };
  };
}

const units: Readonly<Record<string, number>> = { "": 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };
