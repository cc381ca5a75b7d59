import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { createSeededRandom } from "../src/api/seeded-random.ts";
import { wait } from "../src/api/wait.ts";
import { connectMock } from "../src/control/client/index.ts";
import type { ControlSpace, WorldRole } from "../src/generated/types.ts";
import { type ServerProcess, startServer } from "./command.ts";
import { type RedisServer, startRedis } from "./stores/redis-server.ts";
import { lacking } from "./tools.ts";

const seed = 20261129;
const times = Number(process.env.LICENSE_API_KIT_KILLS ?? 8);
const folder = mkdtempSync(join(tmpdir(), "license-api-kit-killed-"));
const noRedis = lacking("redis-server");
let redis: RedisServer | undefined;

beforeAll(async () => {
  if (noRedis === "") redis = await startRedis();
});
afterAll(async () => {
  await redis?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** What a space was told, and what it must remember. */
interface Counted {
  readonly space: ControlSpace;
  /** Units whose call was answered with 200. */
  acknowledged: number;
  /** Units whose call had no answer when the server was killed: each may be stored, once. */
  open: number;
}

async function addUnit(url: string, counted: Counted): Promise<void> {
  const { about: _about, facts: _facts, ...license } = counted.space.roles.unlimitedConsumptionLicense as WorldRole;
  counted.open += 1;
  const answer = await fetch(`${url}/api/v4/add_consumption`, {
    method: "POST",
    headers: { ...authorize(counted.space.credentials), "content-type": "application/json" },
    body: JSON.stringify({ ...license, consumptions: 1 }),
  });
  expect(answer.status).toBe(200);
  await answer.text();
  counted.open -= 1;
  counted.acknowledged += 1;
}

/** Goes on adding units, and making spaces, until the server is gone. */
async function load(url: string, kept: Counted[], name: () => string, isOver: () => boolean): Promise<void> {
  const one = kept[Math.floor(kept.length / 2)] as Counted;
  const adding = Array.from({ length: 6 }, async (_, at) => {
    while (!isOver()) await addUnit(url, at < 3 ? one : (kept.at(-1) as Counted));
  });
  const making = (async () => {
    while (!isOver()) {
      const answer = await fetch(`${url}/__mock/spaces/${name()}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
      });
      expect(answer.status).toBe(200);
      kept.push({ space: (await answer.json()) as ControlSpace, acknowledged: 0, open: 0 });
    }
  })();
  await Promise.allSettled([...adding, making]);
}

async function unitsOf(url: string, name: string): Promise<number> {
  const space = await connectMock(url).space(name);
  const license = await space.world.licenses.find({ licenseKey: "CONS-FREE-KEYS-0001" });
  return license?.consumption?.total ?? 0;
}

test.each([
  { store: "a folder", place: () => join(folder, "store") },
  {
    store: `Redis${noRedis}`,
    place: () => (noRedis === "" ? `${redis?.url().replace(/test-\d+$/, "killed")}` : undefined),
  },
])("a server with a store in $store, killed again and again under load,", { timeout: 300_000 }, async ({ place }) => {
  const where = place();
  if (where === undefined) return;
  const random = createSeededRandom(seed);
  const kept: Counted[] = [];
  const before = new Map<string, number>();
  let made = 0;
  for (let round = 0; round < times; round += 1) {
    const server: ServerProcess = await startServer("--quiet", "--store", where);
    const { url, child } = server;
    for (const { space, acknowledged, open } of kept.slice(-6)) {
      const found = (await (await fetch(`${url}/__mock/spaces/${space.name}`)).json()) as ControlSpace;
      expect({ credentials: found.credentials, token: found.token }).toEqual({
        credentials: space.credentials,
        token: space.token,
      });
      const units = (await unitsOf(url, space.name)) - (before.get(space.name) ?? 0);
      expect(units, `units of ${space.name} after kill ${round}`).toBeGreaterThanOrEqual(acknowledged);
      expect(units, `units of ${space.name} after kill ${round}`).toBeLessThanOrEqual(acknowledged + open);
    }
    if (kept.length === 0) {
      const answer = await fetch(`${url}/__mock/spaces/first`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
      });
      kept.push({ space: (await answer.json()) as ControlSpace, acknowledged: 0, open: 0 });
      before.set("first", await unitsOf(url, "first"));
    }
    const start = before.get("first") as number;
    for (const { space } of kept) before.set(space.name, start);
    let isOver = false;
    const loading = load(
      url,
      kept,
      () => `space-${round}-${made++}`,
      () => isOver,
    );
    await wait(50 + Math.floor(random() * 250));
    child.kill("SIGKILL");
    isOver = true;
    await loading;
    for (const { space } of kept) before.set(space.name, start);
  }
  expect(kept.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(times * 5);
  expect(kept.length).toBeGreaterThan(times);
});
