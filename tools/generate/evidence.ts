import { type Evidence, kindOfEvidence } from "../../src/api/evidence.ts";
import { type Schema, schemas, wireFiles } from "./schema-files.ts";

/** What is said of the schemas of the wire beside what they demand. */
export interface Annotations {
  /** Evidence by file and by the pointer of the schema that is annotated. */
  readonly evidence: Record<string, Record<string, Evidence>>;
  /** What contradicts a keyword, or one member that it names, by its place. */
  readonly contradicted: Record<string, Evidence>;
}

/** Collects `x-evidence` and `x-contradicted`. */
export function collectAnnotations(): Annotations {
  const evidence: Annotations["evidence"] = {};
  const contradicted: Annotations["contradicted"] = {};
  for (const file of wireFiles) {
    const own: Record<string, Evidence> = {};
    for (const { schema, pointer } of schemasIn(schemas[file] as Schema)) {
      if (schema["x-evidence"]) own[pointer] = schema["x-evidence"] as Evidence;
      for (const [keyword, by] of Object.entries(schema["x-contradicted"] ?? {}))
        contradicted[`${file}#${pointer}/${keyword}`] = by as Evidence;
    }
    evidence[file] = own;
  }
  return { evidence, contradicted };
}

/** The module that the kit reads evidence from; nothing that a browser loads imports it. */
export function evidenceModule(): string {
  const { evidence, contradicted } = collectAnnotations();
  return `/** Evidence of the wire's schemas, by file and by the pointer of the schema that is annotated. */
export const evidence: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(evidence, null, 1)};
/** What contradicts a keyword of a schema, or one member that it names, by its place. */
export const contradicted: Readonly<Record<string, string>> = ${JSON.stringify(contradicted, null, 1)};
/** What the constraints of a schema rest on, those of the files that it names included, by its name. */
export const layers: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(collectLayers(evidence), null, 1)};
`;
}

function collectLayers(evidence: Annotations["evidence"]): Record<string, Evidence[]> {
  const isChecked = (file: string) => /\.(request|response)\.json$|error\.json$/.test(file);
  const layers = (file: string) => [...new Set(filesOf(file).flatMap((one) => Object.values(evidence[one] ?? {})))];
  return Object.fromEntries(wireFiles.filter(isChecked).map((file) => [file.replace(/\.json$/, ""), layers(file)]));
}

/** A file with those that it names. */
function filesOf(file: string, found: string[] = []): string[] {
  if (found.includes(file)) return found;
  found.push(file);
  for (const { schema } of schemasIn(schemas[file] as Schema)) if (schema.$ref) filesOf(schema.$ref, found);
  return found;
}

/** The module that says of which kind the contradictions are, and no more: the mock asks it in the browser too. */
export function contradictionsModule(): string {
  const places = (kind: string) =>
    Object.entries(collectAnnotations().contradicted)
      .filter(([, by]) => kindOfEvidence(by) === kind)
      .map(([place]) => place);
  return `/** Places in the wire's schemas, of a keyword or of one member that it names, by what contradicts them. */
export const contradictions: Readonly<Record<"documented" | "observed", ReadonlySet<string>>> = {
  documented: new Set(${JSON.stringify(places("documented"), null, 1)}),
  observed: new Set(${JSON.stringify(places("observed"), null, 1)}),
};
`;
}

/** A schema with where it stands. */
export interface Placed {
  readonly schema: Schema;
  readonly pointer: string;
  /** The annotated schema above it, itself included. */
  readonly evidence: string | undefined;
}

const lists = ["allOf", "anyOf", "oneOf"];
const singles = ["if", "then", "else", "not", "items", "contains", "additionalProperties", "unevaluatedProperties"];

/** Every schema in a schema, the outer ones first, with pointers as validation errors write them. */
export function schemasIn(schema: Schema, pointer = "", above?: string): Placed[] {
  const evidence = schema["x-evidence"] ?? above;
  const inner = (value: unknown, step: string) =>
    typeof value === "object" && value !== null ? schemasIn(value as Schema, `${pointer}/${step}`, evidence) : [];
  return [
    { schema, pointer, evidence },
    ...lists.flatMap((list) => ((schema[list] ?? []) as Schema[]).flatMap((part, at) => inner(part, `${list}/${at}`))),
    ...singles.flatMap((keyword) => inner(schema[keyword], keyword)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => inner(part, `properties/${stepOf(name)}`)),
  ];
}

function stepOf(name: string): string {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}
