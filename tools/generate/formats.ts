import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Ajv2020 } from "ajv/dist/2020.js";
import addFormats, { type FormatName } from "ajv-formats";
import type { Plugin } from "esbuild";

/** The formats that schemas name, of those that ajv-formats has. */
export const formats: readonly FormatName[] = ["date", "date-time", "email", "iso-date-time"];

/** Teaches a compiler the formats. */
export function addKnownFormats(ajv: Ajv2020): void {
  (addFormats as unknown as (ajv: Ajv2020, options: object) => void)(ajv, { formats, keywords: false });
}

const source = createRequire(import.meta.url).resolve("ajv-formats/dist/formats.js");

/**
 * Bundles of ajv-formats only what is used: its file gives all formats in one object, which keeps a bundler from leaving
 * the others away, so it is read as a module with an object of the ones that are named above.
 */
export const onlyKnownFormats: Plugin = {
  name: "only-known-formats",
  setup: (build) => {
    build.onResolve({ filter: /^ajv-formats\/dist\/formats$/ }, () => ({ path: source, sideEffects: false }));
    build.onLoad({ filter: /ajv-formats[\\/]dist[\\/]formats\.js$/ }, () => ({ contents: asModule(), loader: "js" }));
  },
};

function asModule(): string {
  const text = readFileSync(source, "utf8");
  const [, all = ""] = /exports\.fullFormats = \{\n([\s\S]*?)\n\};/.exec(text) ?? [];
  const [, rest = ""] = /exports\.formatNames = Object\.keys\(exports\.fullFormats\);\n([\s\S]*)$/.exec(text) ?? [];
  const named = all.split("\n").filter((line) => formats.some((name) => new RegExp(`^ {4}"?${name}"?[:,]`).test(line)));
  if (named.length !== formats.length || rest === "") throw new Error("ajv-formats is written otherwise than expected");
  const only = named.join("\n").replaceAll(/fmtDef\((.*), compare\w+\)/g, "{ validate: $1 }");
  return `export const fullFormats = {\n${only}\n};\n${rest}`;
}
