import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { compact } from "./compact.ts";
import { schemas } from "./schema-files.ts";

/** What the control API takes that no other schema describes. */
export const controlBodies = [
  "new-space",
  "clock-set",
  "clock-freeze",
  "clock-run",
  "clock-advance",
  "clock-advance-to",
].map((name) => `control-${name}.json`);

/** Schemas that are checked by themselves: what crosses the wire, and our own files. */
export const checkedSchemas = Object.keys(schemas).filter(
  (file) =>
    /\.(request|response)\.json$/.test(file) ||
    controlBodies.includes(file) ||
    [
      "case-file.json",
      "error.json",
      "fault.json",
      "oauth-token-error.json",
      "target.json",
      "tweak.json",
      "world.json",
    ].includes(file),
);

/**
 * Validators as plain functions, so that nothing is compiled (no `eval`) where they run. ajv's own ESM output still
 * says `require`, hence CommonJS, made a module here.
 */
export async function generateValidators(): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    loopRequired: 4,
    strictRequired: false,
    allowUnionTypes: true,
    code: { source: true, esm: false, lines: true, optimize: 2 },
  });
  for (const schema of Object.values(schemas)) ajv.addSchema(withoutProse(schema) as object);
  const names = Object.fromEntries(checkedSchemas.map((file, at) => [`v${at}`, file]));
  const code = toModule(compact(standalone.default(ajv, names)));
  const entries = checkedSchemas.map((file, at) => `  ${JSON.stringify(file.replace(/\.json$/, ""))}: v${at},`);
  const bundle = await build({
    stdin: { contents: `${code}\nexport default {\n${entries.join("\n")}\n};\n`, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    minify: true,
    target: "es2022",
  });
  const text = bundle.outputFiles[0]?.text ?? "";
  const exported = /export\{(\w+) as default\};?\s*$/.exec(text);
  if (!exported) throw new Error("the bundled validators end differently from what the generator expects");
  return `${text.slice(0, exported.index)}
export const validators: Record<SchemaName, Validator> = ${exported[1]};
`;
}

/** ajv's CommonJS as a module: a function around all of it would be read by the engine twice. */
function toModule(code: string): string {
  const modules: string[] = [];
  const body = code
    .replaceAll(/^exports\.(v\d+) = (\w+);$/gm, "const $1 = $2;")
    .replaceAll(/require\("([^"]+)"\)/g, (_whole, name) => `module${modules.push(name) - 1}`);
  return [...modules.map((name, at) => `import * as module${at} from "${name}";`), body].join("\n");
}

const prose = ["$comment", "description", "examples", "title"];

/** A schema without what no validator reads: ajv copies whole schemas into its code. Names of fields stay. */
function withoutProse(schema: unknown, isByName = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withoutProse(item));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => isByName || !prose.includes(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => [keyword, withoutProse(value, !isByName && byName.includes(keyword))]),
  );
}

/** Keywords whose members are named by the author and not by JSON Schema. */
const byName = ["properties", "$defs", "patternProperties", "dependentSchemas"];
