import { describe, expect, test, vi } from "vitest";
import { ApiError } from "../../src/api/errors.ts";
import { noteInto, type OpenCall, openCall } from "../../src/mock/journal/call.ts";
import { detached, entryOf, isLarge, weightOf } from "../../src/mock/journal/entry.ts";
import { createJournal, type JournalOptions } from "../../src/mock/journal/journal.ts";
import { type Reasons, reasonsInto, reasonTexts } from "../../src/mock/journal/reasons.ts";
import type { ApiRequest, ApiResponse } from "../../src/mock/request.ts";

const requestOf = (more: Partial<ApiRequest> = {}): ApiRequest =>
  ({
    ...{ method: "GET", path: "", query: "", body: "", ip: "", origin: "", headers: () => undefined, ...more },
  }) as ApiRequest;
const answerOf = (more: Partial<ApiResponse> = {}): ApiResponse => ({ status: 200, headers: {}, body: "", ...more });
const kib = 1_024;

function journalOf(more: Partial<JournalOptions> = {}) {
  let wall = 100;
  const options = { space: "here", limit: 3, clock: () => 7, wallClock: () => ++wall, log: undefined, ...more };
  const journal = createJournal(options);
  /** A call that is over. */
  const call = (filled: Partial<OpenCall> = {}, answer = answerOf(), request = requestOf()) => {
    const open = journal.open(request);
    Object.assign(open, { outcome: "ok", ...filled });
    journal.close(open, answer);
    return open;
  };
  const ids = () => journal.entries().map(({ id }) => id);
  return { journal, call, ids };
}

describe("a journal", () => {
  test("shows a call as soon as it is decided, and when it was answered", () => {
    const { journal } = journalOf();
    const call = journal.open(requestOf());
    expect(journal.entries()).toEqual([]);
    call.outcome = "ok";
    expect(journal.entries()).toMatchObject([{ id: 1, space: "here", at: 7, wallAt: 101, durationMs: undefined }]);
    journal.close(call, answerOf({ status: 201, body: "b" }));
    expect(journal.entries()).toMatchObject([{ status: 201, answerBody: "b", durationMs: 1 }]);
  });

  test("keeps the last ones, oldest first, and counts on over those that it forgot", () => {
    const { journal, call, ids } = journalOf();
    for (let at = 0; at < 5; at += 1) call();
    expect([ids(), journal.oldestId()]).toEqual([[3, 4, 5], 3]);
    journal.clear();
    expect([ids(), journal.oldestId()]).toEqual([[], 6]);
    call();
    call();
    expect([ids(), journal.oldestId()]).toEqual([[6, 7], 6]);
  });

  test("that keeps nothing still counts", () => {
    const { journal, call, ids } = journalOf({ limit: 0 });
    expect([call().id, call().id]).toEqual([1, 2]);
    journal.put(journal.entries());
    expect(ids()).toEqual([]);
  });

  test("gives an answer as it was sent: the first good one, or that of a call", () => {
    const { journal, call } = journalOf({ limit: 9 });
    const signed = (body: string, status = 200) => answerOf({ status, body, headers: { LicenseSignature: "s" } });
    const endpoint = "products" as const;
    call({ endpoint }, answerOf({ body: "unsigned" }));
    call({ endpoint, fault: { id: 1, kind: "delay" } }, signed("faulty"));
    call({ endpoint: "versions" }, signed("other"));
    call({ endpoint, outcome: "unknown_product" }, signed("refused", 400));
    call({ endpoint }, signed("good"));
    call({ endpoint }, signed("later"));
    call({ endpoint }, signed("x".repeat(17 * kib)));
    journal.open(requestOf()).endpoint = endpoint;
    Object.assign(journal.open(requestOf()), { endpoint, outcome: "ok" });
    expect(journal.wholeAnswer(endpoint)?.body).toBe("good");
    const bodies = [1, 2, 3, 4, 5, 6, 7, 9].map((id) => journal.wholeAnswer(endpoint, id)?.body);
    expect(bodies).toEqual([undefined, undefined, undefined, "refused", "good", "later", undefined, undefined]);
  });

  test("says that a bug took the place of an answer", () => {
    const { journal } = journalOf();
    journal.abandon(journal.open(requestOf()), new Error("broken"));
    journal.abandon(journal.open(requestOf()), "odd");
    expect(journal.entries()).toMatchObject([
      { outcome: "internal_error", explanation: "broken", durationMs: 1 },
      { outcome: "internal_error", explanation: "odd" },
    ]);
  });

  test("tells each call to its log as it is answered, and no other", () => {
    const complaint = vi.spyOn(console, "error").mockReturnValue();
    journalOf().call();
    expect(complaint).not.toHaveBeenCalled();
    const log = () => {
      throw new Error("no space left");
    };
    journalOf({ log }).call();
    expect(complaint).toHaveBeenCalledWith(
      expect.stringMatching(/^license-api-kit: the log option threw .*no space left/),
    );
    complaint.mockRestore();
    const told: number[] = [];
    const { journal, call } = journalOf({ log: ({ id }) => told.push(id), limit: 1 });
    const open = journal.open(requestOf());
    call();
    journal.close(open, answerOf());
    expect(told).toEqual([2, 1]);
    expect(journal.entries().map(({ id }) => id)).toEqual([2]);
  });

  test("goes on from the calls of another process", () => {
    const one = journalOf();
    for (let at = 0; at < 5; at += 1) one.call({ findings: [`f${at}`] });
    const all = { bytes: 0 };
    const { journal, call, ids } = journalOf({ limit: 2, all });
    call();
    journal.put(one.journal.entries());
    expect([ids(), journal.oldestId(), journal.findings()]).toEqual([[4, 5], 4, ["f3", "f4"]]);
    const weight = one.journal.entries({ last: 2 }).reduce((sum, entry) => sum + JSON.stringify(entry).length, 0);
    expect(all.bytes).toBe(weight);
    call();
    expect([ids(), journal.oldestId()]).toEqual([[5, 6], 5]);
    journal.put([]);
    expect([ids(), all.bytes, call().id, journal.oldestId()]).toEqual([[], 0, 7, 7]);
  });
});

