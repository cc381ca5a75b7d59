import { describe, expect, test } from "vitest";
import { createBoundedMap, emptyMap } from "../../src/mock/caches/bounded-map.ts";
import { answerKeyOf, cachesOf, createSharedCaches } from "../../src/mock/caches/caches.ts";
import { defaultWorldAt } from "../../src/mock/caches/default-world.ts";
import { isCacheable, isReusable, openDependencies } from "../../src/mock/caches/dependencies.ts";
import { createQueryCache, noQueryCache } from "../../src/mock/caches/query-cache.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { type OpenCall, openCall } from "../../src/mock/journal/call.ts";
import { clientOf, inputOf } from "../calls.ts";

const request = { method: "GET", path: "/", query: "q", headers: () => undefined, body: "" };
const caller = { proof: "api-key", apiKey: "a", companyId: 1, products: null } as const;
const answer = { status: 200, headers: {}, body: "" };
const callOf = (more: Partial<OpenCall> = {}): OpenCall =>
  Object.assign(openCall(1, request as never, 5, 5), { endpoint: "check-license", caller, input: {}, ...more });

describe("a bounded map", () => {
  test("forgets the oldest for one more, and nothing for one that it has", () => {
    const map = createBoundedMap<number>(2);
    for (const [text, value] of [
      ["a", 1],
      ["b", 2],
      ["a", 3],
    ] as const)
      map.set(text, value);
    expect([map.get("a"), map.get("b")]).toEqual([3, 2]);
    map.set("c", 4);
    expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([undefined, 2, 4]);
  });

  test("takes no text of more than 16 KiB", () => {
    const map = createBoundedMap<number>(2);
    const text = "x".repeat(16_384);
    map.set(text, 1);
    map.set(`${text}x`, 2);
    expect([map.get(text), map.get(`${text}x`)]).toEqual([1, undefined]);
  });

  test("that is to be empty stays so", () => {
    emptyMap.set("a", 1 as never);
    expect(emptyMap.get("a")).toBeUndefined();
  });
});

describe("what an answer rests on", () => {
  const trace = (more: object = {}) => ({ ...openDependencies(callOf()), since: 5, until: 9, version: 1, ...more });

  test.each([
    [4, false],
    [5, true],
    [8, true],
    [9, false],
  ])("holds from the last moment that had come up to the next one: at %i %s", (now, isGood) => {
    expect(isReusable(trace(), now, 1)).toBe(isGood);
  });

  test("holds at any time where no moment was asked for", () => {
    const open = openDependencies(callOf({ findings: ["one"] }));
    expect(open).toMatchObject({ findingsBefore: 1, readings: [], version: -1 });
    for (const now of [-1e15, 0, 1e15]) expect(isReusable({ ...open, version: 1 }, now, 1)).toBe(true);
  });

  test("is asked once for each version of the world", () => {
    let asked = 0;
    let isSame = true;
    const rests = trace({ readings: [() => true, () => ++asked > 0 && isSame] });
    expect([isReusable(rests, 5, 1), asked]).toEqual([true, 0]);
    expect([isReusable(rests, 5, 2), asked, rests.version]).toEqual([true, 1, 2]);
    expect([isReusable(rests, 5, 2), asked]).toEqual([true, 1]);
    isSame = false;
    expect([isReusable(rests, 5, 3), rests.version]).toEqual([false, 2]);
  });

  test.each([
    [64, true],
    [65, false],
  ])("may be %i readings: %s", (count, isGood) => {
    expect(isCacheable(trace({ readings: Array(count).fill(() => true) }))).toBe(isGood);
    expect(isCacheable(trace({ readings: [() => true, () => false] }))).toBe(false);
  });
});

