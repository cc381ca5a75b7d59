import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../../src/api/seeded-random.ts";
import { isMeant } from "../../src/mock/call-filter.ts";
import { factsOfFailure, preventsCall } from "../../src/mock/faults/apply-fault.ts";
import { createFaults } from "../../src/mock/faults/faults.ts";
import { befallsStrangers, type FaultSpec, happens } from "../../src/mock/faults/kinds.ts";
import { type OpenCall, openCall } from "../../src/mock/journal/call.ts";
import { type Reasons, reasonsInto, reasonTexts } from "../../src/mock/journal/reasons.ts";
import { sizeOfSpec } from "../../src/mock/space/room.ts";

const caller = { proof: "api-key", apiKey: "a", companyId: 1, products: null } as const;
const headers = (name: string) => ({ authorization: 'apikey="a",signature="s"', accept: "*/*" })[name];
const request = { method: "GET", path: "/p", query: "", body: "", headers };
const input = { license_key: "K", username: "u", license_id: 7, hardware_id: "h", product: "p" };
const callOf = (more: Partial<OpenCall> = {}): OpenCall =>
  Object.assign(openCall(1, request as never, 1, 1), { endpoint: "check-license", caller, input, ...more });
const kinds = (specs: readonly FaultSpec[], ...calls: OpenCall[]) => {
  const faults = createFaults();
  for (const spec of specs) faults.add(spec);
  return calls.map((call) => {
    const chosen = faults.choose(call);
    return chosen && [chosen.fault?.spec.kind, ...chosen.delays.map(({ spec }) => spec.kind)];
  });
};
const five = Array.from({ length: 5 }, () => callOf());
const met = (spec: object) =>
  kinds([{ kind: "bad-gateway", ...spec } as FaultSpec], ...five).map((one) => one !== undefined);

describe("a fault befalls", () => {
  test.each([
    [{}, [true, true, true, true, true]],
    [{ after: 2 }, [false, false, true, true, true]],
    [{ times: 2 }, [true, true, false, false, false]],
    [{ after: 1, times: 1 }, [false, true, false, false, false]],
    [{ probability: 0 }, [false, false, false, false, false]],
    [{ probability: 1 }, [true, true, true, true, true]],
  ])("by %j, of five calls: %j", (spec, befallen) => {
    expect(met(spec)).toEqual(befallen);
  });

  test("no call whose dice are just as high", () => {
    const [first] = [createSeededRandom(1)()];
    expect(met({ probability: first }).at(0)).toBe(false);
    expect(met({ probability: first + 1e-9 }).at(0)).toBe(true);
  });

  test("the same calls by the same seed, and others by another", () => {
    const many = Array.from({ length: 40 }, () => callOf());
    const of = (seed: number) =>
      kinds([{ kind: "bad-gateway", probability: 0.5, seed }], ...many)
        .map((one) => Number(one !== undefined))
        .join("");
    expect(of(5)).toBe(of(5));
    expect(of(5)).not.toBe(of(6));
    expect(new Set(of(5))).toEqual(new Set("01"));
    expect(kinds([{ kind: "bad-gateway", probability: 0.5 }], ...many)).toEqual(
      kinds([{ kind: "bad-gateway", probability: 0.5, seed: 1 }], ...many),
    );
  });

  test("one call alone, the first that was added, with every delay", () => {
    const delay = { kind: "delay", ms: 1 } as const;
    const specs: FaultSpec[] = [delay, { kind: "bad-gateway", times: 1 }, { kind: "empty-body" }, delay];
    expect(kinds(specs, callOf(), callOf())).toEqual([
      ["bad-gateway", "delay", "delay"],
      ["empty-body", "delay", "delay"],
    ]);
    expect(kinds([delay], callOf())).toEqual([[undefined, "delay"]]);
    expect(kinds([], callOf())).toEqual([undefined]);
  });

  test.each<[string, FaultSpec, Partial<OpenCall>, boolean]>([
    ["a stranger, where anybody could see it", { kind: "bad-gateway" }, { caller: undefined }, true],
    ["no stranger, where it would look authorized", { kind: "empty-body" }, { caller: undefined }, false],
    ["an offline request that was read", { kind: "empty-body" }, { endpoint: "activate-offline" }, true],
    [
      "no offline request that was not",
      { kind: "empty-body" },
      { endpoint: "activate-offline", input: undefined },
      false,
    ],
    ["another request that was not read", { kind: "empty-body" }, { input: undefined }, true],
    ["no call of no endpoint", { kind: "bad-gateway" }, { endpoint: undefined }, false],
    ["an answer with a license signature", { kind: "old-license-signature" }, {}, true],
    ["no answer without", { kind: "old-license-signature" }, { endpoint: "products" }, false],
  ])("%s", (_whom, spec, call, isMet) => {
    expect(kinds([spec], callOf(call))[0] !== undefined).toBe(isMet);
  });
});

