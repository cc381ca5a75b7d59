import { endpointNames } from "../api/endpoints.ts";
import { flatten, resolve, type Schema, schemas } from "./schema-files.ts";

/** What a text in a query stands for, by endpoint and field: the reading step turns it into that before it is checked. */
export function fieldKinds(): Record<string, Record<string, string>> {
  return Object.fromEntries(
    endpointNames.map((name) => {
      const { properties } = flatten(requestSchema(name));
      return [name, Object.fromEntries(Object.entries(properties).map(([field, schema]) => [field, kindOf(schema)]))];
    }),
  );
}

/** The request schema of an endpoint. */
export function requestSchema(name: string): Schema {
  const schema = schemas[`${name}.request.json`];
  if (!schema) throw new Error(`schemas/${name}.request.json is missing`);
  return schema;
}

function kindOf(schema: Schema): string {
  const { type } = resolve(schema);
  const types = Array.isArray(type) ? type : [type];
  if (types.includes("boolean")) return "boolean";
  if (types.includes("number") || types.includes("integer")) return "number";
  return types.includes("array") || types.includes("object") ? "structure" : "text";
}
