import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const benchFolder = fileURLToPath(new URL(".", import.meta.url));
const outputFolder = join(benchFolder, "../node_modules/.cache/license-api-kit-bench");

/** The programs under `bench/children/` (and the baseline server), each run by plain `node` in its own process. */
export type ChildName =
  | "baseline-server"
  | "create-mock"
  | "growth-devices"
  | "growth-journal"
  | "growth-spaces"
  | "in-process"
  | "many-licenses"
  | "memory-probe"
  | "rsa-loop"
  | "through-msw";

/**
 * Compiles the child programs to plain JavaScript.
 *
 * They could run under tsx, but its loader is part of the start-up it would help to measure, and it wraps every named
 * function in a call that names it, which inside a measured loop costs more than what is measured.
 */
export async function compileChildren(): Promise<void> {
  await build({
    entryPoints: [join(benchFolder, "baseline-server.ts"), join(benchFolder, "children/*.ts")],
    outdir: outputFolder,
    entryNames: "[name]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
  });
}

/** The path of a compiled child. */
export function childPath(name: ChildName): string {
  return join(outputFolder, `${name}.mjs`);
}

/**
 * Runs a child to its end with `input` as JSON and returns the JSON that it printed.
 *
 * @throws when it ends with another status than 0: it saw a wrong answer, or broke
 */
export async function runChild<Result>(
  name: ChildName,
  input: unknown,
  nodeOptions: readonly string[] = [],
): Promise<Result> {
  const child = spawn(process.execPath, [...nodeOptions, childPath(name), JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  const [status] = (await once(child, "close")) as [number | null];
  process.off("exit", endWithUs);
  if (status !== 0) throw new Error(`bench/children/${name}.ts ended with status ${status}; its message is above.`);
  return JSON.parse(output) as Result;
}