describe("a filter means", () => {
  test.each<[object, Partial<OpenCall>, boolean]>([
    [{}, {}, true],
    [{}, { input: undefined }, true],
    [{}, { endpoint: undefined }, false],
    [{ endpoint: "check-license" }, {}, true],
    [{ endpoint: ["products", "check-license"] }, { input: undefined }, true],
    [{ endpoint: ["products"] }, {}, false],
    [{ license: "K" }, {}, true],
    [{ license: "u" }, {}, true],
    [{ license: "7" }, {}, true],
    [{ license: "h" }, {}, false],
    [{ license: "K" }, { input: undefined }, false],
    [{ device: "h" }, {}, true],
    [{ device: "K" }, {}, false],
    [{ product: "p" }, {}, true],
    [{ product: "q" }, {}, false],
    [{ license: "K", device: "x" }, {}, false],
    [{ when: () => true }, {}, true],
    [{ when: () => false }, {}, false],
    [{ when: () => true }, { input: undefined }, false],
  ])("by %j the call with %j: %s", (filter, call, isIt) => {
    expect(isMeant(filter, callOf(call))).toBe(isIt);
  });

  test("what its function sees, without secrets", () => {
    let seen: unknown;
    const when = (facts: { headers: (name: string) => unknown }) => {
      seen = { ...facts, headers: ["authorization", "accept", "none"].map(facts.headers) };
      return true;
    };
    isMeant({ when: when as never }, callOf({ input: { ...input, password: "hush", code: "hush" } }));
    expect(seen).toEqual({
      ...{ endpoint: "check-license", method: "GET", path: "/p" },
      input: { ...input, password: "***", code: "***" },
      headers: ['apikey="a",signature="***"', "*/*", undefined],
    });
  });
});

