import type { WorldFile } from "../../src/generated/types.ts";
import { resolve, type Schema, schemas } from "../../tools/generate/schema-files.ts";
import type { Shown, Table } from "./expected-answer.ts";
import { valuesOf } from "./places.ts";

/** Fields that never were shown, though the table says from where. */
export function unseenFields(shown: readonly Shown[], { sources }: Table): string[] {
  const seen = new Set(shown.flatMap((object) => [...object.keys()]));
  const named = Object.entries(sources).flatMap(([file, fields]) =>
    valuesOf(file)
      .filter((pointer) => /[^*]$/.test(pointer) && !("never" in (fields[pointer] ?? {}))) // bare words and items aside
      .map((pointer) => `${file}#${pointer}`),
  );
  return named.filter((field) => !seen.has(field));
}

/** Fields that were shown with one value alone, or with nothing but empty ones: a constant in their place would pass. */
export function dullFields(shown: readonly Shown[], { sources }: Table): string[] {
  const values = new Map<string, Set<string>>();
  for (const [field, value] of shown.flatMap((object) => [...object])) {
    values.set(field, (values.get(field) ?? new Set()).add(JSON.stringify(value)));
  }
  const isDull = (found: Set<string>) => found.size < 2 || [...found].every((value) => empty.includes(value));
  return [...values].flatMap(([field, found]) => (isDerived(field, sources) && isDull(found) ? field : []));
}

function isDerived(field: string, sources: Table["sources"]): boolean {
  const [file = "", pointer = ""] = field.split("#");
  return typeof sources[file]?.[pointer] === "function";
}

const empty = ["0", '""', "null", "{}"];

/** Pairs of fields that may always be the same, by the reason. */
export const sameByNature: Readonly<Record<string, string>> = {
  "latest-version.json#/created_at latest-version.json#/updated_at": "a world knows no time of changes",
  "product.json#/created_at product.json#/updated_at": "a world knows no time of changes",
  "trial-license-new.json#/created_at trial-license-new.json#/updated_at": "it was made just now",
  "trial-license-new.json#/license_key trial-license-new.json#/license": "a trial's key under two names",
};

/** Pairs of fields that were the same in every object that had both: one in place of the other would pass. */
export function twins(shown: readonly Shown[], { sources }: Table): string[] {
  const objects = new Set(
    shown.map((object) => JSON.stringify([...object].filter(([field]) => isDerived(field, sources)))),
  );
  const alike = new Map<string, boolean>();
  for (const object of objects) {
    const fields: [string, string][] = (JSON.parse(object) as [string, unknown][]).map(([field, value]) => [
      field,
      JSON.stringify(value),
    ]);
    for (const [at, [one, value]] of fields.entries()) {
      for (const [other, neighbour] of fields.slice(at + 1)) {
        const pair = `${one} ${other}`;
        if (alike.get(pair) !== false) alike.set(pair, value === neighbour);
      }
    }
  }
  return [...alike].filter(([, isAlike]) => isAlike).map(([pair]) => pair);
}

/** Numbers and texts that stand twice in a field of the same rows, or are what the field is by default. */
export function repeatedValues(world: WorldFile): string[] {
  const seen = new Map<string, Set<unknown>>();
  const repeated: string[] = [];
  const look = (value: unknown, schema: Schema, field: string): void => {
    const { items, properties, default: usual, enum: choices } = resolve(schema);
    if (Array.isArray(value) && items) for (const one of value) look(one, items, field);
    else if (properties) {
      const title = resolve(schema).$id ?? field;
      for (const [name, inner] of Object.entries(value as object))
        look(inner, properties[name] as Schema, `${title} ${name}`);
    } else if (["number", "string"].includes(typeof value) && !choices && !isName(field)) {
      const before = seen.get(field) ?? new Set();
      if (before.has(value) || value === usual) repeated.push(`${field}: ${value}`);
      seen.set(field, before.add(value));
    }
  };
  look(world, schemas["world.json"] as Schema, "");
  return repeated;
}

/** What rows are named by, and name each other by, is the same in both companies on purpose. */
function isName(field: string): boolean {
  return names.includes(field.split(" ").at(-1) ?? "");
}

const names = [
  "code",
  "company",
  "customer",
  "customerAccount",
  "pool",
  "product",
  "bundle",
  "licenseKey",
  "users",
  "user",
].concat(["email", "hardwareId", "environment", "channel", "countedFrom"]);
