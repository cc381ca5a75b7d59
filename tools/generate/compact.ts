import type { Schema } from "./schema-files.ts";

/**
 * Shortens what ajv writes, which pages download: each error is added by a function instead of seven lines, and the two
 * longest questions are asked by functions; the values
 * that it takes out of copies of whole schemas stand alone instead of the copies; and what only `$dynamicRef` would need
 * is not handed around. The place of an error is written with its file.
 *
 * @throws where ajv writes otherwise than is expected here
 */
export function compact(code: string): string {
  if (/dynamicAnchors\[|parentData\[/.test(code)) {
    throw new Error("a schema needs dynamicAnchors or parentData, which compact.ts takes out");
  }
  let added = 0;
  const files: string[] = [];
  const functions = code.split(/^(?=function validate\d+\()/m).map((text) => {
    const [, file = ""] = /\/\*# sourceURL="([^"]+)" \*\/;/.exec(text) ?? [];
    return text.replace(addition, (_whole, _name, path = "", place, _keyword, params) => {
      added += 1;
      if (file === "") throw new Error(`${place}: ajv does not say of which file`);
      if (!files.includes(file)) files.push(file);
      const at = path === "" ? "instancePath" : path.slice(1);
      return `vErrors=${adding(at, `file${files.indexOf(file)}`, place.slice(1), params)};errors++;`;
    });
  });
  const shorter = withoutCopies(functions.join(""))
    .replaceAll(/,parentData(:[^,]*)?,parentDataProperty(:[^,]*)?,rootData,dynamicAnchors\}/g, "}")
    .replaceAll(", parentData, parentDataProperty, rootData=data, dynamicAnchors={}", "")
    .replaceAll(/\(typeof (\w+) == "number"\) && \(isFinite\(\1\)\)/g, "isNumber($1)")
    .replaceAll(/\b(\w+) && typeof \1 == "object" && !Array\.isArray\(\1\)/g, "isObject($1)");
  if (/\brootData\b|\bdynamicAnchors\b/.test(shorter)) throw new Error("ajv hands on what compact.ts takes out");
  if (added === 0 || /schemaPath:/.test(shorter)) throw new Error(`ajv writes its errors otherwise: found ${added}`);
  return `${files.map((file, at) => `const file${at} = "${file}#";\n`).join("")}${helpers}${shorter}`;
}

const addition =
  /const (err\d+) = \{instancePath(:.*?)?,schemaPath:"([^"]*)",keyword:"([^"]*)",params:(\{[\s\S]*?\})\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g;

/** Most errors are of a member of an object, whose name stands in the value's path and in the keyword's place: once here. */
function adding(path: string, file: string, pointer: string, params: string): string {
  const [, object, step = ""] = /^(.*)\+"(\/[^"/]+)"$/.exec(path) ?? [];
  const member = `/properties${step}/`;
  const at = object === undefined ? -1 : pointer.lastIndexOf(member);
  const keyword = pointer.slice(at + member.length);
  if (at < 0 || keyword.includes("/")) return `add(vErrors,${path},${file}+"${pointer}",${params})`;
  const where = `vErrors,${object},"${step}",${file}+"${pointer.slice(0, at)}"`;
  const [, type] = /^\{type: (.*)\}$/.exec(params) ?? [];
  return keyword === "type" && type ? `addType(${where},${type})` : `addOf(${where},"${keyword}",${params})`;
}

const helpers = `function isNumber(value) {
  return typeof value == "number" && isFinite(value);
}
function isObject(value) {
  return value && typeof value == "object" && !Array.isArray(value);
}
function add(errors, instancePath, place, params) {
  const error = { instancePath, place, params };
  return errors === null ? [error] : (errors.push(error), errors);
}
function addOf(errors, object, step, place, keyword, params) {
  return add(errors, object + step, place + "/properties" + step + "/" + keyword, params);
}
function addType(errors, object, step, place, type) {
  return addOf(errors, object, step, place, "type", { type });
}
`;

/** Each value that the code takes out of a copied schema, once; of properties, where only names are asked, the names. */
function withoutCopies(code: string): string {
  const copies: Record<string, Schema> = {};
  const rest = code.replace(/^const (schema\d+) = (.*);$/gm, (_whole, name: string, text: string) => {
    copies[name] = JSON.parse(text) as Schema;
    return "";
  });
  const values = new Map<string, string>();
  const used = rest.replace(
    /\b(schema\d+)((?:\.[\w$]+|\["[^"]+"\]|\[\d+\])+)/g,
    (whole, name: string, steps: string) => {
      const path = [...steps.matchAll(/\.([\w$]+)|\["([^"]+)"\]|\[(\d+)\]/g)].map(
        (step) => step[1] ?? step[2] ?? step[3],
      );
      let value: unknown = copies[name];
      for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step as string];
      if (value === undefined) throw new Error(`${whole}: ajv takes a value out of a schema that is not there`);
      if (path.at(-1) === "properties") value = Object.fromEntries(Object.keys(value as object).map((key) => [key, 1]));
      const text = JSON.stringify(value);
      if (!values.has(text)) values.set(text, `value${values.size}`);
      return values.get(text) as string;
    },
  );
  if (/\bschema\d+\b/.test(used)) throw new Error("ajv uses a whole schema, which compact.ts takes out");
  return `${[...values].map(([text, name]) => `const ${name} = ${text};\n`).join("")}${used}`;
}
