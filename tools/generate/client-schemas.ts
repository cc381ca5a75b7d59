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
    if ($ref) return inPlace(named(typeName($ref), flat(resolve({ $ref }))), value);
    const makesClass = value.properties || (value.enum && isNameable(value.enum));
    if (makesClass) return inPlace(named(value.title ?? enumName(name), value), value);
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

  /** Writes a class, and gives the reference to it. @throws where another class has its name */
  function named(name: string, value: FlatSchema): Schema {
    const component = value.properties ? classOf(value, value.properties) : enumerationOf(value);
    const known = components[name];
    if (known && !isSame(known, component)) throw new Error(`${name}: two classes of a client have this name`);
    components[name] = component;
    return { $ref: `#/components/schemas/${name}` };
  }

  function classOf({ description, required = [] }: FlatSchema, members: Record<string, FlatSchema>): Schema {
    const properties = Object.entries(members).map(([name, held]) => [name, written(held, className(name))]);
    const known = required.filter((name) => members[name]);
    return {
      ...(description && { description }),
      type: "object",
      properties: Object.fromEntries(properties),
      ...(known.length > 0 && { required: known }),
    };
  }

  return { components, body, written };
}

function enumerationOf({ description, enum: values = [] }: FlatSchema): Schema {
  return { ...(description && { description }), type: "string", enum: [...values] };
}

/** What is said of a class where it is used. */
function inPlace(reference: Schema, { nullable, description }: FlatSchema): Schema {
  const about = description && { description };
  return nullable ? { ...about, anyOf: [reference, { type: "null" }] } : { ...about, ...reference };
}

function isSame(one: Schema, two: Schema): boolean {
  const bare = ({ description: _, ...rest }: Schema) => JSON.stringify(rest);
  return bare(one) === bare(two);
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
