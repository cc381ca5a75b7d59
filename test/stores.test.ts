import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { ClassicLevel } from "classic-level";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { InputError } from "../src/api/input-error.ts";
import { LostSpace, type Store } from "../src/mock/space/store.ts";
import { keys, sealed } from "../src/stores/level-entries.ts";
import { createWriter } from "../src/stores/level-writer.ts";
import { openStore } from "../src/stores/open-store.ts";
import { loadPeer } from "../src/stores/peer.ts";
import { readRedisAddress } from "../src/stores/redis-address.ts";
import { connectRedis } from "../src/stores/redis-connection.ts";
import { createWriteQueue } from "../src/stores/redis-queue.ts";
import { run } from "./command.ts";
import { root } from "./markdown-page.ts";
import {
  append,
  contentOf,
  contentsOf,
  cut,
  cutManifest,
  fileIn,
  flip,
  spoil,
  textOf,
  writtenFolder,
} from "./stores/damaged-folder.ts";
import { type RedisServer, startRedis } from "./stores/redis-server.ts";
import { lacking } from "./tools.ts";

const temporary = mkdtempSync(join(tmpdir(), "license-api-kit-stores-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const noRedis = lacking("redis-server");
let redis: RedisServer;
beforeAll(async () => {
  if (!noRedis) redis = await startRedis();
});
afterAll(() => redis?.end());

const kinds: { kind: string; skip: string; where: () => string; sharedBy: number; reformat: typeof reformatFolder }[] =
  [
    { kind: "a folder", skip: "", where: newFolder, sharedBy: 1, reformat: reformatFolder },
    { kind: "Redis", skip: noRedis, where: () => redis.url(), sharedBy: 2, reformat: reformatRedis },
  ];

describe.each(kinds)("a store in $kind$skip", ({ skip, where, sharedBy, reformat }) => {
  const check = test.skipIf(skip);

  check("settles each fact once among servers that begin at once", async () => {
    const place = where();
    const first = await open(place);
    const second = sharedBy > 1 ? await open(place) : first;
    const both = await Promise.all([
      first.settle({ secret: "a", world: "w" }),
      second.settle({ secret: "b", other: "o" }),
    ]);
    const facts = await first.facts();
    expect(facts).toEqual({ format: "1", secret: expect.stringMatching(/^[ab]$/), world: "w", other: "o" });
    expect(both.map(({ secret }) => secret)).toEqual([facts.secret, facts.secret]);
    expect(await second.settle({ secret: "c" })).toEqual(facts);
  });

  check("gives back what was written, whatever the texts are", async () => {
    const place = where();
    const store = await open(place);
    expect(await store.take("a")).toBeUndefined();
    const texts = {
      ...Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`key ${at}`, `${at}`])),
      large: "x".repeat(2 ** 20),
      "ключ:鍵;🔑\n": "\u0000 ünï 🎉 \u{10ffff}",
      "": "",
      constructor: "c",
      ["__proto__"]: "p",
    };
    await store.write("a", { texts });
    await store.take("a:b;c/ü");
    await store.write("a:b;c/ü", { texts: { other: "1" } });
    await store.write("a", { texts: { "key 7": null, "key 8": "eight" } });
    const expected = new Map(Object.entries({ ...texts, "key 8": "eight" }));
    expected.delete("key 7");
    const again = await reopen(store, place);
    expect(sorted(await again.take("a"))).toEqual(sorted(expected));
    expect(await again.take("a:b;c/ü")).toEqual(new Map([["other", "1"]]));
    expect(await again.names()).toEqual(["a", "a:b;c/ü"]);
  });

  check("writes in the order of the calls, though nobody waits for one", async () => {
    const store = await taken(where(), "a");
    await Promise.all(
      Array.from({ length: 1_000 }, (_, at) =>
        store.write("a", { texts: { latest: `${at}`, [`own-${at}`]: "", [`own-${at - 1}`]: null } }),
      ),
    );
    expect(await store.take("a")).toEqual(
      new Map([
        ["latest", "999"],
        ["own-999", ""],
      ]),
    );
  });

  check("gives a space to the server that has it already, in the midst of its writes", async () => {
    const place = where();
    const store = await taken(place, "a");
    const writes = (from: number) => [0, 1, 2].map((at) => store.write("a", { texts: { [`${from + at}`]: "" } }));
    await Promise.all([...writes(0), store.take("a"), ...writes(3), store.take("a"), ...writes(6)]);
    const again = await reopen(store, place);
    expect([...((await again.take("a"))?.keys() ?? [])].sort()).toEqual([..."012345678"]);
  });

  check("lets all go where a change begins afresh, in its place among the others", async () => {
    const store = await taken(where(), "a", "b");
    const written = [
      store.write("b", { texts: { stays: "1" }, credentials: { other: true } }),
      store.write("a", { texts: { before: "1", both: "1" }, credentials: { old: true, kept: true } }),
      store.write("a", { texts: { between: "1" } }),
      store.write("a", { texts: { both: "2" }, credentials: { kept: true, fresh: true }, afresh: true }),
      store.write("a", { texts: { after: "1" } }),
    ];
    await Promise.all(written);
    expect(await store.take("a")).toEqual(
      new Map([
        ["both", "2"],
        ["after", "1"],
      ]),
    );
    const found = await Promise.all(["old", "kept", "fresh", "other"].map((one) => store.spaceOf(one)));
    expect(found).toEqual([undefined, "a", "a", "b"]);
    await store.write("a", { texts: {}, afresh: true });
    expect(await store.take("a")).toEqual(new Map());
  });

  check("finds a space by its credentials, until it has them no more", async () => {
    const store = await taken(where(), "a", "b");
    await store.write("a", { texts: {}, credentials: { one: true, two: true } });
    await store.write("b", { texts: {}, credentials: { two: true } });
    expect(await store.spaceOf("two"), "who came later does not take it away").toBe("a");
    await store.write("b", { texts: {}, credentials: { two: false } });
    expect(await store.spaceOf("two")).toBe("a");
    await store.write("a", { texts: {}, credentials: { one: false, two: false } });
    expect([await store.spaceOf("one"), await store.spaceOf("two")]).toEqual([undefined, undefined]);
    await store.write("b", { texts: {}, credentials: { two: true } });
    expect(await store.spaceOf("two")).toBe("b");
    expect(await store.spaceOf("none")).toBeUndefined();
  });

  check("names its spaces in order, and drops one with its credentials", async () => {
    const store = await taken(where(), "c", "a", "b");
    for (const space of ["c", "a", "b"]) {
      await store.write(space, { texts: { text: space }, credentials: { [`key-${space}`]: true } });
    }
    expect(await store.names()).toEqual(["a", "b", "c"]);
    expect([await store.drop("b"), await store.drop("b"), await store.drop("none")]).toEqual([true, false, false]);
    expect(await store.names()).toEqual(["a", "c"]);
    expect(await store.spaceOf("key-b")).toBeUndefined();
    await expect(store.write("b", { texts: { late: "1" } })).rejects.toThrow(LostSpace);
    expect(await store.take("b")).toBeUndefined();
  });

  check("writes to no space that it let go or never took", async () => {
    const store = await taken(where(), "a");
    const last = store.write("a", { texts: { last: "1" } });
    await store.release(["a", "never"]);
    await last;
    expect(await store.isMine("a")).toBe(false);
    await expect(store.write("a", { texts: { late: "1" } })).rejects.toThrow(LostSpace);
    await expect(store.write("never", { texts: { late: "1" } })).rejects.toThrow(LostSpace);
    expect(await store.take("a")).toEqual(new Map([["last", "1"]]));
    expect([await store.isMine("a"), await store.take("never")]).toEqual([true, undefined]);
  });

  check("knows which servers said lately that they are there", async () => {
    const store = await open(where());
    await store.beat("one", 60_000);
    await store.beat("two", 1);
    await expect.poll(() => store.isThere("two")).toBe(false);
    expect([await store.isThere("one"), await store.isThere("three")]).toEqual([true, false]);
  });

  check("ends when all is written, and does nothing from then on", async () => {
    const place = where();
    const store = await taken(place, "a");
    const written = store.write("a", { texts: { last: "1" } });
    await Promise.all([store.close(), store.close()]);
    await written;
    await expect(store.take("a")).rejects.toThrow("is closed");
    expect(await (await open(place)).take("a")).toEqual(new Map([["last", "1"]]));
  });

  check("of a newer format is refused, and stays as it is", async () => {
    const place = where();
    await reformat(place, "2");
    await expect(openStore(place)).rejects.toThrow(/found format "2", expected "1"; a newer version/);
    await expect(openStore(place)).rejects.toThrow(InputError);
  });
});

