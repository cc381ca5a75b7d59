import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The entry points that are modules, by name, each with its file under the package's folder. */
export function entryFiles(root: string): Readonly<Record<string, string>> {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    exports: Record<string, unknown>;
  };
  const modules = Object.entries(exports).flatMap(([name, target]) => {
    const file = (target as { default?: string }).default;
    return file === undefined ? [] : [[name, file] as const];
  });
  return Object.fromEntries(modules);
}

/** How many packages an installation brings along, the package's own dependencies and theirs. */
export function productionDependencies(root: string): number {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: true; devOptional?: true; peer?: true }>;
  };
  return Object.entries(lock.packages).filter(
    ([path, { dev, devOptional, peer }]) => path !== "" && !dev && !devOptional && !peer,
  ).length;
}
