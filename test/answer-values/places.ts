import type { EndpointName } from "../../src/api/endpoints.ts";
import { type Schema, schemas } from "../../tools/generate/schema-files.ts";

/** What the schemas say of one place of an answer: the shapes that stand there, and members or items beside them. */
export interface Place {
  /** Files of shapes, whose fields are named once for all answers that have them. */
  readonly shapes: Set<string>;
  readonly members: Map<string, Place>;
  items: Place | undefined;
}

/** The file that an endpoint's answer is described in. */
export function answerFile(endpoint: EndpointName): string {
  return `${endpoint}.response.json`;
}

/** The place that a schema file describes. */
export function placeOf(file: string): Place {
  const known = places.get(file);
  if (known) return known;
  const place = emptyPlace();
  places.set(file, place);
  addSchema(place, schemas[file] as Schema);
  return place;
}

const places = new Map<string, Place>();

/** Whether nothing is known of what is inside: a text, a number, the vendor's own data. */
export function isLeaf({ shapes, members, items }: Place): boolean {
  return shapes.size === 0 && members.size === 0 && items === undefined;
}

/** The members that no shape of the same place has. */
export function ownMembers({ shapes, members }: Place): [name: string, member: Place][] {
  const taken = new Set([...shapes].flatMap((file) => [...namesOf(placeOf(file))]));
  return [...members].filter(([name]) => !taken.has(name));
}

/** Pointers of all fields that a file adds to the shapes that it takes over; `*` stands for each item of a list. */
export function fieldsOf(file: string): string[] {
  return fieldPlaces(file).map(([pointer]) => pointer);
}

/** Those of them that hold a value, and no object or list of which more is known. */
export function valuesOf(file: string): string[] {
  return fieldPlaces(file).flatMap(([pointer, place]) => (isLeaf(place) ? pointer : []));
}

type FieldPlace = readonly [pointer: string, place: Place];

function fieldPlaces(file: string): FieldPlace[] {
  const place = placeOf(file);
  return isLeaf(place) ? [["", place]] : fieldsIn(place, "");
}

/** The files of all shapes that an answer is made of, its own first. */
export function filesOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const shape of shapesIn(placeOf(file))) filesOf(shape, found);
  return found;
}

function emptyPlace(): Place {
  return { shapes: new Set(), members: new Map(), items: undefined };
}

function addSchema(place: Place, schema: Schema): void {
  const { $ref, allOf = [], anyOf = [], oneOf = [], then, else: otherwise, items, properties = {} } = schema;
  if ($ref && !isLeaf(placeOf($ref))) place.shapes.add($ref);
  for (const part of [...allOf, ...anyOf, ...oneOf, then, otherwise]) if (part) addSchema(place, part);
  for (const [name, member] of Object.entries(properties)) {
    if (member === false) continue;
    const inner = place.members.get(name) ?? emptyPlace();
    place.members.set(name, inner);
    addSchema(inner, member);
  }
  if (items) {
    place.items ??= emptyPlace();
    addSchema(place.items, items);
  }
}

function namesOf({ shapes, members }: Place): Set<string> {
  return new Set([...members.keys(), ...[...shapes].flatMap((file) => [...namesOf(placeOf(file))])]);
}

function fieldsIn(place: Place, pointer: string): FieldPlace[] {
  if (place.items) return [[`${pointer}/*`, place.items], ...fieldsIn(place.items, `${pointer}/*`)];
  return ownMembers(place).flatMap(([name, member]) => {
    const at = `${pointer}/${name}`;
    return member.items ? fieldsIn(member, at) : [[at, member] as const, ...fieldsIn(member, at)];
  });
}

function shapesIn({ shapes, members, items }: Place): string[] {
  const inner = [...members.values(), ...(items ? [items] : [])];
  return [...shapes, ...inner.flatMap(shapesIn)];
}
