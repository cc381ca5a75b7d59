import { endpointNames } from "../../src/api/endpoints.ts";
import { flatten, resolve, type Schema, schemas } from "./schema-files.ts";
import { controlBodies } from "./validators.ts";

/** What a text in a query stands for, by endpoint and field: the reading step turns it into that before it is checked. */
export function fieldKinds(): Record<string, Record<string, string>> {
  return Object.fromEntries(
    endpointNames.map((name) => {
      const { properties } = flatten(requestSchema(name));
      return [name, Object.fromEntries(Object.entries(properties).map(([field, schema]) => [field, kindOf(schema)]))];
    }),
  );
}

const rows = Object.entries(schemas).filter(
  ([file, { properties }]) => /^world[-.]/.test(file) && properties && file !== "world-role.json",
);

/** The fields of world files and of the rows in them, by schema; each with the schema of what it holds, if it has one. */
export function worldFields(): Record<string, Record<string, string>> {
  return Object.fromEntries(rows.map(([file, schema]) => [stemOf(file), heldBy(schema)]));
}

/** The fields of rows in which null says something. */
export function nullableFields(): string[] {
  const fields = rows.flatMap(([, schema]) => Object.entries(flatten(schema).properties));
  const isNullable = ({ type = [], enum: values = [] }: Schema) =>
    [type].flat().includes("null") || values.includes(null);
  return [...new Set(fields.filter(([, schema]) => isNullable(schema)).map(([name]) => name))].sort();
}

/** The fields of what the control API takes, by schema. */
export function controlFields(): Record<string, string[]> {
  return Object.fromEntries(
    controlBodies.map((file) => [stemOf(file), Object.keys(flatten(schemas[file] as Schema).properties)]),
  );
}

function heldBy(schema: Schema): Record<string, string> {
  const fields = Object.entries(flatten(schema).properties);
  return Object.fromEntries(
    fields.map(([name, { $ref, items }]) => {
      const held = $ref ?? items?.$ref ?? "";
      return [name, held.startsWith("world-") && held !== "world-id.json" ? stemOf(held) : ""];
    }),
  );
}

function stemOf(file: string): string {
  return file.replace(/\.json$/, "");
}

/** The request schema of an endpoint. */
export function requestSchema(name: string): Schema {
  const schema = schemas[`${name}.request.json`];
  if (!schema) throw new Error(`schemas/wire/${name}.request.json is missing`);
  return schema;
}

function kindOf(schema: Schema): string {
  const { type } = resolve(schema);
  const types = Array.isArray(type) ? type : [type];
  if (types.includes("boolean")) return "boolean";
  if (types.includes("number") || types.includes("integer")) return "number";
  return types.includes("array") || types.includes("object") ? "structure" : "text";
}
