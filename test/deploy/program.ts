import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** A program of the machine that runs beside the servers and takes connections. */
export interface Program {
  /** `host:port`. */
  readonly address: string;
  /** What it said so far. */
  log(): string;
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program and waits until it takes connections. @throws where it ends before that, with what it said */
export async function startProgram(
  name: string,
  args: readonly string[],
  address: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Program> {
  const path = `${process.env.PATH}:/usr/sbin`; // where Debian has what serves
  const child = spawn(name, args, { env: { ...process.env, PATH: path, ...env }, timeout: 600_000 });
  let said = "";
  let failure: Error | undefined;
  const hear = (text: string) => {
    said += text;
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
  const ended = once(child, "exit").then(
    ([status]) => {
      failure = new Error(`${name} ended with ${status}: ${said}`);
    },
    (error) => {
      failure = new Error(`${name} does not start, install it (Debian: apt-get install ${name}): ${error.message}`);
    },
  );
  while (!(await takesConnections(address))) {
    if (failure) throw failure;
    await wait(20);
  }
  const end = async (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    await ended;
  };
  return { address, log: () => said, end };
}

/** The first digits of ten ports that were free a moment ago, as `808` is for 8080 to 8089. */
export async function freeDecade(): Promise<string> {
  for (;;) {
    const first = 1_100 + Math.floor(Math.random() * 2_000); // below those that the system gives to callers
    const ports = Array.from({ length: 10 }, (_none, at) => takesConnections(`127.0.0.1:${first}${at}`));
    if (!(await Promise.all(ports)).includes(true)) return String(first);
  }
}

/** An address of this machine with a port that was free a moment ago. */
export async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return `127.0.0.1:${port}`;
}

async function takesConnections(address: string): Promise<boolean> {
  const [host = "", port] = address.split(":");
  const socket = connect(Number(port), host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