describe(`a store in Redis that servers share${noRedis}`, () => {
  const check = test.skipIf(noRedis);

  check("refuses what a server writes that another took the space from", async () => {
    const place = redis.url();
    const before = await taken(place, "a");
    await before.write("a", { texts: { by: "before" }, credentials: { key: true } });
    const now = await open(place);
    expect(await now.take("a")).toEqual(new Map([["by", "before"]]));
    const late = { texts: { by: "late", more: "1" }, credentials: { key: false, late: true }, afresh: true };
    await expect(before.write("a", late)).rejects.toThrow("another server has taken the space a over");
    expect([await before.isMine("a"), await now.isMine("a")]).toEqual([false, true]);
    await before.release(["a"]);
    await now.write("a", { texts: { now: "1" } });
    expect(await now.take("a")).toEqual(
      new Map([
        ["by", "before"],
        ["now", "1"],
      ]),
    );
    expect([await now.spaceOf("key"), await now.spaceOf("late")]).toEqual(["a", undefined]);
  });

  check("applies nothing twice and nothing in part, whoever writes", async () => {
    const place = redis.url();
    const servers = await Promise.all([open(place), open(place)]);
    const accepted = (
      await Promise.all(servers.map((server, at) => countUp(server, at === 0 ? "x" : "y", 150)))
    ).flat();
    const texts = await (await open(place)).take("counter");
    expect(Number(texts?.get("count"))).toBe(accepted.length);
    expect(texts?.get("double")).toBe(`${2 * accepted.length}`);
    const entries = [...(texts?.keys() ?? [])].filter((key) => key.startsWith("entry-"));
    expect(entries.sort()).toEqual(accepted.sort());
    expect(accepted.length).toBeGreaterThan(20);
  });

  check("has every acknowledged write after Redis died under load, and refuses in good time", async () => {
    const own = await startRedis("--appendonly", "yes", "--appendfsync", "always");
    onTestFinished(() => own.end());
    const place = own.url();
    const spaces = ["a", "b", "c"];
    const store = await taken(place, ...spaces);
    const acknowledged = new Map<string, number>();
    const rejectedAfter: number[] = [];
    let isOver = false;
    const load = spaces.flatMap((space) => Array.from({ length: 5 }, (_, writer) => ({ space, writer })));
    const writing = load.map(async ({ space, writer }) => {
      for (let number = 1; !isOver; number++) {
        const began = performance.now();
        const texts = { [`${writer}`]: `${number}`, [`${writer}-twin`]: `${number}` };
        const isWritten = await store.write(space, { texts }).then(
          () => true,
          () => false,
        );
        if (isWritten) acknowledged.set(`${space} ${writer}`, number);
        else rejectedAfter.push(performance.now() - began);
        if (!isWritten) return;
      }
    });
    await expect.poll(() => acknowledged.size, { timeout: 10_000 }).toBe(load.length);
    await own.kill();
    isOver = true;
    await Promise.all(writing);
    expect(Math.max(...rejectedAfter)).toBeLessThan(8_000);
    await expect(store.names()).rejects.toThrow(
      /^the store redis:\/\/127.0.0.1:\d+\/0 does not answer: .*ECONNREFUSED/,
    );
    await own.start();
    for (const space of spaces) {
      const texts = await store.take(space);
      for (let writer = 0; writer < 5; writer++) {
        const kept = texts?.get(`${writer}`);
        expect(Number(kept)).toBeGreaterThanOrEqual(acknowledged.get(`${space} ${writer}`) ?? Number.NaN);
        expect(texts?.get(`${writer}-twin`)).toBe(kept);
      }
    }
    await store.write("a", { texts: { again: "1" } });
  });

  check("takes a password, and shows none", async () => {
    const own = await startRedis("--requirepass", "secret");
    onTestFinished(() => own.end());
    await expect(openStore(own.url())).rejects.toThrow(/^the store .* refused: NOAUTH/);
    const wrong = openStore(own.url().replace("//", "//:wrong@"));
    await expect(wrong).rejects.toThrow(/^the store .* refused: WRONGPASS/);
    await expect(wrong).rejects.not.toThrow(/wrong@|secret/);
    expect(await (await open(own.url().replace("//", "//:secret@"))).names()).toEqual([]);
  });

  check("names an address that cannot be reached, and no password", async () => {
    const opening = openStore("redis://me:secret@127.0.0.1:1/3");
    await expect(opening).rejects.toThrow(/^the store redis:\/\/127.0.0.1:1\/3 does not answer: .*ECONNREFUSED/);
    await expect(opening).rejects.toThrow(InputError);
    await expect(opening).rejects.not.toThrow("secret");
  });
});

