import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../markdown-page.ts";
import { freeAddress, type Program, startProgram } from "./program.ts";

/** A balancer in front of servers. */
export type Balancer = Pick<Program, "log" | "end"> & { readonly url: string };

/** The balancers that the project ships a configuration of. */
export const balancers = { nginx: startNginx, haproxy: startHaproxy } as const;

/** deploy/nginx.conf with other addresses: where it listens, and each server in its place. */
export function nginxConfiguration(listen: string, servers: readonly string[]): string {
  const shipped = readFileSync(`${root}deploy/nginx.conf`, "utf8");
  const placed = servers.reduce((text, address, at) => text.replace(`server-${at + 1}:8080`, address), shipped);
  return placed.replace("listen 8080;", `listen ${listen};`);
}

/** Starts nginx as shipped before these servers, each as `host:port`. */
export async function startNginx(servers: readonly string[]): Promise<Balancer> {
  const address = await freeAddress();
  return startNginxWith(nginxConfiguration(address, servers), address);
}

/** Starts nginx with a configuration that listens to an address. */
export async function startNginxWith(configuration: string, address: string): Promise<Balancer> {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-nginx-"));
  chmodSync(folder, 0o755); // its workers are another user where root starts it
  writeFileSync(join(folder, "nginx.conf"), configuration);
  const args = ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"];
  const program = await startProgram("nginx", args, address);
  const end = async () => {
    await program.end();
    rmSync(folder, { recursive: true });
  };
  return { url: `http://${address}`, log: program.log, end };
}

/** Starts HAProxy as shipped before these servers, each as `host:port`. */
export async function startHaproxy(servers: readonly string[]): Promise<Balancer> {
  const address = await freeAddress();
  const places = servers.map((server, at) => [`SERVER_${at + 1}`, server]);
  const env = { LISTEN: address, ...Object.fromEntries(places) };
  const { log, end } = await startProgram("haproxy", ["-f", `${root}deploy/haproxy.cfg`], address, env);
  return { url: `http://${address}`, log, end };
}

/** Why tests with these programs cannot run here, for their titles. Under CI they run and say what to install. */
export function withoutPrograms(...names: readonly string[]): string {
  if (process.env.CI === "true") return "";
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const missing = names.filter((name) => spawnSync(name, ["-v"], { env }).error);
  if (missing.length === 0) return "";
  console.warn(`tests that need ${names.join(", ")} are skipped: this machine has no ${missing.join(", ")}`);
  return ` (skipped: this machine has no ${missing.join(", ")})`;
}
