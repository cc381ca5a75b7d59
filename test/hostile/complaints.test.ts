import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createMask, hideKnown } from "../../src/api/mask.ts";
import { completePolicies } from "../../src/api/policies.ts";
import { readBaseline } from "../../src/cli/baseline-file.ts";
import { atPlace, readPlacedFile } from "../../src/cli/placed-file.ts";
import { readValues } from "../../src/cli/values-file.ts";
import { verifyVectors } from "../../src/cli/verify/vectors.ts";
import { cases } from "../../src/contract/cases/index.ts";
import { createControl } from "../../src/control/control.ts";
import { pathOf } from "../../src/control/operation.ts";
import { operations } from "../../src/control/operations.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { createFill, withValues } from "../../src/traffic/fill-placeholders.ts";
import { createMasking } from "../../src/traffic/proxy/mask-exchange.ts";
import { readRecording } from "../../src/traffic/read-recording.ts";
import { replay } from "../../src/traffic/replay/replay.ts";
import { licenseWorld } from "../calls.ts";
import { inFolder } from "../own-cases.ts";

// What once ended in words of the engine, or in none, one by one.

/** No text can be made of it. */
const textless = { toString: 0 };

/** What a file of this content is refused with. */
const refusal = (name: string, content: unknown, read: (file: string) => unknown) =>
  inFolder({ [name]: typeof content === "string" ? content : JSON.stringify(content) }, (folder) => {
    try {
      read(join(folder, name));
      return "nothing";
    } catch (error) {
      return (error as Error).message.replace(folder, "");
    }
  });

const readCalls = (file: string) => {
  const placed = readPlacedFile(file, "replay");
  return atPlace(file, placed, () => readRecording(placed.value));
};

const request = { method: "GET", url: "https://x.test/api/v4/check_license", headers: {} };

describe("a file is refused with place, found and expected", () => {
  test.each<readonly [what: string, name: string, content: unknown, read: (file: string) => unknown, said: RegExp]>([
    [
      "a HAR file with a body that is no text",
      "a.har",
      {
        log: {
          entries: [
            {
              startedDateTime: "2030-01-31T00:00:00Z",
              request: { method: "GET", url: "https://x.test/", headers: [], postData: { text: textless } },
              response: { status: 200, headers: [] },
            },
          ],
        },
      },
      readCalls,
      /postData\/text: found {"toString":0}, expected a text/,
    ],
    [
      "a case file with evidence that is no text",
      "a.json",
      { evidence: textless, exchanges: [] },
      readCalls,
      /^.*:1:\d+: \/evidence: found {"toString":0}, expected ours, assumed/,
    ],
    ["YAML of lists in lists", "a.yaml", "- ".repeat(2_000), readCalls, /nested more than 100 deep/],
    ["a baseline that is nothing", "a.json", null, (file) => readBaseline(file, cases), /: \/: found null, expected/],
    [
      "a baseline with findings of nothing",
      "a.json",
      { failures: { "products/ok": [null] } },
      (file) => readBaseline(file, cases),
      /\/failures\/products\/ok: found \[null\], expected findings with claim and found/,
    ],
    [
      "a baseline with a message that is none",
      "a.json",
      { failures: {}, messages: { "products/ok": 5 } },
      (file) => readBaseline(file, cases),
      /\/messages\/products\/ok: found 5, expected a text/,
    ],
    ["vectors that are no list", "a.json", { vectors: "" }, verifyVectors, /\/vectors: found "", expected a list/],
    [
      "a vector with a date that is none",
      "a.json",
      { vectors: [{ date: 5, signature: "x", sharedKey: "y" }] },
      verifyVectors,
      /\/vectors\/0\/date: found 5, expected a text/,
    ],
    [
      "a vector of an endpoint that is none",
      "a.json",
      { vectors: [{ call: { endpoint: "x", fields: {} }, status: 200, headers: {}, body: "" }] },
      verifyVectors,
      /\/vectors\/0\/call\/endpoint: found "x", expected the name of an endpoint/,
    ],
    [
      "values that are very many",
      "a.json",
      Array.from({ length: 9_000 }, () => "x"),
      readValues,
      /^.{1,200}, expected an object of texts$/,
    ],
  ])("%s", async (_what, name, content, read, said) => {
    expect(await refusal(name, content, read)).toMatch(said);
  });
});

