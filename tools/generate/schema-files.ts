import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** A JSON Schema 2020-12, as far as the generator looks into one. */
export interface Schema {
  $id?: string;
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  properties?: Record<string, Schema | false>;
  required?: string[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  if?: Schema;
  then?: Schema;
  else?: Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  additionalProperties?: boolean | Schema;
  "x-evidence"?: string;
  "x-contradicted"?: Record<string, string>;
  [keyword: string]: unknown;
}

const folder = new URL("../../schemas/", import.meta.url);

/** Every schema file as `KIND/NAME.json` below `schemas/`, in alphabetical order of names so that what is generated is stable. */
export const schemaPaths: readonly string[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".json"))
  .sort((one, other) => (basename(one) < basename(other) ? -1 : 1));

/** Every schema by its file's name, which is told apart in all folders together. */
export const schemas: Record<string, Schema> = Object.fromEntries(
  schemaPaths.map((path) => [basename(path), readSchema(path)]),
);

/** The files of what crosses the wire. The others are shapes of our own: worlds, targets, control bodies and such. */
export const wireFiles: readonly string[] = schemaPaths
  .filter((path) => path.startsWith("wire/"))
  .map((path) => basename(path));

function readSchema(path: string): Schema {
  const schema = JSON.parse(readFileSync(new URL(path, folder), "utf8")) as Schema;
  if (schema.$id !== basename(path)) throw new Error(`schemas/${path}: $id is ${schema.$id}, expected the file's name`);
  if (!schema.title) throw new Error(`schemas/${path}: no title, expected the name of the generated type`);
  return schema;
}

/** The schema behind a `$ref` of this folder, or the schema itself where there is none. */
export function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const found = schemas[schema.$ref];
  if (!found) throw new Error(`$ref ${schema.$ref}: no such file in schemas/`);
  return resolve(found);
}

/**
 * What an object schema says of its fields in all its layers, those that it takes over by `allOf` and `$ref` included, but
 * for what is contradicted.
 */
export function flatten(layered: Schema): { properties: Record<string, Schema>; required: string[] } {
  const schema = withoutContradicted(layered);
  const properties: Record<string, Schema> = {};
  const required = new Set<string>();
  const parts = [...(schema.$ref ? [resolve(schema)] : []), ...(schema.allOf ?? [])].map(flatten);
  for (const part of [...parts, { properties: schema.properties ?? {}, required: schema.required ?? [] }]) {
    for (const [name, property] of Object.entries(part.properties)) {
      if (property) properties[name] = merged(properties[name] ?? {}, property);
    }
    for (const name of part.required) required.add(name);
  }
  return { properties, required: [...required] };
}

/** What two schemas say of the same value as one, as far as types go: a named shape outdoes the same written out. */
export function merged(one: Schema, two: Schema): Schema {
  const description = one.description ?? two.description;
  const named = two.$ref ?? one.$ref;
  if (named) return { $ref: named, ...(description && { description }) };
  const whole: Schema = { ...one, ...two, ...(description && { description }) };
  if (one.type && two.type) whole.type = commonTypes(one.type, two.type);
  if (one.items && two.items) whole.items = merged(one.items, two.items);
  if (one.properties && two.properties) {
    whole.properties = flatten({ allOf: [{ properties: one.properties }, { properties: two.properties }] }).properties;
  }
  if (one.required && two.required) whole.required = [...new Set([...one.required, ...two.required])];
  if (one.allOf && two.allOf) whole.allOf = [...one.allOf, ...two.allOf];
  if (one.enum && two.enum) whole.enum = one.enum.filter((value) => two.enum?.includes(value));
  return whole;
}

function commonTypes(one: string | string[], two: string | string[]): string | string[] {
  const firsts = [one].flat();
  const common = [two]
    .flat()
    .filter((type) => firsts.includes(type) || (type === "integer" && firsts.includes("number")));
  return common.length === 1 ? (common[0] as string) : common;
}

/**
 * A schema without what is contradicted in it: what an answer keeps whichever of its sources is right. A schema that is
 * closed against something is open then.
 */
export function withoutContradicted(schema: Schema): Schema {
  return mapSchemas(schema, (part) => {
    const { "x-contradicted": contradicted = {}, ...kept } = part;
    for (const [keyword, member] of Object.keys(contradicted).map((name) => name.split("/") as [string, string?])) {
      if (keyword === "required" && member) kept.required = kept.required?.filter((name) => name !== member) ?? [];
      else delete kept[keyword];
    }
    return kept;
  });
}

/** Keywords that hold schemas by names of the author's. */
const byName = ["properties", "$defs", "patternProperties", "dependentSchemas"];

/** Changes every schema in a schema, the inner ones first. */
export function mapSchemas(schema: Schema, change: (schema: Schema) => Schema): Schema {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    return typeof value === "object" && value !== null ? mapSchemas(value as Schema, change) : value;
  };
  const entries = Object.entries(schema).map(([keyword, value]) => {
    if (byName.includes(keyword)) {
      const named = Object.entries(value as object).map(([name, part]) => [name, inner(part)]);
      return [keyword, Object.fromEntries(named)];
    }
    return [keyword, holdsNoSchema.includes(keyword) ? value : inner(value)];
  });
  return change(Object.fromEntries(entries) as Schema);
}

const holdsNoSchema = ["const", "enum", "default", "examples", "required", "type", "x-contradicted"];
