import type { Role } from "./target.ts";

type Json = string | number | boolean | null | Json[] | { [field: string]: Json };
type Row = { [field: string]: Json };

/** A world file, of which this only knows that it has a list of licenses and perhaps other lists. */
export type WorldFile = { [table: string]: Json };

/** A grown world, and where in it a caller finds an active license. */
export interface GrownWorld {
  world: WorldFile;
  called: Role[];
}

const firstNewId = 7_000_000_000_000_000;

/**
 * Grows a world by copies of one license, with other keys and ids.
 *
 * Rows elsewhere that name the license (its device) are copied for the licenses that will be called, spread evenly, so
 * that the memory counted is that of licenses. It goes by values and not by field names, so that it needs no change when
 * the shape of world files does.
 */
export function growWorld(template: WorldFile, role: Role, licenseCount: number, calledCount: number): GrownWorld {
  const tables = rowTables(template);
  const licenses = tables.get("licenses") ?? [];
  const original = licenses.find((license) => Object.values(license).includes(role.license_key));
  if (original === undefined)
    throw new Error(`The world file has no license with the key ${role.license_key} in its list "licenses".`);
  const taken = new Set(licenses.flatMap((license) => Object.values(license)));
  const called: Role[] = [];
  let nextId = firstNewId;
  for (let index = 0; index < licenseCount; index += 1) {
    const key = keyLike(role.license_key, index);
    if (taken.has(key)) continue;
    const renamed = new Map<Json, Json>([[role.license_key, key]]);
    if (typeof original.id === "number") renamed.set(original.id, nextId++);
    licenses.push(copy(original, renamed) as Row);
    if (index % Math.floor(licenseCount / calledCount) !== 0) continue;
    called.push({ ...role, license_key: key });
    nextId = copyFollowers(tables, original, role.license_key, renamed, nextId);
  }
  return { world: { ...template, ...Object.fromEntries(tables) }, called };
}

function copyFollowers(
  tables: Map<string, Row[]>,
  original: Row,
  originalKey: string,
  renamed: Map<Json, Json>,
  firstId: number,
): number {
  let nextId = firstId;
  for (const [name, rows] of tables) {
    if (name === "licenses") continue;
    const follower = rows.find((row) =>
      Object.values(row).some((value) => value === originalKey || (value !== undefined && value === original.id)),
    );
    if (follower === undefined) continue;
    const row = copy(follower, renamed) as Row;
    if (typeof row.id === "number") row.id = nextId++;
    rows.push(row);
  }
  return nextId;
}

/** The lists of the world that hold rows, each a list of its own that can grow. Roles point at licenses; they stay. */
function rowTables(template: WorldFile): Map<string, Row[]> {
  const lists = Object.entries(template).filter(
    ([name, value]) => name !== "roles" && Array.isArray(value) && value.every(isRow),
  );
  return new Map(lists.map(([name, rows]) => [name, [...(rows as Row[])]]));
}

function isRow(value: Json): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A deep copy. What it holds is new, as it would be from a file, so that no memory is saved by sharing. */
function copy(value: Json, renamed: Map<Json, Json>): Json {
  if (Array.isArray(value)) return value.map((item) => copy(item, renamed));
  if (isRow(value)) {
    // Spreading keeps the fast layout of a parsed object; adding field after field would make a hash table of each copy.
    const row: Row = { ...value };
    for (const field of changingFields(value, renamed)) row[field] = copy(value[field] ?? null, renamed);
    return row;
  }
  return renamed.get(value) ?? value;
}

const knownChangingFields = new WeakMap<Row, string[]>();

/** The fields whose copy differs or is an object. Found once for each object of the template, not for each copy. */
function changingFields(row: Row, renamed: Map<Json, Json>): string[] {
  const known = knownChangingFields.get(row);
  if (known !== undefined) return known;
  const fields = Object.keys(row).filter((field) => typeof row[field] === "object" || renamed.has(row[field] ?? null));
  knownChangingFields.set(row, fields);
  return fields;
}

/** A key of the same form: its last seven letters and digits count. */
function keyLike(key: string, index: number): string {
  const digits = String(index).padStart(7, "0");
  let position = digits.length;
  const characters = [...key]
    .toReversed()
    .map((character) =>
      position > 0 && /[A-Za-z0-9]/.test(character) ? (digits[--position] ?? character) : character,
    );
  return characters.toReversed().join("");
}
