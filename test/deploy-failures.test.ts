import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ControlSpace } from "../src/generated/types.ts";
import { type ServerProcess, startServer } from "./command.ts";
import { type Balancer, balancers, withoutPrograms } from "./deploy/balancers.ts";
import { type Counted, type Counter, counterOf, underLoad } from "./deploy/load.ts";
import { composeFlags, kubernetesFlags } from "./deploy/manifests.ts";
import {
  controlToken,
  makeSpace,
  nameOfEach,
  type Shards,
  shardHeader,
  startShard,
  startShards,
} from "./deploy/shards.ts";
import { verdictsOf } from "./deploy/verdicts.ts";
import { type RedisServer, startRedis } from "./stores/redis-server.ts";

// Four servers that share a store lose nothing that they acknowledged, whatever becomes of one of them.

/** Nothing acknowledged is lost, and no call counts twice: of those that failed, each may have taken its unit or not. */
function expectExact(counted: readonly Counted[]): void {
  for (const { space, acknowledged, failed, taken } of counted) {
    const open = Object.values(failed).reduce((sum, times) => sum + times, 0);
    expect([space, taken >= acknowledged, taken <= acknowledged + open]).toEqual([space, true, true]);
  }
}

describe.skipIf(withoutPrograms("nginx", "haproxy", "redis-server")).each(["nginx", "haproxy"] as const)(
  "%s before four servers with a store",
  (name) => {
    let redis: RedisServer;
    let store: string;
    let shards: Shards;
    let balancer: Balancer;
    const servers: ServerProcess[] = [];

    beforeAll(async () => {
      redis = await startRedis("--appendonly", "yes", "--appendfsync", "always");
      store = redis.url();
      shards = await startShards("--store", store);
      servers.push(...shards.servers);
      balancer = await balancers[name](shards.addresses);
    }, 120_000);
    afterAll(async () => {
      await balancer?.end();
      await Promise.all(servers.map((server) => server.end("SIGKILL").catch(() => {})));
      await redis?.end();
    });

    const open = (stem: string): Promise<ControlSpace[]> =>
      Promise.all(
        [...nameOfEach(`${stem}-a`), ...nameOfEach(`${stem}-b`)].map((each) =>
          makeSpace(balancer.url, each, shardHeader(each)),
        ),
      );

    /** Waits until the balancer knows which servers are there: what it sends elsewhere till then is told that it is wrong. */
    const known = () =>
      vi.waitFor(
        async () => {
          for (const each of nameOfEach("known")) {
            const headers = { authorization: `Bearer ${controlToken}`, ...shardHeader(each) };
            const { status } = await fetch(`${balancer.url}/__mock/clock?space=${each}`, { headers });
            expect(status).not.toBe(421);
          }
        },
        { timeout: 20_000, interval: 100 },
      );

    /** Starts a server anew where it was, and waits until it takes calls. */
    const startAgain = async (at: number, ...flags: readonly string[]) => {
      const { port } = new URL((servers[at] as ServerProcess).url);
      servers[at] = await startShard(at + 1, port, "--store", store, ...flags);
    };

    test("a server that is killed under load takes nothing along, and its spaces go on elsewhere", async () => {
      const counted = await underLoad(await open("killed"), balancer.url, async ({ until }) => {
        await until(20);
        await servers[1]?.end("SIGKILL");
        await until(20);
        await startAgain(1);
        await until(20);
      });
      expectExact(counted);
    }, 240_000);

    test("servers that are restarted one after the other under load lose nothing, and end well", async () => {
      const counted = await underLoad(await open("rolled"), balancer.url, async ({ until }) => {
        await until(10);
        for (const at of servers.keys()) {
          expect(await servers[at]?.end("SIGTERM")).toBe(0);
          await until(5);
          await startAgain(at);
          await until(5);
        }
      });
      expectExact(counted);
    }, 240_000);

    const asksForHealth = name === "haproxy";
    test.runIf(asksForHealth)(
      "servers that drain before they end are left and come back without one call that fails",
      async () => {
        for (const at of servers.keys()) {
          await servers[at]?.end("SIGTERM");
          await startAgain(at, "--drain", "3s");
        }
        await known();
        const spaces = await open("drained");
        const counted = await underLoad(spaces, balancer.url, async ({ until }) => {
          await until(10);
          for (const at of servers.keys()) {
            const ended = servers[at]?.end("SIGTERM");
            await until(5);
            expect(await ended).toBe(0);
            await until(5);
            await startAgain(at, "--drain", "3s");
            await until(5);
          }
        });
        expectExact(counted);
        expect(counted.map(({ failed }) => failed)).toEqual(counted.map(() => ({})));
      },
      240_000,
    );

    test("the contract says of it what it says of one server", async () => {
      const alone = await startServer("--require-space", "--quiet", "--control-token", controlToken);
      const expected = await verdictsOf(await makeSpace(alone.url, "contract"), alone.url);
      await alone.end();
      const space = await makeSpace(balancer.url, "contract", shardHeader("contract"));
      expect(await verdictsOf(space, balancer.url)).toEqual(expected);
    }, 120_000);
  },
);

describe.skipIf(withoutPrograms("redis-server"))("two servers that both take a space for theirs", () => {
  test("write nothing twice and lose nothing: who slept finds what the other left, or is refused", async () => {
    const redis = await startRedis("--appendonly", "yes", "--appendfsync", "always");
    const shards = await startShards("--store", redis.url());
    const [, sleeper, other] = shards.servers as [ServerProcess, ServerProcess, ServerProcess];
    const space = await makeSpace(sleeper.url, nameOfEach("fenced")[1] as string);
    const [mine, theirs] = [counterOf(space, sleeper.url), counterOf(space, other.url)];
    const before = await mine.total();
    await expect(theirs.take()).rejects.toThrow();
    let acknowledged = 0;
    const take = async (counter: Counter) => {
      const isTaken = await counter.take().then(
        () => true,
        () => false,
      );
      if (isTaken) acknowledged += 1;
    };
    await take(mine);
    sleeper.child.kill("SIGSTOP");
    const asleep = [take(mine), take(mine)];
    while (acknowledged < 5) await take(theirs);
    sleeper.child.kill("SIGCONT");
    const both = Array.from({ length: 20 }, () => [take(mine), take(theirs)]).flat();
    await Promise.all([...asleep, ...both]);
    expect(await mine.total()).toBe(before + acknowledged);
    expect(acknowledged).toBeGreaterThan(20);
    await shards.end();
    await redis.end();
  }, 120_000);
});

test.skipIf(withoutPrograms("redis-server"))(
  "the flags of Compose and Kubernetes are those of four servers with a store",
  async () => {
    const redis = await startRedis();
    const store = redis.url();
    for (const flags of [...composeFlags(), ...kubernetesFlags()]) {
      const here = flags.map((flag) => flag.replace(/^redis:.*$/, store).replace("0.0.0.0", "127.0.0.1"));
      const server = await startServer(...here);
      expect(await (await fetch(`${server.url}/__mock/health`)).json()).toMatchObject({
        status: "ok",
        shard: flags[flags.indexOf("--shard") + 1],
      });
      expect(await server.end()).toBe(0);
    }
    await redis.end();
  },
);