test("a message stays short however long a name in it is", async () => {
  const long = "y".repeat(100_000);
  expect(() => completePolicies({ [long]: 1 } as never)).toThrow(
    /^policy y{200}… \(100001 characters\) there is no such policy, expected one of/,
  );
  const control = createControl(createMock());
  for (const [path, body] of [
    ["faults", { kind: long }],
    ["tweaks", { endpoint: long, patch: {} }],
    ["clock/set", { time: long }],
    ["clock/advance-to", { license: long, moment: "expiry" }],
    ["faults", { kind: "delay", ms: 1, [long]: 1 }],
  ] as const) {
    const headers = { "content-type": "application/json", host: "localhost" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await control.request(`http://localhost/__mock/${path}`, init, { peer: "127.0.0.1" });
    expect(answer.status).toBe(400);
    expect((await answer.text()).length).toBeLessThan(1_500);
  }
});

test("a policy's name that is misspelt is told the nearest", () => {
  expect(() => completePolicies({ dialekt: "service" } as never)).toThrow("did you mean dialect?");
});

test("a recording is read though its evidence or a pseudonym is no text", () => {
  const body = { license_key: textless };
  const exchange = {
    request: { ...request, method: "POST", url: "https://x.test/api/v4/activate_license", body },
    response: { status: 200 },
  };
  const { file, startedAt } = readRecording({ evidence: textless, exchanges: [exchange] });
  expect([file.exchanges.length, startedAt]).toEqual([1, 0]);
  const target = { ...createMock(), baseUrl: "https://x.test" };
  const sources = { target, values: new Map(), secrets: new Map(), newPassword: undefined };
  expect(() => createFill({ ...sources, exchanges: file.exchanges })).not.toThrow();
});

test("a replay goes on after a password that is no text", async () => {
  const mock = createMock();
  const input = { username: "ada@example.test", password: textless, new_password: textless };
  const file = { exchanges: [{ request: { endpoint: "change-password", input }, expected: { status: 200 } }] };
  const target = { ...mock, baseUrl: "https://x.test" };
  const fetch = async () => new Response('"password_changed"', { status: 200 });
  for await (const { verdict } of replay({ file, target, fetch })) expect(verdict).toBe("differs");
});

test("what an answer gave stands amid a text as JSON, whatever it is", () => {
  expect(withValues("a {{x}} b {{y}}", (name) => (name === "x" ? textless : 5), {})).toBe('a {"toString":0} b 5');
});

describe("half a surrogate", () => {
  test("in a field loses no exchange of the proxy", () => {
    const body = '{"license_key":"KEYS-\\ud800-0001"}';
    const masked = createMasking()({
      ...{ outcome: "ok", claims: [], remarks: [], url: "https://x.test/", startedAt: 0, durationMs: 0 },
      request: { method: "POST", path: "/", query: "", headers: { "content-type": "application/json" }, body },
      answer: { status: 200, headers: {}, text: "{}", body: {} },
    });
    expect(masked.report.request.body).toBe('{"license_key":"LICENSE-KEY-1"}');
    expect(masked.mask("the license KEYS-\ud800-0001")).toBe("the license LICENSE-KEY-1");
  });

  test("is no reason not to mask a text", () => {
    const hide = (name: string) => (name === "license_key" ? "[key]" : undefined);
    expect(createMask(hide).text("\ud800license_key%3DABCD-EFGH-0001")).toContain("%5Bkey%5D");
  });

  test("in a customer account's code is no failure of the mock", async () => {
    const code = "acme\ud800";
    const world = licenseWorld({}, { customerAccounts: [{ code, name: "A" }] });
    const mock = createMock({ auth: "off", world });
    const query = "product=p&customer_account_code=acme%EF%BF%BD";
    const { status } = await mock.fetch(`https://x.test/api/v4/sso_url?${query}`);
    expect(status).toBeLessThan(500);
  });

  test("in a name that a path holds is sent as what cannot be read", () => {
    expect(pathOf(operations.dropSpace, { steps: { name: "a\ud800" } })).toBe("/spaces/a%EF%BF%BD");
  });
});

describe("what is known is hidden", () => {
  test("of those that begin at one place the longest, as addresses and JSON write it too", () => {
    const hide = hideKnown(
      new Map(Object.entries({ "secret-a": "[1]", "secret-a b": "[2]", 'say "x"': "[3]", ab: "[4]" })),
    );
    expect(hide('secret-a secret-a b secret-a%20b say \\"x\\" ab')).toBe("[1] [2] [2] [3] [4]");
  });

  test("in one go, though an answer brings thousands", () => {
    const known = new Map(Array.from({ length: 20_000 }, (_, at) => [`KEYS-${at}-0001`, "[k]"]));
    const text = [...known.keys()].join(" ");
    const before = process.cpuUsage();
    expect(hideKnown(known)(text)).toBe("[k] ".repeat(20_000).trim());
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000); // value by value it took minutes
  });
});
