import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** A package whose code stands in ours. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json says it, in SPDX's words. */
  readonly license: string;
  readonly folder: string;
}

/** Names of the packages of which something is in what esbuild wrote, sorted. What was read and left out is none. */
export function bundledNames({ outputs }: Pick<Metafile, "outputs">): string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return [...new Set(files.flatMap((file) => packageOf(file) ?? []))].sort();
}

/**
 * Reads the packages of these names.
 *
 * @throws an error where one is not installed at the root, whose version another copy of it could differ from
 */
export function readPackages(names: readonly string[], root: string): BundledPackage[] {
  return names.map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as BundledPackage;
    return { name, version, license, folder };
  });
}

function packageOf(file: string): string | undefined {
  const [, ...installed] = `/${file}`.split("/node_modules/");
  if (installed.length > 1) throw new Error(`${file}: found a package within a package, expected one at the root`);
  return /^(?:@[^/]+\/)?[^/]+/.exec(installed[0] ?? "")?.[0];
}
