/** Makes what is thrown at a file that is wrong: the place, what was found and what was expected. */
export function wrong(place: string, found: unknown, expected: string): Error {
  const shown = found === undefined ? "nothing" : JSON.stringify(found).slice(0, 80);
  return new Error(`${place || "/"}: found ${shown}, expected ${expected}`);
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
