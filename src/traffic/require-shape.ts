import { shortWords } from "../api/printable.ts";
import { shortText } from "../api/text-at-pointer.ts";

/** What is wrong with a file, and where. */
export interface WrongPlace extends Error {
  /** A JSON pointer. */
  readonly place: string;
}

/** Makes what is thrown at a file that is wrong: the place, what was found and what was expected. */
export function wrong(place: string, found: unknown, expected: string): WrongPlace {
  const message = shortWords(`${place || "/"}: found ${shortText(found)}, expected ${expected}`);
  return Object.assign(new Error(message), { place });
}

/** An object, or an error that names the place. */
export function requireObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(place, value, "an object");
  return value as Readonly<Record<string, unknown>>;
}

/** A list, or an error that names the place. */
export function requireList(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(place, value, "a list");
  return value;
}

/** A text, or an error that names the place. */
export function requireText(value: unknown, place: string): string {
  if (typeof value !== "string") throw wrong(place, value, "a text");
  return value;
}
