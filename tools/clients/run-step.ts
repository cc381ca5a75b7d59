import { spawn } from "node:child_process";

/** One command of a generator, in the folder of its client. */
export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** @default 180_000 */
  readonly timeoutMs?: number;
}

/**
 * Runs a command to its end, and gives what it printed. One that takes too long is ended with all that it started.
 *
 * @throws with the end of what was printed, where the command fails or takes too long
 */
export function runStep({ command, args, env, timeoutMs = 180_000 }: Step, cwd: string): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: "pipe" });
  child.stdin.end();
  let printed = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const end = () => child.pid && process.kill(-child.pid, "SIGKILL"); // its own group: Maven's Java as well
  const timer = setTimeout(end, timeoutMs);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      clearTimeout(timer);
      if (status === 0) return resolve(printed);
      const why = status === null ? `took longer than ${timeoutMs / 1000} s` : `ended with ${status}`;
      reject(new Error(`${command} ${args.join(" ")}: ${why}\n${`${printed}\n${complaints}`.trim().slice(-8_000)}`));
    });
  });
}