describe("the list of faults", () => {
  test("has what was added until it is removed, with what each has met", () => {
    const taken: number[] = [];
    const room = { take: (bytes: number) => taken.push(bytes), give: (bytes: number) => taken.push(-bytes) };
    const faults = createFaults(room as never);
    expect(faults.isEmpty).toBe(true);
    const specs = [
      { kind: "bad-gateway", after: 1 },
      { kind: "empty-body" },
      { kind: "delay", ms: 1, when: () => true },
    ] as const;
    const [one, other, third] = specs.map((spec) => faults.add(spec));
    faults.choose(callOf());
    const shown = faults.list().map(({ id, met, applied }) => [id, met, applied]);
    expect(shown).toEqual([
      [1, 1, 0],
      [2, 1, 1],
      [3, 1, 1],
    ]);
    expect([faults.unused(), faults.isEmpty]).toEqual([[one], false]);
    const kept = faults.kept();
    expect(kept).toEqual({
      lastId: 3,
      faults: [one, other].map((fault) => ({ id: fault?.id, spec: fault?.spec, met: 1, applied: fault?.applied })),
    });
    faults.remove(2);
    expect(faults.list()).toEqual([one, third]);
    faults.clear();
    expect(faults.isEmpty).toBe(true);
    const sizes = specs.map((spec) => sizeOfSpec(spec));
    expect(taken).toEqual([...sizes, -Number(sizes[1]), -(Number(sizes[0]) + Number(sizes[2]))]);
    faults.put(kept);
    expect(faults.list()).toMatchObject(kept.faults);
    expect(taken.at(-1)).toBe(Number(sizes[0]) + Number(sizes[1]));
    expect(faults.add({ kind: "empty-body" }).id).toBe(4);
  });

  test("goes on where it stood, dice included", () => {
    const spec = { kind: "bad-gateway", probability: 0.5, after: 2, seed: 9 } as const;
    const many = (count: number, faults = createFaults()) => {
      if (faults.isEmpty) faults.add(spec);
      return { faults, met: Array.from({ length: count }, () => Number(faults.choose(callOf()) !== undefined)) };
    };
    const whole = many(30).met;
    for (const at of [0, 1, 2, 3, 10]) {
      const first = many(at);
      const next = createFaults();
      next.put(first.faults.kept());
      expect([...first.met, ...many(30 - at, next).met], String(at)).toEqual(whole);
    }
  });
});

describe("a failure", () => {
  const fault = { id: 5, spec: { kind: "bad-gateway" }, met: 1, applied: 1 } as const;
  const delay = { id: 6, spec: { kind: "delay", ms: 1 }, met: 1, applied: 1 } as const;

  test.each<[FaultSpec, boolean, boolean]>([
    [{ kind: "bad-gateway" }, false, true],
    [{ kind: "bad-gateway", happens: true }, true, true],
    [{ kind: "empty-body" }, true, false],
    [{ kind: "slow-body", ms: 1 }, true, true],
    [{ kind: "html-page" }, false, true],
    [{ kind: "html-page", status: 500 }, false, true],
    [{ kind: "html-page", status: 499 }, false, false],
  ])("of %j lets the call happen: %s, and befalls strangers: %s", (spec, isCalled, isForAll) => {
    expect([happens(spec), befallsStrangers(spec)]).toEqual([isCalled, isForAll]);
    expect(preventsCall({ fault: { ...fault, spec }, delays: [] })).toBe(!isCalled);
  });

  test("that is none, or a delay, prevents no call", () => {
    for (const none of [undefined, null, { fault: undefined, delays: [delay] }]) expect(preventsCall(none)).toBe(false);
  });

  test("is told in the journal, after what was there", () => {
    const reasonsBefore: Reasons = [];
    reasonsInto(reasonsBefore)`there before`;
    const call = callOf({ reasons: reasonsBefore });
    const told = (failure: Parameters<typeof factsOfFailure>[0]) => {
      const { reasons, ...facts } = factsOfFailure(failure, call);
      return { ...facts, reasons: reasonTexts(reasons) };
    };
    const late = "failed on purpose: fault 6 (delay)";
    const reasons = ["there before", "failed on purpose: fault 5 (bad-gateway)", late];
    expect(told({ fault, delays: [delay] })).toEqual({
      fault: { id: 5, kind: "bad-gateway" },
      outcome: "fault",
      reasons,
    });
    expect(told({ fault: undefined, delays: [delay] })).toEqual({
      fault: { id: 6, kind: "delay" },
      outcome: undefined,
      reasons: ["there before", late],
    });
    const error = { ...fault, spec: { kind: "error", code: "blacklisted" } } as const;
    expect(told({ fault: error, delays: [] })).toMatchObject({ outcome: "blacklisted" });
    expect(reasonTexts(call.reasons)).toEqual(["there before"]);
    const happened = { ...fault, spec: { kind: "empty-body" } } as const;
    expect(told({ fault: happened, delays: [] }).outcome).toBeUndefined();
  });
});