describe("what journals hold", () => {
  const body = "x".repeat(8 * kib);
  const one = 10 * kib; // a call with that answer

  test("is weighed as calls come and go", () => {
    const all = { bytes: 0 };
    const { journal, call } = journalOf({ all, limit: 2 });
    const sizes = [0, 1, 2].map(() => {
      call({}, answerOf({ body }));
      return all.bytes;
    });
    expect(sizes).toEqual([one, 2 * one, 2 * one]);
    journal.clear();
    expect(all.bytes).toBe(0);
    call({}, answerOf({ body }));
    expect(all.bytes).toBe(one);
    const none = journalOf({ all, limit: 0 });
    none.call({}, answerOf({ body }));
    none.journal.put(journal.entries());
    expect(all.bytes).toBe(one);
  });

  test("is bounded from the oldest on, also where others were forgotten before", () => {
    const { call, ids } = journalOf({ limit: 3, most: 2 * one });
    for (let at = 0; at < 5; at += 1) call();
    call({}, answerOf({ body }));
    expect(ids()).toEqual([4, 5, 6]);
    call({}, answerOf({ body: "x".repeat(5 * kib) }));
    expect(ids()).toEqual([5, 6, 7]);
    call({}, answerOf({ body }));
    expect(ids()).toEqual([7, 8]);
  });

  test("is bounded by what came later too, where an earlier call ends last", () => {
    const { journal, ids } = journalOf({ limit: 3, most: one });
    const calls = [journal.open(requestOf()), journal.open(requestOf())];
    for (const call of calls.toReversed()) {
      call.outcome = "ok";
      journal.close(call, answerOf({ body }));
    }
    expect(ids()).toEqual([1]);
  });

  test.each([
    ["alone", { most: 2 * one }, [2, 3]],
    ["alone, a byte less", { most: 2 * one - 1 }, [3]],
    ["together", { mostOfAll: 2 * one }, [2, 3]],
    ["together, a byte less", { mostOfAll: 2 * one - 1 }, [3]],
    ["nothing", { most: 0 }, [3]],
  ])("is bounded, %s, and the oldest make room but never the newest", (_what, room, left) => {
    const all = { bytes: 0 };
    const { call, ids } = journalOf({ limit: 9, all, ...room });
    for (let at = 0; at < 3; at += 1) call({}, answerOf({ body }));
    expect(ids()).toEqual(left);
    expect(all.bytes).toBe(left.length * one);
  });

  test.each<[string, Partial<ApiRequest>, Partial<ApiResponse>, number, boolean]>([
    ["nothing", {}, {}, 2, false],
    ["texts of 16 KiB", { query: "x".repeat(16 * kib) }, { body: "x".repeat(16 * kib) }, 34, false],
    ["a longer request", { query: "x".repeat(16 * kib + 1) }, {}, 34, true],
    ["a longer answer", {}, { body: "x".repeat(16 * kib + 1) }, 34, true],
    ["a body that was not read", { body: { unreadable: "not_utf8" } as never }, {}, 2, false],
    ["a huge request", { body: "x".repeat(99 * kib) }, {}, 82, true],
  ])("weighs %s", (_what, request, answer, weight, large) => {
    const call = { ...openCall(1, requestOf(request), 1, 1), answer: answerOf(answer) };
    expect(Math.round(weightOf(call) / kib)).toBe(weight);
    expect(isLarge(call)).toBe(large);
    expect(isLarge({ ...call, answer: undefined })).toBe(large && answer.body === undefined);
  });
});

