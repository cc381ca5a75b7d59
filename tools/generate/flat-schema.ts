import { resolve, type Schema, schemas, withoutContradicted } from "./schema-files.ts";

/**
 * A schema without layers, conditions and alternatives: what a class of a typed language can say of a value. Where it has
 * no `type`, no `$ref` and no `properties`, anything goes.
 */
export interface FlatSchema {
  readonly title?: string;
  readonly description?: string;
  /** A file of `schemas/` that makes a class or an enumeration. */
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, FlatSchema>>;
  readonly required?: readonly string[];
  readonly items?: FlatSchema;
  readonly additionalProperties?: FlatSchema;
}

/**
 * Flattens a schema: an object has the properties of all its layers and branches, and requires what every branch requires.
 * So it takes each value that the exact schema takes, and some others.
 */
export function flat(layered: Schema): FlatSchema {
  const { allOf = [], anyOf, oneOf, then, else: otherwise, if: condition, $ref, ...own } = withoutContradicted(layered);
  const isClass = own.title !== undefined;
  const layers = [
    plain(own),
    ...($ref ? [reference($ref)] : []),
    ...allOf.map((part) => (isClass && part.$ref ? flat(resolve(part)) : flat(part))),
    ...[anyOf, oneOf, condition && [then ?? {}, otherwise ?? {}]].flatMap((branches) =>
      branches ? [branches.map(flat).reduce(either)] : [],
    ),
  ];
  const { description, ...whole } = layers.reduce(both);
  return { ...whole, ...about(isClass ? own : { description }) };
}

/** The class or enumeration of a file as a reference, anything else in its place. */
function reference(file: string): FlatSchema {
  const alias = schemas[file]?.$ref;
  if (alias) return reference(alias);
  const found = flat(resolve({ $ref: file }));
  const isNamed = found.properties || (found.enum && isNameable(found.enum));
  return isNamed ? { $ref: file, ...(found.nullable && { nullable: true }) } : found;
}

/** Whether values make names, and names that differ: `license-key` and `license_key` are one in most languages. */
export function isNameable(values: readonly string[]): boolean {
  return !values.includes("") && new Set(values.map((value) => value.replace(/\W/g, "_"))).size === values.length;
}

/** A schema's own keywords, as far as a class can say them. Texts stay texts: signatures are made over their very characters. */
function plain(own: Schema): FlatSchema {
  const { enum: values, const: only, items, properties, required, additionalProperties, default: preset } = own;
  const said = [own.type ?? typesOf(only === undefined ? values : [only])].flat();
  if (items && said.length === 0) said.push("array");
  const types = said.filter((type) => type !== "null");
  const texts = values?.filter((value) => typeof value === "string");
  return {
    ...about(own),
    ...(types.length === 1 && { type: types[0] as string }),
    ...(said.includes("null") && { nullable: true }),
    ...(texts && texts.length > 0 && { enum: texts }),
    ...(preset !== undefined && { default: preset }),
    ...(items && { items: flat(items) }),
    ...(properties && { properties: flatMembers(properties) }),
    ...(required && { required }),
    ...(typeof additionalProperties === "object" && { additionalProperties: flat(additionalProperties) }),
  };
}

function typesOf(values: readonly unknown[] = []): string[] {
  return [...new Set(values.map((value) => (value === null ? "null" : typeof value)))];
}

function flatMembers(properties: Readonly<Record<string, Schema | false>>): Record<string, FlatSchema> {
  const members = Object.entries(properties).flatMap(([name, member]) => (member ? [[name, flat(member)]] : []));
  return Object.fromEntries(members);
}

function about({
  title,
  description,
}: {
  readonly title?: string;
  readonly description?: string | undefined;
}): FlatSchema {
  return { ...(title && { title }), ...(description && { description }) };
}

const saysShape = ({ $ref, type, properties, nullable }: FlatSchema) => $ref || type || properties || nullable;

/** What two layers say of one value together. A named shape outdoes the same written out. */
export function both(one: FlatSchema, two: FlatSchema): FlatSchema {
  const description = one.description ?? two.description;
  const isNullable =
    [one, two].filter(saysShape).every(({ nullable }) => nullable) && (saysShape(one) || saysShape(two));
  const shared = { ...(description && { description }), ...(isNullable && { nullable: true }) };
  const $ref = one.$ref ?? two.$ref;
  if ($ref) return { $ref, ...shared };
  const { nullable: _one, ...first } = one;
  const { nullable: _two, ...second } = two;
  const items = one.items && two.items ? both(one.items, two.items) : (one.items ?? two.items);
  const properties = joined(one.properties, two.properties, both);
  const required = [...new Set([...(one.required ?? []), ...(two.required ?? [])])];
  return {
    ...first,
    ...second,
    ...shared,
    ...(items && { items }),
    ...(properties && { properties }),
    ...(required.length > 0 && { required }),
  };
}

/** What holds of a value that fits one of two branches. */
export function either(one: FlatSchema, two: FlatSchema): FlatSchema {
  if (isNull(one)) return { ...two, nullable: true };
  if (isNull(two)) return { ...one, nullable: true };
  if (one.$ref && one.$ref === two.$ref) return one;
  const [first, second] = [opened(one), opened(two)];
  const description = first.description ?? second.description;
  if (first.type && second.type && first.type !== second.type) return { ...(description && { description }) };
  const properties = joined(first.properties, second.properties, either);
  const required = (first.required ?? []).filter((name) => second.required?.includes(name));
  const type = first.type ?? second.type;
  return { ...(description && { description }), ...(type && { type }), ...(properties && { properties }), required };
}

function isNull({ nullable, type, $ref, properties }: FlatSchema): boolean {
  return nullable === true && !type && !$ref && !properties;
}

function opened(one: FlatSchema): FlatSchema {
  return one.$ref ? flat(schemas[one.$ref] as Schema) : one;
}

type Members = FlatSchema["properties"];

function joined(one: Members, two: Members, join: typeof both): Members {
  if (!one || !two) return one ?? two;
  const added = Object.entries(two).map(([name, member]) => [name, one[name] ? join(one[name], member) : member]);
  return { ...one, ...Object.fromEntries(added) };
}
