import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createControl } from "../src/control/control.ts";
import { openMock, openStore } from "../src/doors/node.ts";
import type { MockOptions } from "../src/mock/create-mock.ts";
import type { Space } from "../src/mock/space/space.ts";
import { StoreError } from "../src/mock/space/store.ts";
import { largeWorld } from "../src/mock/world/large-world.ts";
import { clientOf, fingerprint, inputOf } from "./calls.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder for a store, gone after the test. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-store-"));
  folders.push(folder);
  return join(folder, "store");
}

const openIn = async (folder: string, options: MockOptions = {}) => openMock(options, await openStore(folder));

describe("a mock whose spaces are in a store", () => {
  test("goes on where it was: world, clock, faults, tweaks, credentials", async () => {
    const folder = newFolder();
    const first = await openIn(folder);
    const space = first.space("checkout", { policy: { expiredCheck: "error" } });
    await clientOf(space).call(
      "add-consumption",
      inputOf(space, "add-consumption", "consumptionLicense", { consumptions: 2 }),
    );
    await space.during(() => {
      space.clock.freeze("2031-05-06T07:08:09Z");
      space.faults.add({ kind: "error", code: "license_not_found", endpoint: "check-license", times: 2 });
      space.tweaks.add({ endpoint: "versions", patch: { version: "9" } });
      space.world.users.remove(space.world.users.all()[0]?.id as number);
    });
    await clientOf(space)
      .call("check-license", inputOf(space, "check-license", "activeKeyLicense"))
      .catch(() => {});
    const before = { print: fingerprint(space), credentials: space.credentials, token: first.tokenOf("checkout") };
    await first.end();

    const second = await openIn(folder);
    expect(second.findSpace("checkout")).toBeUndefined();
    const again = await second.load("checkout");
    if (!again) throw new Error("the space is gone");
    expect(fingerprint(again)).toBe(before.print);
    expect({ credentials: again.credentials, token: second.tokenOf("checkout") }).toEqual({
      credentials: before.credentials,
      token: before.token,
    });
    expect(again.clock.now()).toBe(Date.parse("2031-05-06T07:08:09Z"));
    expect(again.policy.expiredCheck).toBe("error");
    expect(again.faults.list()).toMatchObject([{ id: 1, met: 1, applied: 1, spec: { kind: "error", times: 2 } }]);
    expect(again.tweaks.list()).toMatchObject([{ id: 1, applied: 0, patch: { version: "9" } }]);
    again.reset();
    expect(again.world.users.all()).toHaveLength(second.world.users.all().length);
    await second.end();
  });

  test("writes of how it was made what a space can differ in: no signing key, no secret, and no world at each call", async () => {
    const store = await openStore(newFolder());
    const written: string[] = [];
    const write: typeof store.write = (name, change) => {
      written.push(JSON.stringify(change));
      return store.write(name, change);
    };
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const world = largeWorld({ licenses: 50 });
    const options = { world, signingKey: { privateKey, publicKey }, spaceSecret: "s3cret-of-spaces", journal: 7 };
    const mock = await openMock(options, { ...store, write });
    await mock.fetch("https://x.test/api/v4/oauth_url");
    await mock.end();
    const texts = written.join("\n");
    expect(texts).toContain('"made":"{\\"journal\\":7}"');
    for (const hidden of ["PRIVATE KEY", "s3cret-of-spaces", String(world.licenses[0]?.licenseKey)])
      expect(texts).not.toContain(hidden);
  });

  test("named snapshots go on too, are restored, removed and replaced, and count against the limit", async () => {
    const folder = newFolder();
    const first = await openIn(folder);
    const space = first.space("checkout");
    const user = space.world.users.all()[0]?.id as number;
    const change = (what: () => unknown) => space.during(what);
    await change(() => space.world.snapshots.save("begun"));
    await change(() => space.world.users.remove(user));
    await change(() => space.world.snapshots.save("without"));
    await change(() => space.world.snapshots.save("gone"));
    const prints = { without: fingerprint(space), begun: "" };
    await change(() => space.world.snapshots.restore("begun"));
    prints.begun = fingerprint(space);
    await change(() => space.world.snapshots.remove("gone"));
    await first.end();

    const second = await openIn(folder);
    const again = (await second.load("checkout")) as Space;
    expect(again.world.snapshots.list().sort()).toEqual(["begun", "without"]);
    expect(fingerprint(again)).toBe(prints.begun);
    await again.during(() => again.world.snapshots.restore("without"));
    expect(fingerprint(again)).toBe(prints.without);
    await again.during(() => again.world.snapshots.save("begun"));
    await second.end();

    const third = await openIn(folder);
    const last = (await third.load("checkout")) as Space;
    await last.during(() => last.world.snapshots.restore("begun"));
    expect(fingerprint(last)).toBe(prints.without);
    expect(last.world.users.get(user)).toBeUndefined();
    await third.end();
  });

  test("finds a space by its key, though nobody named it", async () => {
    const folder = newFolder();
    const first = await openIn(folder);
    const { credentials } = await first.space("checkout").during(() => first.space("checkout"));
    await first.end();
    const second = await openIn(folder);
    const asked = clientOf({ ...second, credentials } as typeof second);
    await asked.call("check-license", inputOf(second, "check-license", "activeKeyLicense"));
    expect(second.findSpace("checkout")?.journal.entries()).toHaveLength(1);
    expect(second.journal.entries()).toHaveLength(0);
    await second.end();
  });

  test("its main space goes on too, and its start is the first one's", async () => {
    const folder = newFolder();
    const first = await openIn(folder);
    await clientOf(first).call("activate-license", inputOf(first, "activate-license", "unactivatedLicense"));
    const print = fingerprint(first);
    const start = first.world.licenses.all()[0]?.createdAt;
    await first.end();
    const second = await openIn(folder);
    expect(fingerprint(second)).toBe(print);
    second.reset();
    expect(second.world.licenses.all()[0]?.createdAt).toBe(start);
    await second.end();
    const third = await openIn(folder);
    expect(fingerprint(third)).not.toBe(print);
    await third.end();
  });

  test("keeps journals where it is told to, as far as they go back", async () => {
    const folder = newFolder();
    const ask = (mock: Space, times: number) =>
      Promise.all(Array.from({ length: times }, (_, at) => mock.fetch(`https://x.test/api/v4/versions?at=${at}`)));
    const openWith = async () => openMock({ journal: 5 }, await openStore(folder), { storesJournal: true });
    const first = await openWith();
    await ask(first.space("one"), 8);
    const entries = JSON.parse(JSON.stringify(first.space("one").journal.entries()));
    expect(entries).toHaveLength(5);
    await first.end();
    const second = await openWith();
    const space = (await second.load("one")) as Space;
    expect(JSON.parse(JSON.stringify(space.journal.entries()))).toEqual(entries);
    await ask(space, 2);
    expect(space.journal.entries().map(({ id }) => id)).toEqual([6, 7, 8, 9, 10]);
    await space.during(() => space.journal.clear());
    await second.end();
    const third = await openWith();
    expect((await third.load("one"))?.journal.entries()).toEqual([]);
    await third.end();
  });

  test("lists and forgets spaces that it has not loaded", async () => {
    const folder = newFolder();
    const first = await openIn(folder);
    for (const name of ["b", "a"]) await first.space(name).during(() => {});
    await first.end();
    const second = await openIn(folder);
    const control = createControl(second);
    const ask = async (method: string, path: string) => {
      const headers = { host: "localhost", "content-type": "application/json" };
      const answer = await control.request(
        `http://localhost/__mock${path}`,
        { method, headers },
        { peer: "127.0.0.1" },
      );
      return answer.json();
    };
    expect(await ask("GET", "/spaces")).toEqual(["default", "a", "b"]);
    expect(await ask("DELETE", "/spaces/a")).toEqual({ status: "dropped" });
    expect(await ask("GET", "/spaces")).toEqual(["default", "b"]);
    expect(await ask("GET", "/spaces/b")).toMatchObject({ name: "b" });
    expect(await ask("GET", "/spaces/a")).toMatchObject({ error: expect.stringContaining("there is no space") });
    await second.end();
  });

  test.each([
    [
      "world",
      {
        world: { companies: [], apiKeys: [], products: [], licenses: [] } as unknown as NonNullable<
          MockOptions["world"]
        >,
      },
    ],
    ["secret", { spaceSecret: "another" }],
    ["credentials", { credentials: "own" as const }],
  ])("refuses to go on with another %s", async (name, options) => {
    const folder = newFolder();
    await (await openIn(folder, { spaceSecret: "s3cret", credentials: "world" })).end();
    const store = await openStore(folder);
    await expect(openMock(options as MockOptions, store)).rejects.toThrow(new RegExp(`^store: found .*${name}`));
    await store.close();
  });

  test("a call whose change the store does not take is refused, and the world is as the store has it", async () => {
    const store = await openStore(newFolder());
    let isFull = false;
    const write: typeof store.write = (space, change) =>
      isFull ? Promise.reject(new StoreError("x", "is full")) : store.write(space, change);
    const mock = await openMock({}, { ...store, write });
    const before = fingerprint(mock);
    isFull = true;
    const call = () => clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "unactivatedLicense"));
    await expect(call()).rejects.toMatchObject({ status: 503, code: "internal_error" });
    isFull = false;
    await clientOf(mock).call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
    expect(fingerprint(mock)).toBe(before);
    await call();
    await mock.end();
  });
});