describe("an entry", () => {
  const entry = (call: Partial<OpenCall>, request: Partial<ApiRequest> = {}) =>
    entryOf({ ...openCall(1, requestOf(request), 1, 1), ...call }, "here");

  test("cuts what is long, and says how much there is more", () => {
    const long = "x".repeat(20_000);
    const input = { a: "y".repeat(1_001), b: "y".repeat(1_000), list: Array(1_001).fill(1), [long]: [{ c: null }] };
    const shown = entry(
      { input, answer: answerOf({ body: "x".repeat(70_000) }) },
      { path: long, query: "x".repeat(16_384) },
    );
    const cutLong = `${"x".repeat(16_384)}… (3616 letters more)`;
    expect(shown).toMatchObject({ path: cutLong, query: "x".repeat(16_384) });
    expect(shown.answerBody).toBe(`${"x".repeat(16_384)}… (53616 letters more)`);
    expect(entry({}, { body: "x".repeat(70_000) }).requestBody).toBe(shown.answerBody);
    const offline = Buffer.from(JSON.stringify({ a: "x".repeat(20_000) })).toString("base64");
    expect(entry({ endpoint: "activate-offline" }, { body: offline }).requestBody).toMatch(/x… \(3624 letters more\)$/);
    expect(shown.input).toEqual({
      ...{ a: `${"y".repeat(1_000)}…`, b: "y".repeat(1_000), list: Array(1_000).fill(1) },
      [cutLong]: [{ c: null }],
    });
  });

  test.each([
    [{}, "nobody"],
    [{ caller: { proof: "none", companyId: 1, products: null } }, "nobody"],
    [{ caller: { proof: "token", companyId: 1, products: null } }, "token"],
    [{ caller: { proof: "api-key", apiKey: "0123456789", companyId: 1, products: null } }, "API key 01234567…"],
  ] as const)("says as whom %j was authorized: %s", (call, name) => {
    expect(entry(call).authorizedAs).toBe(name);
  });

  test("has the headers that came, or those that are usual", () => {
    const sent: Record<string, string> = { accept: "*/*", host: "h", "x-own": "1", date: "d", origin: "o" };
    const others = { "content-type": "c", "user-agent": "u", authorization: 'apikey="a",signature="s"' };
    const headers = (name: string) => ({ ...sent, ...others })[name];
    const usual = { accept: "*/*", host: "h", date: "d", origin: "o", ...others };
    expect(entry({}, { headers }).requestHeaders).toEqual({ ...usual, authorization: 'apikey="a",signature="***"' });
    expect(entry({}, { headers, headerNames: () => ["x-own", "gone"] }).requestHeaders).toEqual({ "x-own": "1" });
  });

  test.each([
    ["not_utf8", "(not UTF-8)"],
    ["too_large", "(over 1 MiB)"],
  ])("says that a body was not read: %s", (unreadable, text) => {
    expect(entry({}, { body: { unreadable } as never }).requestBody).toBe(text);
  });

  test("shows an offline request decoded, and what is none as it came", () => {
    const body = Buffer.from('{"a":1,"password":"hush"}').toString("base64");
    expect(entry({ endpoint: "activate-offline" }, { body }).requestBody).toBe('{"a":1,"password":"***"}');
    expect(entry({ endpoint: "activate-offline" }, { body: "{" }).requestBody).toBe("{");
    const hidden = '(in base64) {"a":1,"password":"***"}';
    expect(entry({ endpoint: "activate-license" }, { body }).requestBody).toBe(hidden);
    expect(entry({}, { body }).requestBody).toBe(hidden);
  });

  test("hides a sign-on code in a request, and none in an answer, where it is that of an error", () => {
    const body = '{"code":"hush-hush"}';
    const sent = { path: "/p;code=hush-hush", query: "code=hush-hush", body, headers: () => "hush-hush" };
    const shown = [
      entry({ input: { code: "hush-hush" } }, { ...sent, headerNames: () => ["code"] }),
      entry({ endpoint: "activate-offline" }, { body: Buffer.from(body).toString("base64") }),
      entry({ endpoint: "activate-offline" }, { body }),
    ];
    expect(JSON.stringify(shown)).not.toContain("hush");
    expect(entry({ answer: answerOf({ body, headers: { code: "c" } }) })).toMatchObject({
      answerBody: body,
      answerHeaders: { code: "c" },
    });
  });

  test("has what befell it, where something did", () => {
    expect(entry({})).not.toHaveProperty("fault");
    expect(entry({})).not.toHaveProperty("tweaks");
    const befallen = { fault: { id: 3, kind: "delay" }, tweaks: [4] } as const;
    expect(entry(befallen)).toMatchObject(befallen);
    const error = new ApiError("unknown_product", { detail: "p" });
    expect(entry({ error })).toMatchObject({ status: 400, explanation: undefined });
    expect(entry({ error }).why).toEqual([`refused: ${error.message} (unknown_product)`]);
    const explained = new ApiError("unknown_product", { explanation: "why" });
    expect(entry({ error: explained }).why).toEqual(["refused: why (unknown_product)"]);
  });

  test("that is detached is equal and another one", () => {
    const one = entry({ input: { a: 1 } });
    expect(detached(one)).toEqual(one);
    expect(detached(one).input).not.toBe(one.input);
  });
});

describe("reasons", () => {
  test("hold up to three values, long ones cut after 200 letters", () => {
    const reasons: Reasons = [];
    const because = reasonsInto(reasons);
    because`none`;
    because`one ${1}`;
    because`${1} two ${null}`;
    because`${1}${2}${undefined} three`;
    because`${"x".repeat(200)}|${"x".repeat(201)}`;
    const [x200] = ["x".repeat(200)];
    expect(reasonTexts(reasons)).toEqual(["none", "one 1", "1 two null", "12undefined three", `${x200}|${x200}…`]);
  });

  test("are not more than a person reads", () => {
    const reasons: Reasons = [];
    for (let at = 0; at < 500; at += 1) reasonsInto(reasons)`one`;
    expect(reasonTexts(reasons)).toHaveLength(401);
  });

  test("and neither are remarks", () => {
    const call = openCall(1, requestOf(), 1, 1);
    for (let at = 0; at < 50; at += 1) noteInto(call)("x".repeat(at === 0 ? 201 : 1));
    expect(call.findings).toHaveLength(40);
    expect(call.findings[0]).toHaveLength(200);
  });
});
