import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MemoryInUse } from "../children/memory-probe.ts";
import { childPath } from "../children.ts";
import type { WorldFile } from "../many-licenses-world.ts";
import { startServer } from "../server-process.ts";
import type { Credentials } from "../signed-request.ts";
import { credentialsOf, serveArguments } from "../target.ts";

/** The standalone server with a world of ours, and a look into its memory. */
export interface SoakedServer {
  url: string;
  credentials: Credentials;
  publicKey: string;
  memory(): Promise<MemoryInUse>;
  stop(): Promise<void>;
}

/** Starts the built server as users do, with a journal of so many calls a space. */
export async function startSoakedServer(root: string, world: WorldFile, journal: number): Promise<SoakedServer> {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-soak-"));
  const worldFile = join(folder, "world.json");
  writeFileSync(worldFile, JSON.stringify(world));
  try {
    const probed = ["--expose-gc", "--import", childPath("memory-probe")];
    const flags = ["--world", worldFile, "--journal", String(journal)];
    const { line, url, child, stop } = await startServer([...probed, ...serveArguments(root, ...flags)], true);
    const publicKey = await (await fetch(new URL(String(line.publicKeyUrl), url))).text();
    const memory = async (): Promise<MemoryInUse> => {
      const answered = once(child, "message", { signal: AbortSignal.timeout(30_000) });
      child.send("memory");
      const [inUse] = (await answered) as [MemoryInUse];
      return inUse;
    };
    return { url, credentials: credentialsOf(line), publicKey, memory, stop };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
