import { _, type CodeGen, type CodeKeywordDefinition, type KeywordCxt, type Name, nil } from "ajv/dist/2020.js";
import { resolve, type Schema, schemas } from "./schema-files.ts";

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
    const known = namesIn(gen, cxt.parentSchema as Schema);
    gen.forIn("key", data, (key) => {
      gen.if(_`!Object.hasOwn(${known}, ${key})`, () => {
        cxt.setParams({ unevaluatedProperty: key });
        cxt.error();
      });
    });
  },
};

/** An object of the names that a schema knows; those of a file that several schemas name stand in the code once. */
function namesIn(gen: CodeGen, schema: Schema): Name {
  const files = (schema.allOf ?? []).flatMap((part) => part.$ref ?? []);
  const taken = files.map((file) => namesIn(gen, schemas[file] as Schema));
  const far = new Set(files.flatMap((file) => [...knownMembers({ $ref: file })]));
  const own = [...knownMembers(schema)].filter((name) => !far.has(name)).map((name) => _`${name}: 1`);
  const code = [...taken.map((names) => _`...${names}`), ...own].reduce((all, one) => _`${all}${one}, `, nil);
  return gen.scopeValue("obj", { key: JSON.stringify([files, own.map(String)]), ref: {}, code: _`{ ${code} }` });
}

/** The names of members that any part of an object schema knows. */
export function knownMembers(schema: Schema): Set<string> {
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const { if: condition, then, else: otherwise } = schema;
  const inner = [...parts, condition, then, otherwise, schema.$ref ? resolve(schema) : undefined];
  const names = inner.flatMap((part) => (part ? [...knownMembers(part)] : []));
  return new Set([...Object.keys(schema.properties ?? {}), ...names]);
}
