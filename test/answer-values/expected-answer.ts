import { expect } from "vitest";
import type { EndpointName } from "../../src/api/endpoints.ts";
import { answerFile, isLeaf, ownMembers, type Place, placeOf } from "./places.ts";

/**
 * Where a field comes from: a function of the rows behind an answer (undefined where the field is left out), what it
 * always is where it is shown, which test file holds it where the rows cannot tell, or why the mock never gives it. Of an object the
 * function gives what its own fields come from, of a list one of these for each item.
 */
export type Source<S> =
  | ((of: S) => unknown)
  | { readonly always: unknown; readonly because: string; readonly where?: (of: S) => boolean }
  | { readonly heldBy: string }
  | { readonly never: string };

/** Sources of the fields of one schema file, by their pointers. */
export type Sources<S> = Readonly<Record<string, Source<S>>>;

/** Sources by schema file, and those shapes that an answer has only sometimes, of several that its schema allows. */
export interface Table {
  readonly sources: Readonly<Record<string, Sources<never>>>;
  readonly shown: Readonly<Record<string, (of: never) => boolean>>;
}

/** The members of one object of an answer, each by the file and pointer of its field. */
export type Shown = ReadonlyMap<string, unknown>;

/** The answer that rows call for, made along its schema. `see` is told of each object in it. */
export function expectedAnswer(
  endpoint: EndpointName,
  of: unknown,
  table: Table,
  see: (shown: Shown) => void,
): unknown {
  return filled({ file: answerFile(endpoint), pointer: "", place: placeOf(answerFile(endpoint)) }, of, table, see);
}

interface At {
  readonly file: string;
  readonly pointer: string;
  readonly place: Place;
}

function filled(at: At, of: unknown, table: Table, see: (shown: Shown) => void): unknown {
  const { place, pointer } = at;
  if (place.items) {
    const items = { ...at, place: place.items, pointer: `${pointer}/*` };
    const given = valueAt(items, of, table);
    return Array.isArray(given) ? given.map((one) => within(items, one, table, see)) : given;
  }
  if (isLeaf(place)) return valueAt(at, of, table);
  const shown = new Map<string, unknown>();
  const object = members(at, of, table, shown, see);
  see(shown);
  return object;
}

/** What stands at a place whose source has been asked already. */
function within(at: At, of: unknown, table: Table, see: (shown: Shown) => void): unknown {
  return isLeaf(at.place) || of === null || of === undefined ? of : filled(at, of, table, see);
}

function members(at: At, of: unknown, table: Table, shown: Map<string, unknown>, see: (shown: Shown) => void): object {
  const object: Record<string, unknown> = {};
  for (const file of at.place.shapes) {
    if (table.shown[file]?.(of as never) === false) continue;
    Object.assign(object, members({ file, pointer: "", place: placeOf(file) }, of, table, shown, see));
  }
  for (const [name, place] of ownMembers(at.place)) {
    const inner = { ...at, place, pointer: `${at.pointer}/${name}` };
    const value = place.items ? filled(inner, of, table, see) : within(inner, valueAt(inner, of, table), table, see);
    if (value === undefined) continue;
    object[name] = value;
    if (isLeaf(place)) shown.set(`${inner.file}#${inner.pointer}`, value);
  }
  return object;
}

function valueAt({ file, pointer }: At, of: unknown, { sources }: Table): unknown {
  const source = sources[file]?.[pointer];
  if (source === undefined) throw new Error(`${file}#${pointer}: no source says where this field comes from`);
  if (typeof source === "function") return source(of as never);
  if ("heldBy" in source) return expect.any(String);
  if ("never" in source) return undefined;
  return source.where?.(of as never) === false ? undefined : source.always;
}
