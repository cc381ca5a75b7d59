import { endpointNames } from "../../src/api/endpoints.ts";
import { requestSchema } from "./fields.ts";
import { flatten, mapSchemas, resolve, type Schema } from "./schema-files.ts";

/** What an endpoint's request may hold, as far as making one takes. */
interface RequestShape {
  readonly fields: Record<string, Schema>;
  readonly required: readonly string[];
  /** Fields of which one group at least must be there. */
  readonly ways: readonly (readonly string[])[];
}

/** The fields of each request in all layers of its schema, with what they hold, and the ways to say whose license is meant. */
export function requestShapes(): Record<string, RequestShape> {
  return Object.fromEntries(
    endpointNames.map((name) => {
      const { properties, required } = flatten(requestSchema(name));
      const fields = Object.entries(properties).map(([field, schema]) => [field, plain(schema)]);
      return [name, { fields: Object.fromEntries(fields), required, ways: waysIn(requestSchema(name)) }];
    }),
  );
}

/** Keywords that say what a value is; the others are for people or for judging. */
const kept = [
  ...["type", "enum", "const", "minimum", "maximum", "minLength", "minItems", "items"],
  ...["properties", "required", "additionalProperties", "format", "pattern"],
];

function plain(schema: Schema): Schema {
  const { allOf = [], ...own } = resolve(schema);
  const whole: Schema = Object.assign({}, own, ...allOf.map(plain));
  return mapSchemas(whole, (part) => {
    const found = part.$ref ? plain(part) : part;
    return Object.fromEntries(Object.entries(found).filter(([keyword]) => kept.includes(keyword)));
  });
}

function waysIn(schema: Schema): string[][] {
  const { anyOf = [], allOf = [] } = resolve(schema);
  const own = anyOf.flatMap(({ required }) => (required ? [required] : []));
  return [...own, ...allOf.flatMap(waysIn), ...anyOf.filter(({ required }) => !required).flatMap(waysIn)];
}
