import { rmSync } from "node:fs";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endAll, run } from "./child.ts";
import { consumers } from "./consumers.ts";

// tsx test/consumers/run.ts [name…]: packs what is built, installs it in small projects outside the repository (inside
// it they would find our node_modules), and runs each one's check.

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));
const atOnce = 2;

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(consumers);
const unknown = names.filter((name) => !(name in consumers));
if (unknown.length > 0) {
  console.error(`no such consumer: ${unknown.join(", ")}; there are ${Object.keys(consumers).join(", ")}`);
  process.exit(2);
}

const temporary = await mkdtemp(join(tmpdir(), "license-api-kit-consumers-"));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, abandon);
try {
  const tarball = await pack();
  const queue = [...names];
  const failures: string[] = [];
  const drain = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) await check(name, tarball, failures);
  };
  await Promise.all(Array.from({ length: atOnce }, drain));
  for (const failure of failures) console.error(`\n${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  await rm(temporary, { recursive: true, force: true });
}

/** Packs with scripts off: what is tested is what is built, not what packing would build. */
async function pack(): Promise<string> {
  const flags = ["--ignore-scripts", "--pack-destination", temporary];
  await run("npm", ["pack", ...flags], { cwd: repository, timeoutMs: 60_000 });
  const [packed] = await readdir(temporary);
  if (packed === undefined) throw new Error("npm pack left no tarball");
  const tarball = join(temporary, "license-api-kit.tgz"); // the name the consumers' package.json files know
  await rename(join(temporary, packed), tarball);
  return tarball;
}

async function check(name: string, tarball: string, failures: string[]): Promise<void> {
  const consumer = consumers[name];
  if (consumer?.skip) return report("skip", name, consumer.skip);
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  try {
    await consumer?.check({ source: join(here, name), folder: join(temporary, name), tarball });
    report("pass", name, seconds());
  } catch (error) {
    report("FAIL", name, seconds());
    failures.push(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}

function report(verdict: string, name: string, detail: string): void {
  console.log(`${verdict}  ${name.padEnd(16)} ${detail.padStart(7)}`);
}

/** Children lead groups of their own, so an interrupt reaches them only from here. */
function abandon(): void {
  endAll();
  rmSync(temporary, { recursive: true, force: true });
  process.exit(1);
}
