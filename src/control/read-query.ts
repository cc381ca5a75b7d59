import { nearestName } from "../api/nearest-name.ts";
import { type Route, refusal } from "./route.ts";

/** The query of a call without what chooses the space. @throws a refusal for a name that the route does not know */
export function readQuery(given: URLSearchParams, { query = {} }: Route): Map<string, string> {
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
  if (name !== undefined) requireKnown(place, name, names);
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
  throw refusal(
    400,
    `${place === "query" ? "query" : `query/${place}`}: found ${JSON.stringify(name.slice(0, 80))}, ${hint}`,
  );
}
