import fc from "fast-check";
import { expect, test } from "vitest";
import { createMock } from "../src/mock/create-mock.ts";
import { createWorld, type World } from "../src/mock/world/world.ts";

const accessToken = (id: number, clientId: number) => ({ id, clientId, token: `token-${id}`, expiresAt: 0 });

/** What a world says of its access tokens by every way to ask. */
function told(world: World) {
  const rows = [...world.accessTokens.all()].sort((a, b) => a.id - b.id);
  return {
    rows,
    byClient: [0, 1, 2].map((client) => world.accessTokens.byClient(client)),
    byToken: rows.map(({ token }) => world.accessTokens.byToken(token)),
  };
}

/** What it would have to say, from its rows alone. */
function expected(world: World) {
  const rows = [...world.accessTokens.all()].sort((a, b) => a.id - b.id);
  const byClient = [0, 1, 2].map((client) => rows.filter(({ clientId }) => clientId === client));
  return { rows, byClient, byToken: rows };
}

const step = fc.record({
  act: fc.constantFrom("add", "move", "remove", "fail", "fork", "snapshot", "restore"),
  world: fc.nat(3),
  row: fc.nat(20),
  client: fc.nat(2),
});

function change(world: World, { act, row, client }: { act: string; row: number; client: number }): void {
  const rows = [...world.accessTokens.all()];
  const one = rows[row % Math.max(rows.length, 1)];
  if (act === "add" || !one) world.accessTokens.add(accessToken(world.nextId(), client));
  else if (act === "move") world.accessTokens.update(one, { clientId: client });
  else world.accessTokens.remove(one);
}

test("whatever is changed, forked, taken back and restored, no world feels another and lookups fit the rows", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const worlds = [createWorld()];
      const kept: { world: World; snapshot: ReturnType<World["snapshot"]>; said: object }[] = [];
      for (const next of steps) {
        const world = worlds[next.world % worlds.length] as World;
        const others = worlds.filter((other) => other !== world).map((other) => [other, told(other)] as const);
        const before = told(world);
        if (next.act === "fork") worlds.push(world.fork());
        else if (next.act === "snapshot") kept.push({ world, snapshot: world.snapshot(), said: told(world) });
        else if (next.act === "restore") {
          const past = kept[next.row % Math.max(kept.length, 1)];
          past?.world.restore(past.snapshot);
          if (past) expect(told(past.world)).toEqual(past.said);
          continue;
        } else if (next.act === "fail") {
          const failing = () =>
            world.transact(() => {
              for (const act of ["add", "move", "remove", "add"]) change(world, { ...next, act });
              worlds.push(world.fork());
              change(world, { ...next, act: "remove" });
              throw new Error("no");
            });
          expect(failing).toThrow("no");
          worlds.pop();
          expect(told(world)).toEqual(before);
        } else world.transact(() => change(world, next));
        for (const one of worlds) expect(told(one)).toEqual(expected(one));
        for (const [other, said] of others) expect(told(other)).toEqual(said);
      }
    }),
    { numRuns: 200 },
  );
});

test("a restore inside a change is refused", () => {
  const world = createWorld();
  const snapshot = world.snapshot();
  expect(() => world.transact(() => world.restore(snapshot))).toThrow("found a change under way");
});

test("forking the default world takes less than a millisecond", () => {
  const mock = createMock();
  const times = Array.from({ length: 50 }, () => {
    const startedAt = performance.now();
    mock.tables.fork();
    return performance.now() - startedAt;
  });
  expect(Math.min(...times)).toBeLessThan(1);
});

test("a snapshot copies nothing, and the first change only the maps that it touches", () => {
  const world = createWorld();
  const token = world.accessTokens.add(accessToken(world.nextId(), 1));
  const before = world.snapshot();
  expect(world.snapshot().tables.accessTokens).toBe(before.tables.accessTokens);
  world.accessTokens.update(token, { expiresAt: 1 });
  const after = world.snapshot();
  expect(after.tables.accessTokens).not.toBe(before.tables.accessTokens);
  expect(after.lookups.accessTokens?.byToken).toBe(before.lookups.accessTokens?.byToken);
  expect(after.tables.licenses).toBe(before.tables.licenses);
});

test("a key leaves out who has nothing in it, unless that is a part of it", () => {
  const { licenses, seats, licenseUsers } = createMock().tables;
  const ofUser = [...licenses.all()].find(({ licenseKey }) => licenseKey === null);
  expect(licenses.byKey(ofUser?.productId ?? 0, "")).toBeUndefined();
  expect(licenseUsers.byLicense(ofUser?.id ?? 0)).toHaveLength(1);
  const pools = [...seats.all()].map(({ licenseId, featureId }) => seats.byPool(licenseId, featureId));
  expect([...seats.all()].map(({ featureId }) => featureId)).toContain(null);
  expect(pools.flat()).toEqual(expect.arrayContaining([...seats.all()]));
});

test("parts of a key are no others put together", () => {
  const { trials } = createWorld();
  const trial = { productId: 1, licenseId: 3 };
  const first = trials.add({ ...trial, id: 4, hardwareId: 'a","b', email: "" });
  const second = trials.add({ ...trial, id: 5, hardwareId: "a", email: 'b",""' });
  expect(trials.byDevice(1, 'a","b', "")).toBe(first);
  expect(trials.byDevice(1, "a", 'b",""')).toBe(second);
  // @ts-expect-error: the parts are checked
  expect(trials.byDevice("1", 'a","b')).toBeUndefined();
});