describe.concurrent("side by side, as they take their time", () => {
  test("a store in a folder loses nothing acknowledged and has nothing half when its process is killed, twenty times", async () => {
    const kill = async (folder: string) => {
      for (let round = 1; round <= 5; round++) {
        const acknowledged = await killedWriter(folder, 20 * round);
        const store = await openStore(folder);
        const texts = (await store.take("load")) ?? new Map();
        await store.close();
        const count = Number(texts.get("first"));
        expect(count).toBeGreaterThanOrEqual(acknowledged);
        expect(texts.get("last")).toBe(texts.get("first"));
        expect(texts.size).toBe(count + 2);
      }
    };
    await Promise.all([newFolder(), newFolder(), newFolder(), newFolder()].map(kill));
  });

  test.skipIf(noRedis)(
    `a Redis that does not answer is given up, and what it then does late undoes nothing${noRedis}`,
    async () => {
      const own = await startRedis();
      const store = await openStore(own.url());
      await store.take("a");
      own.signal("SIGSTOP");
      const late = await Promise.allSettled([store.write("a", { texts: { value: "late" } }), store.names()]);
      expect(late).toEqual(
        Array(2).fill({ status: "rejected", reason: expect.objectContaining({ name: "StoreError" }) }),
      );
      own.signal("SIGCONT");
      await store.write("a", { texts: { value: "next" } });
      expect(await store.take("a")).toEqual(new Map([["value", "next"]]));
      await store.close();
      await own.end();
    },
  );
});

