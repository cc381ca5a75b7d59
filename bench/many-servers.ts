import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { shardOf, shardPrefix } from "../src/api/shard.ts";
import { startRedis } from "../test/stores/redis-server.ts";
import { runLoad } from "./load-client.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import { signedRequests } from "./signed-request.ts";
import { consumptionCall, type Role, serveArguments } from "./target.ts";

// tsx bench/many-servers.ts: processor time of a write by 1, 2 and 4 servers that share a store in Redis,
// and by as many that share nothing but the machine. Each server has
// as much under way as one alone, so that all are busy all the time. On few cores calls a second would only show the cores.

const root = fileURLToPath(new URL("..", import.meta.url));
const token = "only-for-the-bench";
const spacesEach = 4;
const connectionsEach = 16;

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, calls: { type: "string", default: "4000" } },
});
const [rounds, calls] = [Number(options.rounds), Number(options.calls)];

/** Milliseconds of processor time that a process has used. */
function usedBy(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10; // utime and stime, in ticks of 10 ms
}

/** Servers that share a store, or as many of which none knows of another: what they cost each other by being on one machine. */
async function measure(of: number, isShared: boolean): Promise<number> {
  const redis = await startRedis();
  const secrets = ["--space-secret", "of the bench", "--control-token", token];
  const place = (number: number) => (isShared ? ["--shard", `${number}/${of}`] : ["--require-space"]);
  const servers = await Promise.all(
    Array.from({ length: of }, (_, at) =>
      startServer(serveArguments(root, ...place(at + 1), "--store", redis.url(isShared ? "all" : `${at}`), ...secrets)),
    ),
  );
  const used = () => servers.reduce((sum, { pid }) => sum + usedBy(pid), 0);
  try {
    const loads = await Promise.all(servers.map((server, at) => loadOf(server, at + 1, of)));
    await Promise.all(loads.map((load) => runLoad({ ...load, calls: Math.ceil(calls / 2) }))); // warm
    const before = used();
    const done = await Promise.all(loads.map((load) => runLoad({ ...load, calls })));
    return (used() - before) / done.reduce((sum, { answers }) => sum + answers, 0);
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()));
    await redis.end();
  }
}

async function loadOf({ url }: ServerProcess, number: number, of: number) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const writers: (() => Buffer)[] = [];
  for (let at = 0; writers.length < spacesEach; at += 1) {
    const name = `bench-${at}`;
    if (shardOf(shardPrefix(name), { of }).number !== number) continue;
    const made = await fetch(`${url}/__mock/spaces`, { method: "POST", headers, body: JSON.stringify({ name }) });
    const { credentials, roles } = (await made.json()) as {
      credentials: { apiKey: string; sharedKey: string };
      roles: Record<string, Role>;
    };
    const sign = signedRequests(url, credentials);
    const call = consumptionCall(roles.unlimitedConsumptionLicense as Role);
    writers.push(() => sign(call));
  }
  let turn = 0;
  return {
    url,
    nextRequest: () => (writers[turn++ % writers.length] as () => Buffer)(),
    checkSample: () => {},
    durationMs: 120_000,
    connections: connectionsEach,
  };
}

const found = new Map<string, number[]>();
const keyOf = (of: number, isShared: boolean) => `${of} ${isShared}`;
for (let round = 0; round < rounds; round += 1) {
  for (const of of [1, 2, 4]) {
    for (const isShared of [true, false]) {
      const key = keyOf(of, isShared);
      found.set(key, [...(found.get(key) ?? []), await measure(of, isShared)]);
    }
  }
}
const median = (of: number, isShared: boolean) => {
  const sorted = (found.get(keyOf(of, isShared)) ?? []).sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
};
const against = (of: number, isShared: boolean) => (median(of, isShared) / median(1, isShared)).toFixed(2);
console.table(
  [1, 2, 4].map((of) => ({
    servers: of,
    "one store, ms a write": median(of, true).toFixed(3),
    "against one server": against(of, true),
    "nothing shared, ms a write": median(of, false).toFixed(3),
    "against one server ": against(of, false),
  })),
);
