import { type ChildProcess, spawn } from "node:child_process";
import { delimiter } from "node:path";

/** What a child process is given; `timeoutMs` bounds its whole life. */
export interface ChildOptions {
  cwd: string;
  timeoutMs: number;
}

const living = new Set<ChildProcess>();

/** Starts a child that leads its own process group, so that what it starts in turn can be ended with it. */
export function start(command: string, args: string[], { cwd, timeoutMs }: ChildOptions): ChildProcess {
  const child = spawn(command, args, { cwd, env: environment(), detached: true, stdio: ["ignore", "pipe", "pipe"] });
  living.add(child);
  const timer = setTimeout(() => endGroup(child, "SIGKILL"), timeoutMs);
  child.once("close", () => {
    clearTimeout(timer);
    living.delete(child);
  });
  return child;
}

/**
 * Runs a command to its end and answers what it printed on both streams.
 *
 * @throws Error with the command, its end and its last lines, when it cannot start, fails, or outlives `timeoutMs`
 */
export async function run(command: string, args: string[], options: ChildOptions): Promise<string> {
  const child = start(command, args, options);
  const printed: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const end = await new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? undefined : ending(code, signal, options.timeoutMs)));
  });
  const output = printed.join("");
  if (end === undefined) return output;
  throw new Error(`${[command, ...args].join(" ")}: ${end}\n${output.trimEnd().split("\n").slice(-40).join("\n")}`);
}

/** Ends a child and everything it started. */
export function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/** Ends every child still running, for when the run itself is interrupted. */
export function endAll(): void {
  for (const child of living) endGroup(child, "SIGKILL");
}

function ending(code: number | null, signal: NodeJS.Signals | null, timeoutMs: number): string {
  if (signal === "SIGKILL") return `killed, it took over ${timeoutMs / 1000} s`;
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}

/** `npm run` tells its children about this project and puts its commands on the path; a consumer must not find them. */
function environment(): NodeJS.ProcessEnv {
  const ours = /^npm_(?!config_)|^npm_config_local_prefix$|^(INIT_CWD|NODE_OPTIONS|NODE_PATH|FORCE_COLOR)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.endsWith("node_modules/.bin"));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), NO_COLOR: "1", npm_config_loglevel: "error" };
}
