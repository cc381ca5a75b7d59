import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { shardPrefix } from "../src/api/shard.ts";
import { connectMock } from "../src/control/client/index.ts";
import type { ControlSpace } from "../src/generated/types.ts";
import { startServer } from "./command.ts";
import { type Balancer, balancers, startNginxWith, withoutPrograms } from "./deploy/balancers.ts";
import { freeAddress } from "./deploy/program.ts";
import {
  clientIn,
  controlToken,
  makeSpace,
  nameOfEach,
  numberOf,
  type Shards,
  shardHeader,
  spacesOf,
  startShards,
} from "./deploy/shards.ts";
import { showing, showingInBody, showingName } from "./deploy/showing.ts";
import { verdictsOf } from "./deploy/verdicts.ts";

// The shipped configurations, with other addresses, in the real balancers before real servers.

const control = { authorization: `Bearer ${controlToken}`, "content-type": "application/json" };
const check = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" };

/** Does something for each, so many at a time. */
async function forEach<T>(all: readonly T[], atATime: number, act: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const work = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await act(one);
  };
  await Promise.all(Array.from({ length: atATime }, work));
}

describe.skipIf(withoutPrograms("nginx"))("nginx", () => {
  test("hashes names as the servers do: 200 of them begin with the digit of the sixteenth that they fall into", async () => {
    const address = await freeAddress();
    const parts = [..."0123456789abcde"].map((digit) => `6.25% ${digit};`).join(" ");
    const split = `split_clients $arg_name $digit { ${parts} * f; }`;
    const server = `server { listen ${address}; return 200 $digit; }`;
    const nginx = await startNginxWith(`pid pid; events {} http { access_log off; ${split} ${server} }`, address);
    const names = Array.from({ length: 200 }, (_none, at) => randomUUID().slice(0, 1 + (at % 36)));
    for (const name of names) {
      const digit = await (await fetch(`${nginx.url}/?name=${name}`)).text();
      expect([name, digit]).toEqual([name, shardPrefix(name)[0]]);
    }
    await nginx.end();
  });
});

