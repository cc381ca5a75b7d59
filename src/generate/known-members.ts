import { _, type CodeKeywordDefinition, type KeywordCxt, stringify } from "ajv/dist/2020.js";
import { resolve, type Schema } from "./schema-files.ts";

/**
 * `unevaluatedProperties: false` as a list of names that is known beforehand. ajv's own keyword forgets what a part of
 * an `allOf` knew as soon as that part fails, so that one wrong field makes all the others look undocumented.
 */
export const unknownMembers: CodeKeywordDefinition = {
  keyword: "unevaluatedProperties",
  type: "object",
  schemaType: "boolean",
  error: {
    message: "must not have members that no layer knows",
    params: ({ params }) => _`{unevaluatedProperty: ${params.unevaluatedProperty}}`,
  },
  code(cxt: KeywordCxt) {
    if (cxt.schema !== false) throw new Error("unevaluatedProperties: only false is understood");
    const { gen, data } = cxt;
    const names = Object.fromEntries([...knownMembers(cxt.parentSchema as Schema)].map((name) => [name, 1]));
    const known = gen.scopeValue("obj", { key: JSON.stringify(names), ref: names, code: stringify(names) });
    gen.forIn("key", data, (key) => {
      gen.if(_`!Object.hasOwn(${known}, ${key})`, () => {
        cxt.setParams({ unevaluatedProperty: key });
        cxt.error();
      });
    });
  },
};

/** The names of members that any part of an object schema knows. */
export function knownMembers(schema: Schema): Set<string> {
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const { if: condition, then, else: otherwise } = schema;
  const inner = [...parts, condition, then, otherwise, schema.$ref ? resolve(schema) : undefined];
  const names = inner.flatMap((part) => (part ? [...knownMembers(part)] : []));
  return new Set([...Object.keys(schema.properties ?? {}), ...names]);
}
