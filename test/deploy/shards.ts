import { type Client, createClient } from "../../src/api/client.ts";
import { type Shard, shardOf, shardPrefix } from "../../src/api/shard.ts";
import type { ControlSpace } from "../../src/generated/types.ts";
import type { Space } from "../../src/mock/space/space.ts";
import { type ServerProcess, startServerFor } from "../command.ts";

/** What opens /__mock of the servers of these tests. */
export const controlToken = "only-for-tests";

const control = { authorization: `Bearer ${controlToken}`, "content-type": "application/json" };

/** Four servers, each with a quarter of the spaces. */
export interface Shards {
  /** In order: the first keeps the first quarter. */
  readonly servers: readonly ServerProcess[];
  /** Each as `host:port`. */
  readonly addresses: readonly string[];
  end(): Promise<void>;
}

const of = 4;

/** Number of the server that a space belongs to, from 1. */
export function numberOf(space: string): Shard["number"] {
  return shardOf(shardPrefix(space), { of }).number;
}

/** Starts four servers with flags of their own beside those that all need. */
export async function startShards(...flags: readonly string[]): Promise<Shards> {
  const servers = await Promise.all([1, 2, 3, 4].map((number) => startShard(number, "0", ...flags)));
  const addresses = servers.map(({ url }) => new URL(url).host);
  const end = async () => {
    const there = servers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
    await Promise.all(there.map((server) => server.end("SIGKILL")));
  };
  return { servers, addresses, end };
}

/** Starts one of four servers. */
export function startShard(number: number, port: string, ...flags: readonly string[]): Promise<ServerProcess> {
  const own = ["--shard", `${number}/${of}`, "--port", port, "--control-token", controlToken];
  const all = ["--space-secret", "the same on all of them", "--quiet"];
  return startServerFor(600_000, ...own, ...all, ...flags);
}

/** A name of a space of each server, in the servers' order. */
export function nameOfEach(stem: string): string[] {
  const names: string[] = [];
  for (let at = 0; names.filter(Boolean).length < of; at++) {
    const name = `${stem}-${at}`;
    names[numberOf(name) - 1] ??= name;
  }
  return names;
}

/** What a client of the project sends along, so that any balancer knows the server of a space. */
export function shardHeader(space: string): Record<string, string> {
  return { "x-mock-shard": shardPrefix(space) };
}

/** Makes a space as somebody does who knows nothing of servers, by its name in a body. */
export async function makeSpace(
  url: string,
  name: string,
  headers: Record<string, string> = {},
): Promise<ControlSpace> {
  const body = JSON.stringify({ name });
  const response = await fetch(`${url}/__mock/spaces`, { method: "POST", headers: { ...control, ...headers }, body });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`${name}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** The spaces of one server, as it says itself. */
export async function spacesOf(url: string): Promise<string[]> {
  return (await fetch(`${url}/__mock/spaces`, { headers: control })).json() as Promise<string[]>;
}

/** A client of a space by its API key. */
export function clientIn(baseUrl: string, { credentials, publicKey }: ControlSpace): Client {
  return createClient({ baseUrl, credentials: credentials as Space["credentials"], publicKey });
}
