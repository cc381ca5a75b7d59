import { compile } from "json-schema-to-typescript";
import { type Schema, schemas } from "./schema-files.ts";
import { shapesOf } from "./type-shapes.ts";

/**
 * The TypeScript types of all schemas, each made from all its layers. json-schema-to-typescript knows neither layers nor
 * conditions, so both are spelt out before it sees them.
 */
export async function generateTypes(): Promise<string> {
  const root = { title: "Everything", type: "object", additionalProperties: false, $defs: definitions() };
  const text = await compile(root as never, "Everything", {
    bannerComment: "",
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    format: false,
    additionalProperties: false,
  });
  return text
    .replace(/export interface Everything \{\s*\}\n/, "")
    .replace(/\n?\/?\*?\*?[^\n]*This interface was referenced by[^\n]*\n[^\n]*via the `definition`[^\n]*\n/g, "\n")
    .replace(/\/\*\*\s*\*\/\n/g, "");
}

/** Name of the type that a schema file generates. */
export function typeName(file: string): string {
  return schemas[file]?.title ?? "";
}

function definitions(): Record<string, Schema> {
  const all: Record<string, Schema> = {};
  for (const schema of Object.values(schemas)) {
    for (const [name, shape] of Object.entries(shapesOf(schema))) {
      if (all[name] && JSON.stringify(all[name]) !== JSON.stringify(shape)) {
        throw new Error(`${name}: two types have this name`);
      }
      all[name] = shape;
    }
  }
  return all;
}
