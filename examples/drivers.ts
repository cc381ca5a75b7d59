import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { languages } from "./languages.ts";
import { prepare } from "./prepare.ts";

/** A program that lets `license-api-kit gauntlet` drive a client: lines of JSON in, lines of JSON out. */
export interface Driver {
  /** The folder of the client among the examples. */
  readonly folder: string;
  /** Starts it, in the folder. */
  readonly command: readonly string[];
}

/** The drivers of the examples, and of `createClient`. */
export const drivers: readonly Driver[] = [
  ...languages.map(({ folder, driver }) => ({ folder, command: driver })),
  { folder: "typescript", command: ["node", "--import", "tsx", "gauntlet-driver.ts"] },
];

/** How a driver is started once all is there that it needs, or what it lacks here. */
export type PreparedDriver = { readonly cwd: string; readonly env: NodeJS.ProcessEnv } | { readonly lacks: string };

/** Makes a driver ready: what it needs is fetched, and it is built. */
export function prepareDriver({ folder, command }: Driver, given: NodeJS.ProcessEnv = process.env): PreparedDriver {
  const cwd = join(import.meta.dirname, folder);
  const language = languages.find((language) => language.folder === folder);
  const ready = language ? prepare(language, given) : { env: given };
  if ("lacks" in ready) return ready;
  // Its first start builds it, and without input it ends
  const [program = "", ...args] = command;
  const { error, status, stderr } = spawnSync(program, args, { cwd, env: ready.env, input: "", encoding: "utf8" });
  const reason = error?.message ?? (status === 0 ? undefined : stderr.trim().split("\n").at(-1));
  return reason === undefined
    ? { cwd, env: ready.env }
    : { lacks: `the driver in ${folder} does not start: ${reason}` };
}
