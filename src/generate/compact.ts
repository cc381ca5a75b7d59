/**
 * Shortens what ajv writes, which pages download: each error is added by a function instead of seven lines, its path in
 * the schema is kept only where somebody reads it (whether it lies in an anyOf), and what only `$dynamicRef`
 * would need is not handed around. Half of the text goes.
 *
 * @throws where ajv writes otherwise than is expected here
 */
export function compact(code: string): string {
  if (/dynamicAnchors\[|parentData\[/.test(code)) {
    throw new Error("a schema needs dynamicAnchors or parentData, which compact.ts takes out");
  }
  let added = 0;
  const shorter = code
    .replace(addition, (_whole, _name, path = "", schemaPath, keyword, params) => {
      added += 1;
      const where = schemaPath.includes("/anyOf/") ? "/anyOf/" : "";
      return `vErrors=add(vErrors,${path === "" ? "instancePath" : path.slice(1)},"${where}","${keyword}",${params});errors++;`;
    })
    .replaceAll(/,parentData(:[^,]*)?,parentDataProperty(:[^,]*)?,rootData,dynamicAnchors\}/g, "}")
    .replaceAll(", parentData, parentDataProperty, rootData=data, dynamicAnchors={}", "");
  if (/\brootData\b|\bdynamicAnchors\b/.test(shorter)) throw new Error("ajv hands on what compact.ts takes out");
  if (added < 1_000) throw new Error(`ajv writes its errors otherwise: found ${added} of them`);
  return `${add}${shorter}`;
}

const addition =
  /const (err\d+) = \{instancePath(:[^,]*)?,schemaPath:"([^"]*)",keyword:"([^"]*)",params:(\{.*\})\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g;

const add = `function add(errors, instancePath, schemaPath, keyword, params) {
  const error = { instancePath, schemaPath, keyword, params };
  return errors === null ? [error] : (errors.push(error), errors);
}
`;
