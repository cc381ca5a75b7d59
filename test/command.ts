import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** What `serve --json` prints. */
export interface Started {
  readonly url: string;
  readonly apiKey: string;
  readonly sharedKey: string;
  readonly publicKeyUrl: string;
  readonly pid: number;
}

/** A command that serves, as a process of its own. */
export interface Served {
  readonly child: ChildProcess;
  /** Everything on stderr so far. */
  log(): string;
  /** Ends it as a user would; gives its exit status. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A server that runs as a process of its own. */
export type ServerProcess = Started & Served;

/** Starts the built command's server on a free port. */
export function startServer(...flags: string[]): Promise<ServerProcess> {
  return start<Started>("serve", flags);
}

/** Starts the built command's server on a free port, for so many milliseconds at most. */
export function startServerFor(timeout: number, ...flags: string[]): Promise<ServerProcess> {
  return start<Started>("serve", flags, timeout);
}

/** Starts the built command's proxy on a free port. */
export function startProxy(target: string, ...flags: string[]): Promise<{ readonly url: string } & Served> {
  return start("proxy", ["--target", target, ...flags]);
}

/** Starts a server by the arguments of Node, from a folder. They ask for its facts as JSON. */
export function startServerAs(args: readonly string[], cwd: string): Promise<ServerProcess> {
  return started("serve", spawn(process.execPath, args, { cwd, timeout: 60_000 }));
}

function start<Facts>(command: string, flags: readonly string[], timeout = 60_000): Promise<Facts & Served> {
  return started(command, spawn(process.execPath, [cli, command, "--json", "--port", "0", ...flags], { timeout }));
}

async function started<Facts>(command: string, child: ChildProcessWithoutNullStreams): Promise<Facts & Served> {
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { ...(JSON.parse(line) as Facts), child, log: () => log, end: (signal) => end(child, signal) };
  }
  throw new Error(`${command} printed no line; it said: ${log}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  const ended = once(child, "exit", { signal: AbortSignal.timeout(5_000) });
  child.kill(signal);
  const [status] = await ended;
  return status as number | null;
}

/** Runs a command to its end. */
export async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  timeout = 60_000,
) {
  const child = spawn(command, args, { timeout, env });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout, stderr };
}
