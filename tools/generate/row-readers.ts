import { byHand } from "./record-fields.ts";
import { resolve, type Schema, schemas } from "./schema-files.ts";

/**
 * The module that reads rows of world files into records: the plain fields of each, with what stands in the schema as
 * their default, in one literal together with what is made by hand. An object put together of parts keeps some of its
 * fields outside, which takes more memory.
 */
export function rowReadersModule(): string {
  const parts = Object.entries(byHand).map(([file, { made, instead }]) => {
    const row = requireRow(file);
    const { properties = {}, required = [] } = row;
    const unknown = instead.find((name) => !Object.hasOwn(properties, name));
    if (unknown !== undefined) throw new Error(`record-fields.ts: ${file} has no field ${unknown}`);
    const plain = Object.entries(properties)
      .filter(([name]) => !made.includes(name) && !instead.includes(name))
      .map(([name, schema]) => fieldOf(name, schema || {}, required.includes(name), row.title as string));
    return partOf((row.title as string).replace("World", ""), row.title as string, made, plain);
  });
  return `import type * as row from "./types.ts";

/** Reads a moment of a row into milliseconds since 1970. @default ISO 8601 alone */
export type ReadMoment = (text: string, field: string) => number;

// Records are never changed in place, so those without anything to list share one list: most of a large world do
const noItems: readonly never[] = Object.freeze([]);
const noFields: Readonly<Record<string, unknown>> = Object.freeze({});

${parts.join("\n")}`;
}

interface Field {
  readonly name: string;
  readonly about: string;
  readonly type: string;
  readonly read: string;
  readonly hasMoments: boolean;
}

function partOf(name: string, title: string, made: readonly string[], plain: readonly Field[]): string {
  const names = (all: readonly string[]) => all.map((one) => JSON.stringify(one)).join(" | ");
  const hasMoments = plain.some((field) => field.hasMoments);
  const fields = plain.map(({ name, about, type }) => `${about}  readonly ${name}: ${type};`);
  const reading = [
    ...made.map((one) => `    ${one}: made.${one},`),
    ...plain.map(({ name, read }) => `    ${name}: ${read},`),
  ];
  const isMade = made.length > 0;
  return `/** Plain fields of a ${title}, as records keep them. */
export interface ${name}Fields {
${fields.join("\n")}
}
/** Reads the plain fields of a ${title}${isMade ? ", beside those made by hand" : ""}. */
export function read${name}${isMade ? `<M extends Readonly<Record<${names(made)}, unknown>>>` : ""}(
  row: Pick<row.${title}, keyof ${name}Fields>,${isMade ? "\n  made: M," : ""}${hasMoments ? "\n  moment: ReadMoment = Date.parse," : ""}
): ${name}Fields${isMade ? ` & Pick<M, ${names(made)}>` : ""} {
  return {
${reading.join("\n")}
  };
}
`;
}

/** How a record keeps a plain field: with its default, `null` where there is none and nothing is stated. */
function fieldOf(name: string, schema: Schema, isRequired: boolean, title: string): Field {
  const { default: usual, description, items } = schema;
  const value = `row.${name}`;
  const isMoment = schema.$ref === "world-moment.json";
  const held = heldRow(schema) ?? (items && heldRow(items));
  const stated = isMoment
    ? { type: "number", read: `moment(${value}, "${name}")` }
    : held
      ? {
          type: items ? `readonly ${held}Fields[]` : `${held}Fields`,
          read: items ? `${value}.map((one) => read${held}(one))` : `read${held}(${value})`,
        }
      : { type: typeOf(`Required<row.${title}>["${name}"]`, resolve(schema)), read: value };
  const otherwise = usual === undefined ? "null" : literal(usual);
  const isWorked = isMoment || held !== undefined;
  return {
    name,
    about: description ? `  /** ${description} */\n` : "",
    type: isRequired || usual !== undefined ? stated.type : `${stated.type} | null`,
    read: isRequired
      ? stated.read
      : isWorked
        ? `${value} === undefined ? ${otherwise} : ${stated.read}`
        : `${value} ?? ${otherwise}`,
    hasMoments: isMoment,
  };
}

/** Name of the row that a field holds, where its record is a part of this one. */
function heldRow({ $ref = "" }: Schema): string | undefined {
  return byHand[$ref] && requireRow($ref).title?.replace("World", "");
}

function typeOf(type: string, { type: kind }: Schema): string {
  return kind === "array" || kind === "object" ? `Readonly<${type}>` : type;
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return "noItems";
  return typeof value === "object" && value !== null ? "noFields" : JSON.stringify(value);
}

function requireRow(file: string): Schema {
  const schema = schemas[file];
  if (!schema?.title) throw new Error(`schemas/${file} is missing`);
  return schema;
}
