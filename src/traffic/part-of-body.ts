import { secretName } from "../api/secret-names.ts";
import { pointerStep, shortText } from "../api/text-at-pointer.ts";

/** One place in which a body is not what a part of it must be. */
export interface Lack {
  /** A JSON pointer into the body. */
  readonly path: string;
  /** What must stand there: a value, a list of which each item is in the other, or a matcher. */
  readonly part: unknown;
  /** undefined where there is nothing. */
  readonly found: unknown;
}

/** A part of a body that is judged by itself. */
export interface Leaf {
  readonly path: string;
  readonly part: unknown;
}

interface Matcher {
  /** What may stand behind its name, in words; gives whether something is that. */
  readonly takes: string;
  isTaken(given: unknown): boolean;
  fits(found: unknown, given: unknown): boolean;
  words(given: unknown): string;
}

const typeNames = ["string", "number", "boolean", "object", "array", "null"];

/** What may stand in a part of a body instead of a value, as `{ "$above": 0 }`. */
export const matchers: Readonly<Record<string, Matcher>> = {
  $type: {
    takes: `one of ${typeNames.join(", ")}`,
    isTaken: (given) => typeNames.some((name) => name === given),
    fits: (found, given) => typeOf(found) === given,
    words: (given) => `any ${given}`,
  },
  $above: {
    takes: "a number, or a placeholder for one",
    isTaken: (given) => typeof given === "number" || (typeof given === "string" && /^\{\{.+\}\}$/.test(given)),
    fits: (found, given) => typeof found === "number" && typeof given === "number" && found > given,
    words: (given) => `a number above ${shortText(given)}`,
  },
};

/** The matcher that a part of a body is, with what stands behind its name; undefined where it is a value. */
export function matcherIn(part: unknown): { readonly name: string; readonly given: unknown } | undefined {
  if (!isObject(part)) return undefined;
  const [entry, ...others] = Object.entries(part);
  return entry !== undefined && others.length === 0 && entry[0].startsWith("$")
    ? { name: entry[0], given: entry[1] }
    : undefined;
}

/** The parts of a body that are judged by themselves: values, matchers and lists, each with its place. */
export function leavesOf(part: unknown, path = ""): Leaf[] {
  if (!isObject(part) || matcherIn(part) || Object.keys(part).length === 0) return [{ path, part }];
  return Object.entries(part).flatMap(([name, value]) => leavesOf(value, path + pointerStep(name)));
}

/** What a part of a body asks for, as the end of "expected …". */
export function wordsOfPart(part: unknown): string {
  const matcher = matcherIn(part);
  if (matcher) return matchers[matcher.name]?.words(matcher.given) ?? matcher.name;
  return Array.isArray(part) ? `a list that holds ${shortText(part)}` : shortText(part);
}

/** Where a body lacks what a part of it must be. */
export function lackingIn(part: unknown, body: unknown, path = ""): Lack[] {
  const matcher = matcherIn(part);
  if (!matcher && isObject(part) && isObject(body)) {
    return Object.entries(part).flatMap(([name, value]) => {
      return lackingIn(value, Object.hasOwn(body, name) ? body[name] : undefined, path + pointerStep(name));
    });
  }
  const isThere = matcher ? matchers[matcher.name]?.fits(body, matcher.given) : isSame(part, body);
  return isThere ? [] : [{ path, part, found: hidden(path, body) }];
}

/** What is told of a value: a secret is not shown, whatever was expected in its place. */
function hidden(path: string, value: unknown): unknown {
  return value !== undefined && secretName(path, "answer") !== undefined ? "(another secret)" : value;
}

/** Of a list each item is in the other, in whatever order and among whatever others. */
function isSame(part: unknown, body: unknown): boolean {
  if (!Array.isArray(part)) return part === body;
  return Array.isArray(body) && part.every((item) => body.some((other) => lackingIn(item, other).length === 0));
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
