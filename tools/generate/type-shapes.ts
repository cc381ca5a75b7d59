import { knownMembers } from "./known-members.ts";
import { flatten, resolve, type Schema, withoutContradicted } from "./schema-files.ts";
import { type Choice, choicesIn, type Variant } from "./type-choices.ts";

/** The shapes that a schema file makes, by the name of their type: its own, and those of its choices. */
export function shapesOf(schema: Schema): Record<string, Schema> {
  const shapes: Record<string, Schema> = {};
  shapes[schema.title ?? ""] = shapeOf(schema, (name, shape) => {
    shapes[name] = shape;
    return reference(name);
  });
  return shapes;
}

/** Takes a shape as a type of its own, and gives the reference to it. */
type Define = (name: string, shape: Schema) => Schema;

const untyped = [
  ...["$schema", "$id", "$comment", "x-evidence", "if", "then", "else", "not", "allOf", "oneOf"],
  ...[
    "unevaluatedProperties",
    "pattern",
    "format",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "dependentRequired",
  ],
];

function shapeOf(layered: Schema, define: Define): Schema {
  const schema = withoutContradicted(layered);
  const about = aboutOf(schema);
  const named = onlyReference(schema);
  if (named) return Object.keys(about).length === 0 ? toType(named) : { ...about, allOf: [toType(named)] };
  if (schema.then?.$ref && schema.else?.$ref) {
    return { ...about, anyOf: [toType(schema.then.$ref), toType(schema.else.$ref)] };
  }
  if (schema.allOf?.some(isKind)) return { ...about, anyOf: kindsOf(schema).map((kind) => shapeOf(kind, define)) };
  const plain: Schema = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !untyped.includes(keyword)));
  if (schema.items) Object.assign(plain, { type: schema.type ?? "array", items: shapeOf(schema.items, define) });
  if (schema.properties || schema.allOf) return objectShape(schema, plain, define);
  if (schema.anyOf) return { ...plain, anyOf: schema.anyOf.map((branch) => shapeOf(branch, define)) };
  return schema.type === "object"
    ? { ...plain, additionalProperties: restOf({ additionalProperties: true, ...schema }, define) }
    : plain;
}

/** An object out of its layers, beside what it may be identified by and what hangs on one of its members. */
function objectShape(schema: Schema, plain: Schema, define: Define): Schema {
  const identifications = (schema.allOf ?? []).filter((part) => part.$ref && resolve(part).anyOf);
  const layers = { ...schema, allOf: (schema.allOf ?? []).filter((part) => !identifications.includes(part)) };
  const { properties, required } = flatten(layers);
  if (Object.keys(properties).length === 0 && identifications.length === 0) return plain; // constraints of a scalar
  const shape = (members: Variant): Schema => ({
    ...aboutOf(members),
    type: "object",
    properties: mapValues(members.properties, (member) => (member === "never" ? never : shapeOf(member, define))),
    required: [...new Set(members.required)],
    additionalProperties: false,
  });
  const whole: Variant = { ...aboutOf(schema), properties, required };
  if (schema.anyOf) return { ...aboutOf(schema), anyOf: schema.anyOf.map((branch) => shape(narrowed(whole, branch))) };
  const choices = choicesIn(layers, properties);
  const [only] = choices;
  if (only && choices.length === 1 && only.title === undefined && identifications.length === 0) {
    return {
      ...aboutOf(schema),
      anyOf: only.variants.map((variant) => variantType(joined(whole, variant), shape, define)),
    };
  }
  if (choices.length === 0 && identifications.length === 0) {
    return { ...shape(whole), additionalProperties: restOf(schema, define) };
  }
  const rest = choices.reduce(withoutChoice, whole);
  const restName = `${schema.title?.replace(/Request$/, "")}${identifications.length > 0 ? "Parameters" : "Members"}`;
  return {
    ...aboutOf(schema),
    allOf: [
      define(restName, shape({ ...rest, title: restName })),
      ...identifications.map((part) => toType(part.$ref as string)),
      ...choices.map(({ title = "", description, variants }) =>
        define(title, {
          ...aboutOf({ title, description }),
          anyOf: variants.map((variant) => variantType(variant, shape, define)),
        }),
      ),
    ],
  };
}

/** What an object may hold beside the members that are named. */
function restOf({ additionalProperties = false }: Schema, define: Define): boolean | Schema {
  return typeof additionalProperties === "object" ? shapeOf(additionalProperties, define) : additionalProperties;
}

function variantType(variant: Variant, shape: (members: Variant) => Schema, define: Define): Schema {
  return define(variant.title ?? "", shape(variant));
}

function withoutChoice(whole: Variant, { variants }: Choice): Variant {
  const names = new Set(variants.flatMap(({ properties }) => Object.keys(properties)));
  const properties = Object.entries(whole.properties).filter(([name]) => !names.has(name));
  return {
    ...whole,
    properties: Object.fromEntries(properties),
    required: whole.required.filter((name) => !names.has(name)),
  };
}

function joined(whole: Variant, variant: Variant): Variant {
  const rest = withoutChoice(whole, { variants: [variant] });
  return {
    ...aboutOf(variant),
    properties: { ...rest.properties, ...variant.properties },
    required: [...rest.required, ...variant.required],
  };
}

/** `{ required: [...] }` beside members is the whole object with those members required. */
function narrowed({ properties, required }: Variant, branch: Schema): Variant {
  return { ...aboutOf(branch), properties, required: [...required, ...(branch.required ?? [])] };
}

/** The file that a schema names, where it says no more than what that file says too. */
function onlyReference({ $ref, allOf = [], properties }: Schema): string | undefined {
  if ($ref) return $ref;
  const references = allOf.flatMap((part) => part.$ref ?? []);
  const [file = ""] = references;
  if (references.length !== 1 || properties || resolve({ $ref: file }).anyOf) return undefined;
  const known = knownMembers({ $ref: file });
  return [...knownMembers({ allOf })].every((name) => known.has(name)) ? file : undefined;
}

/** `if` it is of this kind, `then` it has these fields: so our own files write it. */
function isKind(part: Schema): part is Schema & { if: Schema; then: Schema } {
  return part.then !== undefined && part.if?.properties?.kind !== undefined;
}

/** A shape whose further fields hang on its kind becomes one shape for each kind. */
function kindsOf(schema: Schema): Schema[] {
  const shared = flatten({ ...schema, allOf: (schema.allOf ?? []).filter((part) => !isKind(part)) });
  return (schema.allOf ?? []).filter(isKind).map(({ if: condition, then }) => ({
    type: "object",
    ...(then.description && { description: then.description }),
    properties: { ...shared.properties, ...condition.properties, ...then.properties },
    required: [...shared.required, ...(then.required ?? [])],
  }));
}

function aboutOf({
  title,
  description,
}: {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}) {
  return { ...(title && { title }), ...(description && { description }) };
}

function toType(file: string): Schema {
  return reference(resolve({ $ref: file }).title ?? "");
}

function reference(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

function mapValues<T, R>(values: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

const never: Schema = { tsType: "never" };