describe("a store in a folder", () => {
  test("that another has open is refused by name, in this process and from another", async () => {
    const folder = newFolder();
    await open(folder);
    const refused = `store ${folder}: another server has it open`;
    const fromAnother = () =>
      run(process.execPath, [join(root, "test/stores/write-on.mjs"), folder], process.env, 5_000);
    expect((await fromAnother()).stderr).toContain(refused);
    await expect(openStore(folder)).rejects.toThrow(new InputError(refused));
    await expect(openStore(`${folder}/../${basename(folder)}`)).rejects.toThrow("another server has it open");
    expect((await fromAnother()).stderr).toContain(refused);
  });

  test("is for its owner alone", async () => {
    const folder = newFolder();
    await open(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test("with files of others is refused, and untouched", async () => {
    const folder = newFolder();
    cpSync(join(root, "fixtures/worlds"), folder, { recursive: true });
    writeFileSync(join(folder, "2024.log"), "somebody's log");
    const before = contentsOf(folder);
    await expect(openStore(folder)).rejects.toThrow(/found a folder with other files/);
    expect(contentsOf(folder)).toEqual(before);
  });

  test("with a LevelDB of another program is refused, and nothing is put into it", async () => {
    const folder = newFolder();
    const foreign = new ClassicLevel(folder);
    await foreign.put("theirs", "1");
    await foreign.close();
    await expect(openStore(folder)).rejects.toThrow(/found a LevelDB of another program/);
    await foreign.open();
    expect(await foreign.iterator().all()).toEqual([["theirs", "1"]]);
    await foreign.close();
  });

  test("that is a file is refused", async () => {
    const file = join(newFolder(), "../file");
    writeFileSync(file, "");
    await expect(openStore(file)).rejects.toThrow(InputError);
  });
});

describe("a damaged store in a folder", () => {
  let whole: string;
  beforeAll(async () => {
    whole = await writtenFolder(newFolder());
  });

  const log = /^\d+\.log$/;
  const manifest = /^MANIFEST/;
  const damages: [string, (folder: string) => void, "all" | "earlier" | "refused" | "unharmed"][] = [
    ["whose log lacks a byte", (folder) => cut(folder, log, (size) => size - 1), "earlier"],
    ["whose log lacks its last record", (folder) => cut(folder, log, (size) => size - 300), "earlier"],
    ["whose log is half", (folder) => cut(folder, log, (size) => size >> 1), "earlier"],
    ["whose log is three bytes", (folder) => cut(folder, log, () => 3), "earlier"],
    ["whose log has garbage in the middle", (folder) => spoil(folder, log, 0.5), "earlier"],
    ["whose log ends in zeros", (folder) => append(folder, log, Buffer.alloc(5_000)), "all"],
    ["without its log", (folder) => rmSync(fileIn(folder, log)), "earlier"],
    ["whose manifest is empty", (folder) => cut(folder, manifest, () => 0), "all"],
    ["whose manifest is cut in its header", (folder) => cut(folder, manifest, () => 5), "all"],
    ["whose manifest is half", (folder) => cut(folder, manifest, (size) => size >> 1), "all"],
    ["whose manifest lacks a byte", (folder) => cut(folder, manifest, (size) => size - 1), "all"],
    ["whose manifest ends after its first record", cutManifest, "all"],
    ["whose manifest has garbage", (folder) => spoil(folder, manifest, 0.5), "all"],
    ["without its manifest", (folder) => rmSync(fileIn(folder, manifest)), "all"],
    ["without CURRENT", (folder) => rmSync(join(folder, "CURRENT")), "all"],
    ["whose CURRENT is empty", (folder) => cut(folder, /^CURRENT$/, () => 0), "all"],
    ["whose CURRENT is garbage", (folder) => writeFileSync(join(folder, "CURRENT"), "x"), "all"],
    ["whose table has garbage at its beginning", (folder) => spoil(folder, /\.ldb$/, 0.01), "refused"],
    ["whose table has garbage in the middle", (folder) => spoil(folder, /\.ldb$/, 0.5), "refused"],
    ["whose table has garbage at its end", (folder) => spoil(folder, /\.ldb$/, 0.99), "unharmed"],
    ["whose table is half", (folder) => cut(folder, /\.ldb$/, (size) => size >> 1), "refused"],
    ["without its table", (folder) => rmSync(fileIn(folder, /\.ldb$/)), "refused"],
    [
      "with garbage in manifest and table",
      (folder) => {
        spoil(folder, manifest, 0.5);
        spoil(folder, /\.ldb$/, 0.5);
      },
      "refused",
    ],
  ];

  test.each(damages)("%s is mended to a whole state or refused, and says so", async (_damage, damage, outcome) => {
    const folder = newFolder();
    cpSync(whole, folder, { recursive: true });
    damage(folder);
    const told: string[] = [];
    const texts = await contentOf(folder, (text) => told.push(text));
    if (outcome === "refused") {
      expect(texts).toMatch(
        /^(the )?store .*(damaged|cannot be read|cannot be mended without a loss|cannot be opened: .*missing files)/,
      );
      return;
    }
    if (outcome === "unharmed") {
      expect(texts).toHaveProperty("size", 61);
      return;
    }
    if (typeof texts === "string") throw new Error(texts);
    const count = Number(texts.get("count"));
    expect(texts.size).toBe(count + 1);
    for (let number = 1; number <= count; number++) expect(texts.get(`own-${number}`)).toBe(textOf(number));
    if (outcome === "all") expect(count).toBe(60);
    else expect(count).toBeLessThan(60);
    expect(count).toBeGreaterThanOrEqual(30);
    expect(told).toEqual([expect.stringMatching(/^store .*: .*; mended .* is kept in .*damaged-1$/)]);
    expect(await contentOf(folder, (text) => told.push(text))).toEqual(texts);
    expect(told).toHaveLength(1);
  });

  test("gives all or is refused wherever a bit of its table is flipped", async () => {
    for (let part = 1; part < 30; part++) {
      const folder = newFolder();
      cpSync(whole, folder, { recursive: true });
      flip(folder, /\.ldb$/, part / 30);
      const texts = await contentOf(folder, () => {});
      if (typeof texts === "string") expect(texts).toMatch(/^(the )?store /);
      else
        expect(
          [...texts].filter(([key, text]) => key === "count" || text === textOf(Number(key.slice(4)))),
        ).toHaveLength(61);
    }
  });

  test("that is refused stays as it was", async () => {
    const folder = newFolder();
    cpSync(whole, folder, { recursive: true });
    spoil(folder, manifest, 0.5);
    spoil(folder, /\.ldb$/, 0.5);
    const before = contentsOf(folder);
    await expect(openStore(folder)).rejects.toThrow(/is left as it was found/);
    expect(contentsOf(folder)).toEqual(before);
  });

  test("is mended to the end where the process that mended it was ended", async () => {
    const folder = newFolder();
    cpSync(whole, join(folder, "mended"), { recursive: true });
    cpSync(fileIn(whole, /\.ldb$/), join(folder, "000099.ldb"));
    writeFileSync(join(folder, "MANIFEST-000098"), "old");
    const texts = await contentOf(folder, () => {});
    expect((texts as Map<string, string>).get("count")).toBe("60");
    expect(readdirSync(folder)).not.toContain("mended");
  });
});

test("after a write that failed a folder takes no other, as it could be lost behind half a record", async () => {
  const batches: number[] = [];
  const writer = createWriter("here", async (operations) => {
    batches.push(operations.length);
    if (batches.length === 2) throw new Error("no space left");
  });
  const one = [{ type: "del" as const, key: "a" }];
  await Promise.all([writer.write(one), writer.write(one)]);
  await expect(writer.write(one)).rejects.toThrow("the store here failed to write");
  await expect(writer.write(one)).rejects.toThrow(/no space left/);
  expect(batches).toEqual([2, 1]);
});

test("a write to Redis that fails takes those with it that wait for it, and none that come later", async () => {
  const written: string[][] = [];
  const queue = createWriteQueue(async (_space, { texts }) => {
    written.push(Object.keys(texts));
    if (written.length === 1) throw new Error("broken");
  });
  const texts = (key: string) => ({ texts: { [key]: "" } });
  const first = queue.write("a", texts("first"));
  await Promise.resolve();
  const waiting = queue.write("a", texts("waiting"));
  const ended = await Promise.allSettled([first, waiting, queue.write("b", texts("other"))]);
  expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  await queue.write("a", texts("later"));
  expect(written).toEqual([["first"], ["other"], ["later"]]);
});

test.each([
  ["", "found nothing"],
  ["http://127.0.0.1:6379", "found an address that begins with http:"],
  ["postgres://me:secret@host/db", "found an address that begins with postgres:"],
  ["redis://", "found no host"],
  ["redis://me:secret@host/name", "found the database /name"],
  ["redis://me:secret@host/0?prefx=a", "found ?prefx="],
  ["redis://me:secret@host/0?prefix={a}", 'found the prefix "{a}"'],
])("the place %s is refused with what was expected", async (where, found) => {
  const opening = openStore(where);
  await expect(opening).rejects.toThrow(found);
  await expect(opening).rejects.toThrow(/expected /);
  await expect(opening).rejects.toThrow(InputError);
  await expect(opening).rejects.not.toThrow("secret");
});

test("a package that is missing is named, with what to do", async () => {
  const missing = "no-such-package";
  const loading = loadPeer("classic-level", "a store in a folder", () => import(missing));
  await expect(loading).rejects.toThrow(
    /a store in a folder needs the package classic-level, .*npm install classic-level/,
  );
});

function newFolder(): string {
  return mkdtempSync(join(temporary, "store-"));
}

/** Opens a store that is closed when the test is over. */
async function open(place: string): Promise<Store> {
  const store = await openStore(place);
  onTestFinished(() => store.close());
  return store;
}

async function reopen(store: Store, place: string): Promise<Store> {
  await store.close();
  return open(place);
}

async function taken(place: string, ...spaces: string[]): Promise<Store> {
  const store = await open(place);
  for (const space of spaces) await store.take(space);
  return store;
}

/** Makes a folder say that a version of another format wrote it. */
async function reformatFolder(folder: string, format: string): Promise<void> {
  const level = new ClassicLevel(folder);
  await level.put(keys.fact("format"), sealed(keys.fact("format"), format));
  await level.close();
}

async function reformatRedis(url: string, format: string): Promise<void> {
  const connection = await connectRedis(readRedisAddress(url));
  await connection.call("HSET", `${new URL(url).searchParams.get("prefix")}:facts`, "format", format);
  await connection.close();
}

function sorted(texts: ReadonlyMap<string, string> | undefined): [string, string][] {
  return [...(texts ?? [])].sort();
}

/** Takes a counter again and again from whoever has it, and counts on. The entries that it was told are written. */
async function countUp(server: Store, name: string, times: number): Promise<string[]> {
  const accepted: string[] = [];
  for (let at = 0; at < times; at++) {
    const count = Number((await server.take("counter"))?.get("count") ?? 0) + 1;
    const entry = `entry-${name}-${at}`;
    const texts = { count: `${count}`, double: `${2 * count}`, [entry]: "" };
    await server.write("counter", { texts }).then(
      () => accepted.push(entry),
      (error) => expect(error).toBeInstanceOf(LostSpace),
    );
  }
  return accepted;
}

/** Has a process write to a store, kills it after so many acknowledged writes, and gives the number of the last. */
async function killedWriter(folder: string, writes: number): Promise<number> {
  const child = spawn(process.execPath, [join(root, "test/stores/write-on.mjs"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 20_000,
  });
  const ended = once(child, "exit");
  let seen = 0;
  let highest = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    highest = Math.max(highest, Number(line));
    if (++seen === writes) child.kill("SIGKILL");
  }
  await ended;
  return highest;
}
