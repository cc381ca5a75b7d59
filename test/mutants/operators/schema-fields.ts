import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { endpointNames } from "../../../src/api/endpoints.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly then?: Schema;
  readonly else?: Schema;
}

/** A field of an answer. */
export interface AnswerField {
  /** Names from the body down; `*` for each item of a list. */
  readonly path: readonly string[];
  readonly types: readonly string[];
  readonly format?: string;
}

const folder = join(import.meta.dirname, "../../../schemas/wire");
const files = new Map(
  readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8")) as Schema]),
);

/** Every field that the schema of an endpoint's answer knows, each once. */
export function fieldsOfAnswer(endpoint: string): AnswerField[] {
  const found = new Map<string, { types: Set<string>; format?: string }>();
  walk(files.get(`${endpoint}.response.json`) ?? {}, [], found);
  return [...found].map(([path, { types, format }]) => ({
    path: path.split("/").slice(1),
    types: [...types],
    ...(format !== undefined && { format }),
  }));
}

/** Every field of every endpoint's answer. */
export const answerFields = endpointNames.flatMap((endpoint) =>
  fieldsOfAnswer(endpoint).map((field) => ({ endpoint, field, name: field.path.join("/") })),
);

function walk(schema: Schema, path: readonly string[], found: Map<string, { types: Set<string>; format?: string }>) {
  if (path.length > 8) return;
  if (schema.$ref !== undefined) walk(files.get(schema.$ref) ?? {}, path, found);
  if (path.length > 0 && schema.type !== undefined) {
    const key = `/${path.join("/")}`;
    const known = found.get(key) ?? { types: new Set() };
    for (const type of [schema.type].flat()) known.types.add(type);
    if (schema.format !== undefined) known.format = schema.format;
    found.set(key, known);
  }
  for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    walk(part, path, found);
  for (const part of [schema.then, schema.else]) if (part) walk(part, path, found);
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const key = `/${[...path, name].join("/")}`;
    if (!found.has(key)) found.set(key, { types: new Set() });
    walk(part, [...path, name], found);
  }
  if (schema.items) walk(schema.items, [...path, "*"], found);
}

/** A body with one field made over wherever it stands; undefined where it stands nowhere or nothing changes. */
export function withField(
  body: unknown,
  [first, ...rest]: readonly string[],
  change: (holder: Record<string, unknown>, name: string) => Record<string, unknown> | undefined,
): unknown {
  if (typeof body !== "object" || body === null || first === undefined) return undefined;
  if (Array.isArray(body)) {
    if (first !== "*") return undefined;
    const made = body.map((item) => (rest.length === 0 ? item : (withField(item, rest, change) ?? item)));
    return made.some((item, at) => item !== body[at]) ? made : undefined;
  }
  const holder = body as Record<string, unknown>;
  if (!Object.hasOwn(holder, first)) return undefined;
  if (rest.length === 0) return change(holder, first);
  const made = withField(holder[first], rest, change);
  return made === undefined ? undefined : { ...holder, [first]: made };
}