describe.each(["nginx", "haproxy"] as const)("%s before four servers", (name) => {
  describe.skipIf(withoutPrograms(name))("which are all there", () => {
    let shards: Shards;
    let balancer: Balancer;
    let spaces: ControlSpace[];
    /** HAProxy has to be told the prefix, as clients of the project do; nginx finds it out. */
    const shardOfName = (space: string): Record<string, string> => (name === "nginx" ? {} : shardHeader(space));
    const open = (space: string) => makeSpace(balancer.url, space, shardOfName(space));

    beforeAll(async () => {
      shards = await startShards("--auth", "auto"); // takes offline requests that no header authorizes
      balancer = await balancers[name](shards.addresses);
      spaces = await Promise.all(nameOfEach("showing").map(open));
    }, 120_000);
    afterAll(async () => {
      await balancer?.end();
      await shards?.end();
    });

    const call = (space: ControlSpace, show: Show, more: Record<string, string> = {}) => {
      const { path, ...init } = show(space);
      const headers = { ...(init.headers as Record<string, string>), ...more };
      return fetch(balancer.url + path, { ...init, headers });
    };

    test("1,000 spaces are made and called by their keys, each on the server of its prefix, on all four", async () => {
      const names = Array.from({ length: 1_000 }, (_none, at) => `team-${at}`);
      await forEach(names, 8, async (each) => {
        const space = await open(each);
        expect(space.credentials.apiKey.slice(0, 2)).toBe(shardPrefix(each));
        expect(await clientIn(balancer.url, space).call("check-license", check)).toMatchObject({ is_expired: false });
      });
      for (const [at, { url }] of shards.servers.entries()) {
        const here = (await spacesOf(url)).filter((each) => each.startsWith("team-"));
        expect(here.sort()).toEqual(names.filter((each) => numberOf(each) === at + 1).sort());
        expect(here.length).toBeGreaterThan(150);
      }
    }, 240_000);

    test.each(Object.entries({ ...showing, ...showingInBody }))(
      "a call reaches its space by %s",
      async (_what, show) => {
        for (const space of spaces) expect(await answerOf(call(space, show))).toMatchObject({ status: 200 });
      },
    );

    test.each(Object.entries(showingName))(
      "a call reaches its space by %s, at once or told where",
      async (_what, show) => {
        for (const space of spaces) {
          const first = await call(space, show);
          const prefix = first.headers.get("x-mock-shard");
          if (name === "nginx" || prefix === null) expect(await answerOf(first)).toMatchObject({ status: 200 });
          else {
            expect([first.status, prefix]).toEqual([421, shardPrefix(space.name)]);
            expect(await answerOf(call(space, show, { "x-mock-shard": prefix }))).toMatchObject({ status: 200 });
          }
        }
      },
    );

    test("a call that says the wrong server is sent on by nginx, and told where to go by HAProxy", async () => {
      for (const space of spaces) {
        const wrong = { "x-mock-shard": shardPrefix(space.name) < "80" ? "ff" : "00" };
        const answer = await call(space, showing["its API key"] as Show, wrong);
        expect(answer.status).toBe(name === "nginx" ? 200 : 421);
        if (name === "haproxy") expect(answer.headers.get("x-mock-shard")).toBe(shardPrefix(space.name));
      }
    });

    test("the contract says of it what it says of one server", async () => {
      const alone = await startServer("--auth", "auto", "--require-space", "--quiet", "--control-token", controlToken);
      const expected = await verdictsOf(await makeSpace(alone.url, "contract"), alone.url);
      await alone.end();
      expect(await verdictsOf(await open("contract"), balancer.url)).toEqual(expected);
      expect(Object.keys(expected).length).toBeGreaterThan(100);
    }, 120_000);

    test("a client of the project makes spaces, with a name and without, calls them and finds them all", async () => {
      const mock = connectMock(balancer.url, { token: controlToken });
      const made = await Promise.all([mock.space("named"), ...Array.from({ length: 8 }, () => mock.space())]);
      for (const { name, clock, credentials } of made) {
        expect(credentials.apiKey.slice(0, 2)).toBe(shardPrefix(name));
        expect(await clock.now()).toBeGreaterThan(0);
      }
      expect(new Set(made.map(({ name }) => numberOf(name))).size).toBeGreaterThan(1);
      expect(await mock.spaces()).toEqual(expect.arrayContaining(made.map(({ name }) => name)));
    });

    test("a body of more than 1 MiB is refused in the API's words", async () => {
      const [{ credentials }] = spaces as [ControlSpace];
      const headers = { ...authorize(credentials as never), "content-type": "application/json" };
      const body = JSON.stringify({ product: "x".repeat(1_200_000) });
      const sent = fetch(`${balancer.url}/api/v4/add_consumption`, { method: "POST", headers, body });
      expect(await answerOf(sent)).toMatchObject({ status: 413, text: expect.stringContaining("validation_error") });
    });

    test("a space is told the address under which it was made", () => {
      expect(spaces.map(({ url }) => url)).toEqual(spaces.map(() => balancer.url));
    });

    test("a world of more than 1 MiB is imported whole", async () => {
      const [space] = spaces as [ControlSpace];
      const headers = { ...control, "x-mock-space": space.name, ...shardOfName(space.name) };
      const world = await (await fetch(`${balancer.url}/__mock/world`, { headers })).json();
      const body = JSON.stringify(world) + " ".repeat(3_000_000);
      const sent = fetch(`${balancer.url}/__mock/world`, { method: "PUT", headers, body });
      expect(await answerOf(sent)).toMatchObject({ status: 200 });
    });

    test("a fault comes through: an answer of its own, and a connection that breaks, which is not tried again", async () => {
      const [space] = spaces as [ControlSpace];
      const headers = {
        ...control,
        authorization: `Bearer ${space.token}`,
        "x-mock-space": space.name,
        ...shardOfName(space.name),
      };
      const show = showing["its API key"] as Show;
      const add = (fault: object) =>
        fetch(`${balancer.url}/__mock/faults`, {
          method: "POST",
          headers,
          body: JSON.stringify({ ...fault, times: 1 }),
        });
      await add({ kind: "bad-gateway" });
      expect(await answerOf(call(space, show))).toMatchObject({
        status: 502,
        text: expect.stringContaining("bad_gateway"),
      });
      await add({ kind: "reset-before-answer" });
      const broken = answerOf(call(space, show));
      if (name === "nginx") await expect(broken).rejects.toThrow("fetch failed");
      else expect(await broken).toMatchObject({ status: 502 });
      expect(await answerOf(call(space, show))).toMatchObject({ status: 200 });
    });
  });

  test.skipIf(withoutPrograms(name))(
    "a server that is gone without a store takes its spaces along, which each call says, and no others",
    async () => {
      const shards = await startShards();
      const balancer = await balancers[name](shards.addresses);
      const made = nameOfEach("gone").map((each) => makeSpace(balancer.url, each, shardHeader(each)));
      const spaces = await Promise.all(made);
      await shards.servers[1]?.end("SIGKILL");
      for (const space of spaces) {
        const isGone = numberOf(space.name) === 2;
        const { path, ...init } = (showing["its API key"] as Show)(space);
        for (let times = 0; times < 5; times++) {
          const answer = await fetch(balancer.url + path, init);
          expect([space.name, answer.status]).toEqual([space.name, isGone ? 421 : 200]);
          if (isGone) expect(answer.headers.get("x-mock-shard")).toBe(shardPrefix(space.name));
        }
      }
      await balancer.end();
      await shards.end();
    },
  );
});

type Show = (typeof showing)[string];

async function answerOf(call: Response | Promise<Response>): Promise<{ status: number; text: string }> {
  const response = await call;
  return { status: response.status, text: await response.text() };
}
