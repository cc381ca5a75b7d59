import fc from "fast-check";
import { secretName } from "../../api/secret-names.ts";
import type { ValueShape } from "../../generated/request-shapes.ts";
import { hostileText } from "./hostile-texts.ts";

/** Values that a shape allows, plain ones: what is odd about texts, `hostileValue` makes. */
export function validValue(shape: ValueShape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const types = typesOf(shape);
  return fc.oneof(...types.map((type) => valueOfType(type, shape)));
}

/** Values that a shape forbids, each by one of its keywords. */
export function forbiddenValue(shape: ValueShape): fc.Arbitrary<unknown> {
  const types = typesOf(shape);
  const wrong: unknown[] = Object.entries(samples).flatMap(([type, values]) => (types.includes(type) ? [] : values));
  if (shape.enum) wrong.push("no-such-value", `${shape.enum[0]} `);
  if (shape.minimum !== undefined) wrong.push(shape.minimum - 1, -1e308);
  if (shape.maximum !== undefined) wrong.push(shape.maximum * 4, 1e308);
  if (shape.minLength !== undefined) wrong.push("");
  if (shape.minItems !== undefined) wrong.push([]);
  if (shape.format === "email") wrong.push("nobody", "@", "a@b@c");
  if (types.includes("integer")) wrong.push(0.5);
  if (shape.items) wrong.push([null], [[]], [samples.string[0], {}]);
  if (typeof shape.additionalProperties === "object") wrong.push({ theme: null }, { theme: {} }, { theme: [1] });
  const all = wrong.length > 0 ? fc.constantFrom(...wrong) : fc.constant<unknown>(null);
  const isText = types.includes("string") || types.includes("array") || types.includes("object");
  return isText ? all : fc.oneof(all, validValue(shape).map(String)); // mostly its own spelling is taken for it
}

/** A value that fits the shape as far as anybody can see, and is odd: texts mostly, at any depth, and numbers at their ends. */
export function hostileValue(name: string, shape: ValueShape): fc.Arbitrary<unknown> {
  const types = typesOf(shape);
  const text = hostileText.map((value) => distinct(name, value));
  if (types.includes("object")) return fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true });
  if (types.includes("array")) return fc.array(text, { maxLength: 3 });
  if (types.includes("string")) return text;
  return fc.constantFrom<unknown>(0, -0, -1, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324, true, false);
}

/** Values that are nothing but deep or wide. */
export const deepValue: fc.Arbitrary<unknown> = fc.constantFrom(20, 90, 2_000).map((depth) => {
  let value: unknown = 1;
  for (let at = 0; at < depth; at += 1) value = at % 2 === 0 ? [value] : { a: value };
  return value;
});

/** One value of each type of JSON, and those that are easily taken for another's. */
const samples = {
  string: ["text", "1", "true"],
  number: [7, 0.5],
  integer: [],
  boolean: [true],
  null: [],
  array: [[], ["x"]],
  object: [{}, { a: 1 }],
} as const satisfies Record<string, readonly unknown[]>;

function typesOf({ type = "string" }: ValueShape): string[] {
  const types = [type].flat() as string[];
  return types.includes("number") ? [...types, "integer"] : types.includes("integer") ? [...types] : types;
}

function valueOfType(type: string, shape: ValueShape): fc.Arbitrary<unknown> {
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (type === "number" || type === "integer") return fc.integer({ min: Math.max(shape.minimum ?? -3, -3), max: 3 });
  if (type === "array")
    return fc.array(validValue(shape.items ?? {}), { minLength: shape.minItems ?? 0, maxLength: 2 });
  if (type === "object") return objectOf(shape);
  if (shape.format === "email") return fc.constantFrom("new@example.test", "a+b@example.test");
  return fc.constantFrom("1.0.0", "mac", "Text of mine", "x");
}

function objectOf({ properties = {}, required = [], additionalProperties }: ValueShape): fc.Arbitrary<unknown> {
  const own = Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, validValue(shape)]));
  const known = fc.record(own, { requiredKeys: [...required], noNullPrototype: true });
  if (typeof additionalProperties !== "object") return known;
  const more = fc.dictionary(fc.constantFrom("theme", "size", "x"), validValue(additionalProperties), {
    maxKeys: 2,
    noNullPrototype: true,
  });
  return fc.tuple(known, more).map(([one, other]) => ({ ...other, ...one }));
}

/** A password is like no other value of the request, so that one which is echoed is known. */
function distinct(name: string, text: string): string {
  return secretName(name, "request") === undefined ? text : `${text} secret of ${name}`;
}
