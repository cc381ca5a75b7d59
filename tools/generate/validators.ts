import { Ajv2020, type Options } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { bundledNames } from "../third-party/bundled-packages.ts";
import { compact } from "./compact.ts";
import { addKnownFormats, onlyKnownFormats } from "./formats.ts";
import { unknownMembers } from "./known-members.ts";
import { byHand } from "./record-fields.ts";
import { mapSchemas, type Schema, schemas, wireFiles } from "./schema-files.ts";

/** What the control API takes that no other schema describes. */
export const controlBodies = [
  "new-space",
  "clock-set",
  "clock-freeze",
  "clock-run",
  "clock-advance",
  "clock-advance-to",
].map((name) => `control-${name}.json`);

const ownFiles = [
  ...["case-file.json", "fault.json", "target.json", "tweak.json", "world.json"],
  ...["driver-hello-answer.json", "driver-do-answer.json", "driver-belief.json", "driver-nothing.json"],
  ...["report.json", "report-case.json", "report-claim.json", "report-exchange.json"],
  ...Object.keys(byHand),
  ...controlBodies,
];

/** Schemas that are checked by themselves: what crosses the wire, and our own files. */
export const checkedSchemas = Object.keys(schemas).filter(
  (file) =>
    /\.(request|response)\.json$/.test(file) ||
    ownFiles.includes(file) ||
    ["error.json", "oauth-token-error.json"].includes(file),
);

/** The validators, and the packages whose code is in them. */
export interface GeneratedValidators {
  readonly text: string;
  readonly packages: readonly string[];
}

/**
 * Validators as plain functions, so that nothing is compiled (no `eval`) where they run. ajv's own ESM output still
 * says `require`, hence CommonJS, made a module here. The wire and our own files are compiled apart: the former say of
 * every strange member that it is one, whatever else is wrong.
 */
export async function generateValidators(): Promise<GeneratedValidators> {
  const wire = checkedSchemas.filter((file) => wireFiles.includes(file));
  const own = checkedSchemas.filter((file) => !wireFiles.includes(file));
  const parts: Record<string, string> = { wire: compiled(wireCompiler(), wire), own: compiled(compiler(), own) };
  const bundle = await build({
    stdin: {
      contents: 'import wire from "part:wire"; import own from "part:own"; export default { ...wire, ...own };',
      resolveDir: import.meta.dirname,
    },
    plugins: [
      onlyKnownFormats,
      {
        name: "parts",
        setup: (build) => {
          build.onResolve({ filter: /^part:/ }, ({ path }) => ({ path: path.slice(5), namespace: "part" }));
          build.onLoad({ filter: /.*/, namespace: "part" }, ({ path }) => ({
            contents: parts[path] ?? "",
            resolveDir: import.meta.dirname,
          }));
        },
      },
    ],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    minify: true,
    target: "es2022",
  });
  const text = bundle.outputFiles[0]?.text ?? "";
  const exported = /export\{(\w+) as default\};?\s*$/.exec(text);
  if (!exported) throw new Error("the bundled validators end differently from what the generator expects");
  const validators = `${text.slice(0, exported.index)}
export const validators: Record<SchemaName, Validator> = ${exported[1]};
`;
  return { text: validators, packages: bundledNames(bundle.metafile) };
}

function compiler(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    ...options,
    allErrors: true,
    messages: false,
    inlineRefs: false,
    loopRequired: 4,
    strictRequired: false,
    allowUnionTypes: true,
    code: { source: true, esm: false, lines: true, optimize: 2 },
  });
  ajv.addVocabulary(["x-evidence", "x-contradicted"]);
  addKnownFormats(ajv);
  return ajv;
}

/** Types are not asked of each layer by itself: one says what a member is, and another what more is known of it. */
function wireCompiler(): Ajv2020 {
  const ajv = compiler({ strictTypes: false });
  ajv.removeKeyword("unevaluatedProperties").addKeyword(unknownMembers);
  ajv.opts.unevaluated = false;
  return ajv;
}

function compiled(ajv: Ajv2020, files: readonly string[]): string {
  for (const schema of Object.values(schemas)) ajv.addSchema(withoutProse(schema));
  const names = Object.fromEntries(files.map((file, at) => [`v${at}`, file]));
  const code = toModule(compact(standalone.default(ajv, names)));
  const entries = files.map((file, at) => `  ${JSON.stringify(file.replace(/\.json$/, ""))}: v${at},`);
  return `${code}\nexport default {\n${entries.join("\n")}\n};\n`;
}

/** ajv's CommonJS as a module: a function around all of it would be read by the engine twice. */
function toModule(code: string): string {
  const modules: string[] = [];
  const body = code
    .replaceAll(/^exports\.(v\d+) = (\w+);$/gm, "const $1 = $2;")
    .replaceAll(/require\("([^"]+)"\)/g, (_whole, name) => `module${modules.push(name) - 1}`);
  return [...modules.map((name, at) => `import * as module${at} from "${name}";`), body].join("\n");
}

/** A schema without what no validator reads: ajv copies whole schemas into its code. */
function withoutProse(schema: Schema): Schema {
  return mapSchemas(schema, ({ $comment, description, examples, title, "x-evidence": _evidence, ...kept }) => {
    delete kept["x-contradicted"];
    return kept;
  });
}
