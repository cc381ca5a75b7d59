import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RedisServer, startRedis } from "../../../test/stores/redis-server.ts";
import type { MemoryInUse } from "../../children/memory-probe.ts";
import { childPath } from "../../children.ts";
import { type ServerProcess, startServer } from "../../server-process.ts";
import type { Credentials } from "../../signed-request.ts";
import { credentialsOf, serveArguments } from "../../target.ts";
import { type Door, openDoor } from "./door.ts";

/** A process under a wide soak, with the way into it. */
export interface SoakedPlace {
  name: string;
  door: Door;
  credentials: Credentials;
  /** Whether the process itself has a world: a proxy has none, so that no reset lets go of anything in it. */
  hasWorld: boolean;
  memory(): Promise<MemoryInUse>;
  stop(): Promise<void>;
}

/**
 * What every server of a wide soak is started with. Nothing is remembered to save work: that is bounded, but fills for longer
 * than a soak lasts, and would be taken for growth. A short key leaves the time to all else.
 */
const flags = ["--key-bits", "1024", "--policy", "cache=off"];

const probed = ["--expose-gc", "--import"];

/** Starts all ways in: plain, over TLS, with each kind of store, and a proxy before a server of its own. */
export async function startPlaces(root: string): Promise<readonly SoakedPlace[]> {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-soak-"));
  const serve = (...more: string[]) => started(serveArguments(root, ...flags, ...more));
  const redis = await redisIfThere();
  const [plain, tls, stored, behind] = [
    await serve(),
    await serve("--https"),
    await serve("--store", join(folder, "store")),
    await serve(),
  ];
  const inRedis = redis && (await serve("--store", redis.url()));
  const proxy = await started([
    ...[join(root, "dist/cli.js"), "proxy", "--port", "0", "--json", "--quiet"],
    ...["--target", behind.url],
  ]);
  const certificate = String(tls.line.certificate);
  return [
    placeOf("plain", plain, plain),
    placeOf("TLS", tls, tls, { certificate }),
    placeOf("store", stored, stored, { gone: () => rmSync(folder, { recursive: true, force: true }) }),
    ...(inRedis ? [placeOf("Redis", inRedis, inRedis, { gone: () => redis.end() })] : []),
    placeOf("proxy", proxy, behind, { gone: () => behind.stop() }),
  ];
}

/** Outside CI a machine without it goes without, and says so. */
async function redisIfThere(): Promise<RedisServer | undefined> {
  const isMissing = spawnSync("redis-server", ["--version"]).error !== undefined;
  if (!isMissing || process.env.CI === "true") return startRedis();
  console.warn("without a store in Redis: this machine has no redis-server");
  return undefined;
}

function started(nodeArguments: readonly string[]): Promise<ServerProcess> {
  return startServer([...probed, childPath("memory-probe"), ...nodeArguments], true);
}

function placeOf(
  name: string,
  { url, child, stop, line: ownLine }: ServerProcess,
  { line }: ServerProcess,
  { certificate, gone }: { certificate?: string; gone?: () => void | Promise<void> } = {},
): SoakedPlace {
  const door = openDoor(url, certificate);
  return {
    ...{ name, door, credentials: credentialsOf(line), hasWorld: "apiKey" in ownLine },
    memory: async () => {
      const answered = once(child, "message", { signal: AbortSignal.timeout(60_000) });
      child.send("memory");
      return ((await answered) as [MemoryInUse])[0];
    },
    stop: async () => {
      door.close();
      await stop();
      await gone?.();
    },
  };
}
