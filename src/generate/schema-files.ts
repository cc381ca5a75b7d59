import { readdirSync, readFileSync } from "node:fs";

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
  if?: Schema;
  then?: Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  additionalProperties?: boolean | Schema;
  [keyword: string]: unknown;
}

const folder = new URL("../../schemas/", import.meta.url);

/** Every schema of `schemas/`, by file name, in alphabetical order so that what is generated is stable. */
export const schemas: Record<string, Schema> = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => [name, readSchema(name)]),
);

function readSchema(name: string): Schema {
  const schema = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Schema;
  if (schema.$id !== name) throw new Error(`schemas/${name}: $id is ${schema.$id}, expected the file's name`);
  if (!schema.title) throw new Error(`schemas/${name}: no title, expected the name of the generated type`);
  return schema;
}

/** The schema behind a `$ref` of this folder, or the schema itself where there is none. */
export function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const found = schemas[schema.$ref];
  if (!found) throw new Error(`$ref ${schema.$ref}: no such file in schemas/`);
  return resolve(found);
}

/** What an object schema says of its own fields and of those it takes over by `allOf` and `$ref`. */
export function flatten(schema: Schema): { properties: Record<string, Schema>; required: string[] } {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const part of [...(schema.allOf ?? []), ...(schema.$ref ? [resolve(schema)] : [])]) {
    const flat = flatten(resolve(part));
    Object.assign(properties, flat.properties);
    required.push(...flat.required);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) if (property) properties[name] = property;
  return { properties, required: [...required, ...(schema.required ?? [])] };
}
