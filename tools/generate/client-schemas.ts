import { type FlatSchema, flat, isNameable } from "./flat-schema.ts";
import { resolve, type Schema } from "./schema-files.ts";
import { typeName } from "./types.ts";

/** Collects the classes and enumerations that a description for client generators needs, each under a name of its own. */
export function createClientSchemas() {
  const components: Record<string, Schema> = {};

  /** A schema file as it stands in a body: a reference to its class, or what it is where it makes none. */
  function body(file: string): Schema {
    return written(flat({ $ref: file }), typeName(file));
  }

  /** A value as it is described in its place; `name` is for the class or enumeration that it may make. */
  function written(value: FlatSchema, name: string): Schema {
    const { $ref, description, nullable, default: preset } = value;
    const texts = value.enum && isNameable(value.enum);
    if ($ref)
      return inPlace(
        named(typeName($ref), () => flat(resolve({ $ref }))),
        value,
      );
    if (value.properties || texts)
      return inPlace(
        named(value.title ?? enumName(name), () => value),
        value,
      );
    const { type, format } = scalar(value.type, name);
    return {
      ...(description && { description }),
      ...(type && { type: nullable ? [type, "null"] : type }),
      ...(format && { format }),
      ...(value.items && { items: written(value.items, value.title ?? name) }),
      ...(value.type === "object" && { additionalProperties: rest(value, name) }),
      ...(preset !== undefined && { default: preset }),
    };
  }

  function rest({ additionalProperties }: FlatSchema, name: string): Schema | boolean {
    const values = additionalProperties && written(additionalProperties, name);
    return values && Object.keys(values).length > 0 ? values : true;
  }

  /** Writes a class once, and gives the reference to it. */
  function named(name: string, make: () => FlatSchema): Schema {
    const $ref = `#/components/schemas/${name}`;
    const isKnown = components[name] !== undefined;
    const value = make();
    if (!isKnown) components[name] = {}; // keeps its place while what it holds is written
    const { nullable: _, description, properties, required = [], ...own } = value;
    const members = Object.entries(properties ?? {}).map(([member, held]) => [
      member,
      written(held, className(member)),
    ]);
    const component: Schema = properties
      ? {
          ...(description && { description }),
          type: "object",
          properties: Object.fromEntries(members),
          ...(required.length > 0 && { required: required.filter((member) => properties[member]) }),
        }
      : { ...(description && { description }), type: "string", enum: [...(own.enum ?? [])] };
    if (isKnown && !isSame(components[name] as Schema, component)) {
      throw new Error(
        `${name}: two classes of a client have this name: ${JSON.stringify(components[name])} ${JSON.stringify(component)}`,
      );
    }
    components[name] = component;
    return { $ref };
  }

  return { components, body, written };
}

/** What is said of a class where it is used. */
function inPlace(reference: Schema, { nullable, description }: FlatSchema): Schema {
  const about = description && { description };
  return nullable ? { ...about, anyOf: [reference, { type: "null" }] } : { ...about, ...reference };
}

function isSame(one: Schema, two: Schema): boolean {
  const bare = ({ description: _, ...rest }: Schema) => JSON.stringify(rest);
  return Object.keys(one).length === 0 || bare(one) === bare(two);
}

/** `feature_type` as `FeatureType`. */
export function className(member: string): string {
  return member.replace(/(?:^|[_-])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Enumerations whose member has a name that says too little, by that name as a class. */
const enumNames: Readonly<Record<string, string>> = {
  DataType: "CustomFieldType",
  Request: "OfflineAction",
  ResponseType: "SignOnResponseType",
};

function enumName(name: string): string {
  return enumNames[name] ?? name;
}

/**
 * Ids have 16 digits, more than many languages' `float` holds, and are whole. That other numbers are whole is written
 * nowhere, so they may have a fraction.
 */
function scalar(type: string | undefined, name: string): { type?: string | undefined; format?: string } {
  if (type === "number" && /(^|[a-z])(Id|Status)$/.test(name)) return { type: "integer", format: "int64" };
  return type === "number" ? { type, format: "double" } : { type };
}
