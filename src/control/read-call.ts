import { beyondBounds, bounds } from "../api/bounds.ts";
import { nearestName } from "../api/nearest-name.ts";
import { textAtPointer } from "../api/text-at-pointer.ts";
import { type Finding, type SchemaName, validate } from "../api/validate.ts";
import { controlFields } from "../generated/fields.ts";
import { suggestion } from "../mock/editor/judge-row.ts";
import type { Operation } from "./operation.ts";
import { refusal } from "./refusal.ts";

/** Deeper than others no body makes sense; a world has as many members as its rows have. */
const most = { depth: bounds.depth, members: 20_000_000 };

/** The body that an operation takes, checked. @throws a refusal that names the place, what was found and what was expected */
export function readControlBody(text: string, { takes, mayBeEmpty }: Operation): unknown {
  if (takes === undefined) return undefined;
  if (mayBeEmpty && text.trim() === "") return {};
  const beyond = beyondBounds(text, most);
  if (beyond !== undefined) throw refusal(400, `body: ${beyond}, expected less`);
  const body = parse(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw refusal(400, `body: found ${textAtPointer(body, "")}, expected a JSON object`);
  }
  const fields = controlFields[takes];
  const [first] = fields ? validate(takes as SchemaName, body) : [];
  if (first) throw refusal(400, complaint(first, body, fields as readonly string[]));
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = text.trim() === "" ? "nothing" : `no JSON (${(error as Error).message.slice(0, 120)})`;
    throw refusal(400, `body: found ${found}, expected a JSON object`);
  }
}

function complaint({ kind, path, message }: Finding, body: object, fields: readonly string[]): string {
  if (kind === "undocumented") return `body${path}: is no field${suggestion(path.split("/").at(-1) ?? "", fields)}`;
  return `body${path}: ${message}, found ${textAtPointer(body, path)}`;
}

/** The query of a call without what chooses the space. @throws a refusal for a name that the operation does not know */
export function readControlQuery(given: URLSearchParams, { query = {} }: Operation): Map<string, string> {
  const read = new Map<string, string>();
  for (const [name, value] of given) {
    if (name === "space") continue;
    if (query !== "any") requireKnown("query", name, Object.keys(query));
    if (read.has(name)) throw refusal(400, `query/${name.slice(0, 80)}: found several, expected one`);
    read.set(name, value);
  }
  return read;
}

/** A name out of a list, undefined where none is given. */
export function nameIn(
  query: ReadonlyMap<string, string>,
  place: string,
  names: readonly string[],
): string | undefined {
  const name = query.get(place);
  if (name !== undefined) requireKnown(`query/${place}`, name, names);
  return name;
}

/** A number of things, undefined where none is given. */
export function countIn(query: ReadonlyMap<string, string>, place: string): number | undefined {
  const text = query.get(place);
  if (text === undefined || /^\d{1,15}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw refusal(400, `query/${place}: found ${JSON.stringify(text.slice(0, 80))}, expected a whole number`);
}

/** Yes or no; no where nothing is given. */
export function flagIn(query: ReadonlyMap<string, string>, place: string): boolean {
  const text = query.get(place) ?? "false";
  if (text === "true" || text === "false") return text === "true";
  throw refusal(400, `query/${place}: found ${JSON.stringify(text.slice(0, 80))}, expected true or false`);
}

function requireKnown(place: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const near = nearestName(name, names);
  const expected = names.length === 0 ? "nothing" : `one of ${names.join(", ")}`;
  const hint = near === undefined ? `expected ${expected}` : `did you mean ${near}?`;
  throw refusal(400, `${place}: found ${JSON.stringify(name.slice(0, 80))}, ${hint}`);
}
