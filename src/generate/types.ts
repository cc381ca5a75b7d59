import { compile } from "json-schema-to-typescript";
import { knownMembers } from "./known-members.ts";
import { flatten, resolve, type Schema, schemas, withoutContradicted } from "./schema-files.ts";

/**
 * The TypeScript types of all schemas. json-schema-to-typescript does not know `unevaluatedProperties` and leaves an
 * index signature in its place, and it ignores lists of alternatives that only name required fields; so both are
 * spelt out before it sees them.
 */
export async function generateTypes(): Promise<string> {
  const definitions = Object.fromEntries(
    Object.entries(schemas).map(([file, schema]) => [typeName(file), forTypes(withoutContradicted(schema))]),
  );
  const root = { title: "Everything", type: "object", additionalProperties: false, $defs: definitions };
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

const untyped = [
  ...[
    "$schema",
    "$id",
    "$comment",
    "if",
    "then",
    "else",
    "not",
    "pattern",
    "unevaluatedProperties",
    "format",
    "x-evidence",
  ],
  ...["oneOf", "minLength", "maxLength", "minimum", "maximum"],
];

function forTypes(schema: Schema): Schema {
  if (schema.allOf?.some(isCase)) return forKinds(schema);
  const result: Schema = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !untyped.includes(keyword)));
  const extended = onlyReference(schema);
  if (extended) return forReference(extended, titleOf(schema));
  if (schema.then?.$ref && schema.else?.$ref)
    return { ...titleOf(schema), anyOf: [forTypes(schema.then), forTypes(schema.else)] };
  if (schema.allOf) takeOver(schema, result);
  if (result.properties) {
    const properties = Object.entries(result.properties);
    result.properties = Object.fromEntries(
      properties.flatMap(([name, property]) => (property ? [[name, forTypes(property)]] : [])),
    );
    result.additionalProperties ??= false;
  }
  if (schema.type === "object" && !result.properties && !schema.allOf) result.additionalProperties ??= true;
  if (schema.items) {
    result.type ??= "array";
    result.items = forTypes(schema.items);
  }
  if (typeof schema.additionalProperties === "object") {
    result.additionalProperties = forTypes(schema.additionalProperties);
  }
  if (!schema.anyOf) return result;
  const anyOf = schema.anyOf.map((branch) => forBranch(branch, result));
  if (!schema.properties) return { ...result, anyOf };
  return { ...titleOf(schema), anyOf };
}

/** The file that a schema names, where it says no more than what that file says too. */
function onlyReference({ $ref, allOf = [], properties, title }: Schema): string | undefined {
  if ($ref) return $ref;
  const references = allOf.flatMap((part) => part.$ref ?? []);
  if (references.length !== 1 || properties || title?.endsWith("Request")) return undefined;
  const known = knownMembers(resolve(allOf.find((part) => part.$ref) as Schema));
  const isOpen = !resolve(allOf.find((part) => part.$ref) as Schema).unevaluatedProperties === undefined;
  return isOpen || [...knownMembers({ allOf })].some((name) => !known.has(name)) ? undefined : references[0];
}

/** `if` it is of this kind, `then` it has these fields. */
function isCase(part: Schema): part is Schema & { if: Schema; then: Schema } {
  return part.then !== undefined && part.if?.properties?.kind !== undefined;
}

/** A shape whose further fields hang on its kind becomes one shape for each kind. */
function forKinds(schema: Schema): Schema {
  const cases = (schema.allOf ?? []).filter(isCase);
  const shared = flatten({ ...schema, allOf: (schema.allOf ?? []).filter((part) => !isCase(part)) });
  const anyOf = cases.map(({ if: condition, then }) =>
    forTypes({
      type: "object",
      ...(then.description && { description: then.description }),
      properties: { ...shared.properties, ...condition.properties, ...then.properties },
      required: [...shared.required, ...(then.required ?? [])],
    }),
  );
  return { ...titleOf(schema), anyOf };
}

function forReference(file: string, siblings: Schema): Schema {
  const reference = { $ref: `#/$defs/${typeName(file)}` };
  return Object.keys(siblings).length === 0 ? reference : { ...siblings, allOf: [reference] };
}

/** Fields of layers and of shared shapes become own fields, for readable types; shapes with alternatives stay intersections. */
function takeOver(schema: Schema, result: Schema): void {
  const alternatives = (schema.allOf ?? []).filter((part) => part.$ref && resolve(part).anyOf);
  const { properties, required } = flatten({
    ...schema,
    allOf: (schema.allOf ?? []).filter((part) => !alternatives.includes(part)),
  });
  delete result.allOf;
  if (Object.keys(properties).length > 0) result.properties = properties;
  if (required.length > 0) result.required = required;
  if (alternatives.length > 0) result.allOf = alternatives.map(forTypes);
}

function titleOf({ title, description }: Schema): Schema {
  return { ...(title && { title }), ...(description && { description }) };
}

/** `{ required: [...] }` beside `properties` becomes the whole object with those fields required. */
function forBranch(branch: Schema, owner: Schema): Schema {
  const isRequiredOnly = Object.keys(branch).length === 1 && branch.required !== undefined;
  if (!isRequiredOnly || !owner.properties) return forTypes(branch);
  const required = [...(owner.required ?? []), ...(branch.required ?? [])];
  return { type: "object", properties: owner.properties, required, additionalProperties: false };
}
