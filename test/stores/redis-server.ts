import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Redis of a test's own. */
export interface RedisServer {
  /** Its address, with a prefix, by itself one that no other has. */
  url(prefix?: string): string;
  signal(signal: NodeJS.Signals): void;
  /** Ends it without a farewell. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with the same files. */
  start(): Promise<void>;
  end(): Promise<void>;
}

const memoryOnly = ["--appendonly", "no"];

/** Starts a Redis on a free port of this machine; it keeps nothing unless its flags say so. */
export async function startRedis(...flags: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-redis-"));
  const port = await freePort();
  const own = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  const args = [...own, ...(flags.length > 0 ? flags : memoryOnly)];
  let child = await started(args);
  let stores = 0;
  const kill = async () => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return {
    url: (prefix = `test-${stores++}`) => `redis://127.0.0.1:${port}/0?prefix=${prefix}`,
    signal: (signal) => child.kill(signal),
    kill,
    start: async () => {
      child = await started(args);
    },
    end: async () => {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}

async function started(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"], timeout: 3_600_000 });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    child.once("error", () => reject(new Error("there is no redis-server here: apt-get install redis-server")));
    child.once("exit", () => reject(new Error(`redis-server ended: ${log}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (/ready to accept connections/i.test(log)) resolve();
    });
  });
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
