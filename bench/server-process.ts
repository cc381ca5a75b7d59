import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** A server in a process of its own, and the JSON line with which it announced itself. */
export interface ServerProcess {
  line: Record<string, unknown>;
  url: string;
  pid: number;
  /** The process itself, to send messages to where a channel was asked for. */
  child: ChildProcess;
  stop(): Promise<void>;
}

const patienceMs = 10_000;

/**
 * Starts `node` with these arguments and waits for its first line of output, a JSON object with `url`.
 *
 * @param channel whether it is to have a channel for messages
 * @throws when the process ends, says something else, or says nothing for ten seconds
 */
export async function startServer(nodeArguments: readonly string[], channel = false): Promise<ServerProcess> {
  const stdio: StdioOptions = ["ignore", "pipe", "inherit", ...(channel ? (["ipc"] as const) : [])];
  const child = spawn(process.execPath, nodeArguments, { stdio });
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const stop = async (): Promise<void> => {
    process.off("exit", endWithUs);
    await end(child);
  };
  try {
    const line = JSON.parse(await firstLine(child)) as Record<string, unknown>;
    if (typeof line.url !== "string")
      throw new Error(`node ${nodeArguments[0]} announced no url: ${JSON.stringify(line)}`);
    return { line, url: line.url, pid: child.pid ?? 0, child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  const command = child.spawnargs.slice(1, 4).join(" ");
  return new Promise((resolve, reject) => {
    let text = "";
    const silence = setTimeout(
      () => reject(new Error(`node ${command} said nothing for ${patienceMs} ms.`)),
      patienceMs,
    );
    child.once("error", reject);
    child.once("exit", (status) => reject(new Error(`node ${command} ended with status ${status} before it served.`)));
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (!text.includes("\n")) return;
      clearTimeout(silence);
      resolve(text.slice(0, text.indexOf("\n")));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(impatience);
}
