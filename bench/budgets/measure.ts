import { browserBundle } from "../browser-bundle.ts";
import { importRatios } from "./import-time.ts";
import type { Budgets, Measured } from "./judge.ts";
import { entryFiles, productionDependencies } from "./package-file.ts";
import { packedSize } from "./packed-size.ts";

/** Kinds of budgets, as budgets.json spells them. */
const kinds = {
  package: "package",
  start: "import, processor time / that of an empty module",
  minified: "browser bundle without msw, minified KB",
  gzip: "browser bundle without msw, gzip KB",
} as const;

/** Measures the built package. Which entries are for browsers is what the budgets say. */
export async function measureBudgets(root: string, budgets: Budgets): Promise<Measured> {
  const entries = entryFiles(root);
  const { packedKB, unpackedKB } = packedSize(root);
  const forBrowsers = new Set([
    ...Object.keys(budgets[kinds.minified] ?? {}),
    ...Object.keys(budgets[kinds.gzip] ?? {}),
  ]);
  const bundles = await Promise.all(
    Object.entries(entries)
      .filter(([name]) => forBrowsers.has(name))
      .map(async ([name, file]) => [name, await browserBundle(root, `export * from "${file}";\n`)] as const),
  );
  return {
    [kinds.package]: {
      "packed KB": packedKB,
      "unpacked KB": unpackedKB,
      "production dependencies": productionDependencies(root),
    },
    [kinds.start]: await importRatios(root, entries),
    [kinds.minified]: Object.fromEntries(bundles.map(([name, { minifiedKB }]) => [name, minifiedKB])),
    [kinds.gzip]: Object.fromEntries(bundles.map(([name, { gzipKB }]) => [name, gzipKB])),
  };
}
