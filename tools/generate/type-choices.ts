import { resolve, type Schema } from "./schema-files.ts";

/** Members of an object that has a type of its own; `never` is one that it cannot have. */
export interface Variant {
  readonly title?: string;
  readonly description?: string;
  readonly properties: Readonly<Record<string, Schema | "never">>;
  readonly required: readonly string[];
}

/** Members that hang on a condition: `if` it holds, `then` they are so, `else` so. */
export interface Choice {
  /** Name of the union, where several shapes share it. */
  readonly title?: string;
  readonly description?: string;
  readonly variants: readonly Variant[];
}

type Condition = Schema & { if: Schema; then: Schema; else: Schema };

/** The choices of an object schema and of those that it takes over: the conditions whose branches have a title. */
export function choicesIn(schema: Schema, properties: Readonly<Record<string, Schema>>): Choice[] {
  const parts = [schema, ...(schema.allOf ?? [])];
  const own = parts.filter(isChoice).map((part) => choiceOf(part, properties));
  const takenOver = (schema.allOf ?? []).flatMap((part) => (part.$ref ? choicesIn(resolve(part), properties) : []));
  return [...takenOver, ...own];
}

function isChoice(part: Schema): part is Condition {
  return part.then?.title !== undefined && part.else?.title !== undefined;
}

function choiceOf(part: Condition, all: Readonly<Record<string, Schema>>): Choice {
  const names = new Set(
    [part.then, part.else].flatMap((one) => [...(one.required ?? []), ...Object.keys(one.properties ?? {})]),
  );
  const [name, chosen] = Object.entries(part.if.properties ?? {})[0] ?? [];
  const isDiscriminated = name !== undefined && chosen !== undefined && chosen && chosen.const !== undefined;
  const asked = part.if.required ?? [];
  const variant = (branch: Schema, isThen: boolean): Variant => {
    const members = [...new Set([...names, ...asked])].flatMap((member) => {
      const isLacking = branch.properties?.[member] === false || (!isThen && asked.includes(member));
      return isLacking ? [[member, "never" as const]] : all[member] ? [[member, all[member]]] : [];
    });
    const value = isDiscriminated ? [[name, discriminating(all[name] ?? {}, chosen.const, isThen)]] : [];
    return {
      ...(branch.title && { title: branch.title }),
      ...(branch.description && { description: branch.description }),
      properties: Object.fromEntries([...value, ...members]),
      required: [...(isDiscriminated ? [name] : []), ...(isThen ? asked : []), ...(branch.required ?? [])],
    };
  };
  return {
    ...(isNamed(part) && { title: part.title as string }),
    ...(isNamed(part) && part.description && { description: part.description }),
    variants: [variant(part.then, true), variant(part.else, false)],
  };
}

/** A condition that stands in a part of its own may name its union; the title of a whole schema is another matter. */
function isNamed({ title, $id }: Schema): boolean {
  return title !== undefined && $id === undefined;
}

function discriminating(member: Schema, value: unknown, isThen: boolean): Schema {
  const description = member.description && { description: member.description };
  const others = (resolve(member).enum ?? []).filter((other) => other !== value);
  return { ...description, enum: isThen ? [value] : others };
}
