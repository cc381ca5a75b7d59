import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { findNodeAtLocation, getNodeValue, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { LineCounter, parseDocument } from "yaml";
import { beyondBounds, bounds } from "../api/bounds.ts";
import { printable } from "../api/printable.ts";
import type { WrongPlace } from "../traffic/require-shape.ts";
import { readText } from "./read-file.ts";
import { asUsage, usageError } from "./usage-error.ts";

/** A file of YAML or JSON with what stands where. */
export interface PlacedFile {
  readonly value: unknown;
  /** Line and column of what a JSON pointer names, as `3:7`; of what is around it, where that is not there. */
  placeOf(pointer: string): string;
}

/**
 * Reads a file that people write: YAML where its name ends in `.yaml` or `.yml`, else JSON, with comments and commas at
 * the end.
 *
 * @throws a usage error that names the line and column
 */
export function readPlacedFile(file: string, flag: string): PlacedFile {
  const text = readText(file, flag);
  if (/\.har$/i.test(file)) return jsonFile(text, file); // as large as its session
  if (Buffer.byteLength(text) > bounds.bytes) {
    throw usageError(`${flag} ${file}: found ${Buffer.byteLength(text)} bytes, expected ${bounds.bytes} at most`);
  }
  try {
    const read = /\.ya?ml$/i.test(file) ? yamlFile(text, file) : jsonFile(text, file);
    const beyond = beyondBounds(JSON.stringify(read.value));
    if (beyond !== undefined) throw usageError(`${file}: ${beyond}`);
    return read;
  } catch (error) {
    if (error instanceof RangeError) throw usageError(`${file}: it is nested more than ${bounds.depth} deep`);
    if (error instanceof TypeError) throw usageError(`${file}: a part of it holds itself, expected plain values`);
    throw error;
  }
}

function yamlFile(text: string, file: string): PlacedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const [first] = [...document.errors, ...document.warnings];
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${line}:${col}`;
  };
  if (first && /call stack/.test(first.message)) throw new RangeError(first.message); // it reads nested lists by recursion
  if (first) throw usageError(`${file}:${placeAt(first.pos[0])}: this is not YAML (${printable(first.message)})`);
  const value: unknown = asUsage(`${file}: this is not YAML`, () => document.toJS());
  const offsetOf = (steps: readonly string[]) => {
    const node = document.getIn(steps.map(stepOf), true) as { range?: readonly number[] } | undefined;
    return node?.range?.[0];
  };
  return { value, placeOf: (pointer) => placeAt(nearestOffset(pointer, offsetOf)) };
}

function jsonFile(text: string, file: string): PlacedFile {
  const placeAt = (offset: number) => {
    const before = text.slice(0, offset).split("\n");
    return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
  };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first || !tree) {
    const why = first ? printParseErrorCode(first.error) : "it is empty";
    throw usageError(`${file}:${placeAt(first?.offset ?? 0)}: this is not JSON (${why})`);
  }
  const offsetOf = (steps: readonly string[]) => findNodeAtLocation(tree, steps.map(stepOf))?.offset;
  return { value: getNodeValue(tree), placeOf: (pointer) => placeAt(nearestOffset(pointer, offsetOf)) };
}

/** Where the last thing stands on the way to a pointer that is there at all. */
function nearestOffset(pointer: string, offsetOf: (steps: readonly string[]) => number | undefined): number {
  const steps = pointer.split("/").slice(1);
  for (let length = steps.length; length > 0; length -= 1) {
    const names = steps.slice(0, length).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
    const offset = offsetOf(names);
    if (offset !== undefined) return offset;
  }
  return 0;
}

function stepOf(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step;
}

/** How the files end that hold calls. */
export const endings = /\.(ya?ml|jsonc?|har)$/i;

/** The files of recorded or written calls in a folder, in the order of their names; a file is itself. */
export function filesIn(path: string, flag: string): string[] {
  if (!asUsage(`${flag} ${path}`, () => statSync(path)).isDirectory()) return [path];
  const names = asUsage(`${flag} ${path}`, () => readdirSync(path, { recursive: true, encoding: "utf8" }));
  const files = names.filter((name) => endings.test(name)).sort();
  if (files.length === 0) throw usageError(`${flag} ${path}: found no file that ends in .yaml, .yml, .json or .har`);
  return files.map((name) => join(path, name));
}

/** Reads something of a file; what is wrong is told with its line and column. */
export function atPlace<T>(file: string, placed: PlacedFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { place, message } = error as Partial<WrongPlace>;
    if (place === undefined) throw error;
    throw usageError(`${file}:${placed.placeOf(place)}: ${printable(message ?? "")}`);
  }
}