describe("a query", () => {
  const kept = (more: Partial<OpenCall> = {}, trace = {}) => {
    const store = createQueryCache({ version: () => 1 });
    const call = callOf({ findings: ["header", "field"], reasons: ["why"] as never, ...more });
    store.keep(call, { ...openDependencies(callOf({ findings: ["header"] })), version: 1, ...trace }, answer);
    return store;
  };

  test("is remembered with what was found after its headers", () => {
    expect(kept().recall(callOf())).toMatchObject({ findings: ["field"], reasons: ["why"], answer, input: {} });
    expect(noQueryCache.recall(callOf())).toBeUndefined();
  });

  test.each<[string, Partial<OpenCall>]>([
    ["another text", { request: { ...request, query: "other" } as never }],
    ["another endpoint", { endpoint: "products" }],
    ["nobody", { caller: undefined }],
    ["another API key", { caller: { ...caller, apiKey: "b" } }],
    ["another company", { caller: { ...caller, companyId: 2 } }],
    ["other products", { caller: { ...caller, products: [] } }],
    ["another scope", { caller: { ...caller, scope: { kind: "customer", id: 1 } } }],
    ["another proof", { caller: { ...caller, proof: "none" } }],
  ])("of %s is another one", (_what, more) => {
    expect(kept().recall(callOf(more))).toBeUndefined();
  });

  test("of a caller who is alike is the same", () => {
    expect(kept().recall(callOf({ caller: { ...caller } }))).toBeDefined();
  });

  test.each<[string, Partial<OpenCall>, object]>([
    ["has no endpoint", { endpoint: undefined }, {}],
    ["has no caller", { caller: undefined }, {}],
    ["was not read", { input: undefined }, {}],
    ["rests on what is gone", {}, { readings: [() => false] }],
  ])("that %s is not remembered", (_what, more, trace) => {
    expect(kept(more, trace).recall(callOf(more))).toBeUndefined();
  });

  test("whose time is over is made anew", () => {
    expect(kept({}, { until: 5 }).recall(callOf())).toBeUndefined();
    expect(kept({}, { until: 6 }).recall(callOf())).toBeDefined();
  });
});

describe("a mock", () => {
  test("remembers nothing where its policy says so", () => {
    const { tables } = createMock();
    const shared = createSharedCaches();
    const [on, off] = (["on", "off"] as const).map((cache) => cachesOf({ cache } as never, tables, shared));
    for (const map of [on, off])
      for (const one of ["finished", "signatures", "proofs"] as const) map?.[one].set("a", 1 as never);
    expect([on?.finished.get("a"), on?.signatures.get("a"), on?.proofs.get("a")]).toEqual([1, 1, 1]);
    expect([off?.finished.get("a"), off?.signatures.get("a"), off?.proofs.get("a")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("knows an answer by whom it concerns and by its text", () => {
    const input = { hardware_id: "h", username: "u", license_key: "k", other: 1 };
    expect(answerKeyOf("check-license", input, { a: 1 })).toBe('check-license\nh\nu\nk\n{"a":1}');
  });

  test("shares the default world with another one of the same moment", () => {
    const first = (world: ReturnType<typeof defaultWorldAt>) => world.licenses.all().next().value;
    expect(first(defaultWorldAt(5))).toBe(first(defaultWorldAt(5)));
    expect(first(defaultWorldAt(6))).not.toBe(first(defaultWorldAt(5)));
  });

  test("does not remember what looks at the very time", async () => {
    const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
    const ask = async () =>
      (await clientOf(mock).call("sso-url", inputOf(mock, "sso-url", "ssoAccount", { response_type: "token" }))).url;
    const first = await ask();
    expect(await ask()).toBe(first);
    mock.clock.advance({ ms: 1 });
    expect(await ask()).not.toBe(first);
  });

  test("answers a query that comes again from memory, with its reasons and remarks", async () => {
    const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
    const ask = async () => {
      await clientOf(mock).call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
      return mock.journal.entries().at(-1);
    };
    const [one, other] = [await ask(), await ask()];
    expect(other?.why).toEqual(one?.why);
    expect(other?.answerBody).toBe(one?.answerBody);
  });
});
