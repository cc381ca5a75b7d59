import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { operationRows } from "../src/control/operations.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { inputOf } from "./calls.ts";
import { type Answer, type Control, controlOf, json, withServer } from "./control-server.ts";

const errors = vi.spyOn(console, "error");
beforeEach(() => void errors.mockClear());
afterEach(() => expect(errors).not.toHaveBeenCalled());

describe("bad input is refused with the place, what was found and what was expected", () => {
  let server: Server;
  let control: Control;
  beforeAll(async () => {
    server = await serve(createMock());
    control = controlOf(server);
  });
  afterAll(() => server.close());

  test.each([
    ["POST", "/faults", "{", 400, /^body: found no JSON \(.*\), expected a JSON object$/],
    ["POST", "/faults", "", 400, "body: found nothing, expected a JSON object"],
    ["POST", "/faults", "[1]", 400, "body: found [1], expected a JSON object"],
    ["POST", "/faults", "null", 400, "body: found null, expected a JSON object"],
    ["POST", "/tweaks", '"x"', 400, 'body: found "x", expected a JSON object'],
    ["POST", "/tweaks", `{"patch":${'{"a":'.repeat(200)}1${"}".repeat(200)}}`, 400, /nested more than 100 deep/],
    ["POST", "/spaces", { name: "a b" }, 400, /^body\/name: must match .*, found "a b"$/],
    ["POST", "/spaces", { name: 5 }, 400, "body/name: must be string, found 5"],
    ["POST", "/spaces", { journals: 5 }, 400, "body/journals: is no field, did you mean journal?"],
    ["POST", "/spaces", { journal: -1 }, 400, "body/journal: must not be below 0, found -1"],
    ["POST", "/spaces", { clock: "soon" }, 400, /^clock: found "soon", expected a date like/],
    ["POST", "/spaces", { policy: { dialect: "x" } }, 400, /^policy dialect: found "x", expected documents or service/],
    ["POST", "/spaces", { policy: { dialct: "x" } }, 400, /^policy dialct: there is no such policy/],
    ["POST", "/spaces", { name: "default" }, 409, "body/name: there is a space default already"],
    ["GET", "/spaces/nope", undefined, 404, /^space: there is no space "nope" There are: default/],
    ["DELETE", "/spaces/nope", undefined, 404, /no space "nope"/],
    ["DELETE", "/spaces/default", undefined, 409, /is the main one, which only a reset puts back/],
    ["GET", "/faults?space=nope", undefined, 404, /no space "nope"/],
    ["POST", "/clock/set", {}, 400, "body/time: is missing, found nothing"],
    ["POST", "/clock/set", { time: true }, 400, "body/time: must be string or integer, found true"],
    ["POST", "/clock/set", { time: 1e17 }, 400, /^clock: found 100000000000000000, expected a date/],
    ["POST", "/clock/advance", {}, 400, "body: must not be empty, found {}"],
    ["POST", "/clock/advance", { days: "30" }, 400, 'body/days: must be number, found "30"'],
    ["POST", "/clock/advance", { weeks: 1 }, 400, /^body\/weeks: is no field \(there are duration, ms/],
    ["POST", "/clock/advance", { duration: "1d", days: 1 }, 400, /^body\/days: found beside duration/],
    ["POST", "/clock/advance", { duration: "x" }, 400, /^clock: found "x", expected a duration/],
    ["POST", "/clock/run", { rate: -1 }, 400, "body/rate: must not be below 0, found -1"],
    ["POST", "/clock/freeze", { time: "x" }, 400, /^clock: found "x"/],
    ["POST", "/clock/advance-to", { license: "x", moment: "expiry" }, 400, /the world has no license x/],
    ["POST", "/clock/advance-to", { license: 1, moment: "end" }, 400, /found the moment "end", expected one of start/],
    ["POST", "/clock/advance-to", { license: 1, moment: "expiry", offset: { day: 1 } }, 400, /^body\/offset\/day/],
    ["POST", "/faults", { kind: "dealy" }, 400, 'fault/kind: there is no kind "dealy", did you mean delay?'],
    ["POST", "/faults", { kind: "delay", ms: "5" }, 400, 'fault/ms: must be integer, found "5"'],
    ["POST", "/faults", { kind: "delay", ms: 5, endpoint: "chek-license" }, 400, /did you mean check-license/],
    ["DELETE", "/faults/7", undefined, 404, "there is no fault 7"],
    ["DELETE", "/faults/x", undefined, 400, 'id: found "x", expected a number'],
    ["GET", "/faults?unused=maybe", undefined, 400, 'query/unused: found "maybe", expected true or false'],
    ["GET", "/faults?unsed=true", undefined, 400, 'query: found "unsed", did you mean unused?'],
    ["GET", "/clock?x=1", undefined, 400, 'query: found "x", expected nothing'],
    ["POST", "/tweaks", { endpoint: "versions" }, 400, "tweak/patch: is missing, found nothing"],
    ["POST", "/tweaks", { patch: 5 }, 400, "tweak/patch: must be object, found 5"],
    ["DELETE", "/tweaks/7", undefined, 404, "there is no tweak 7"],
    ["GET", "/journal?endpoint=chek-license", undefined, 400, /did you mean check-license/],
    ["GET", "/journal?outcome=okay", undefined, 400, /^query\/outcome: found "okay"/],
    ["GET", "/journal?last=-1", undefined, 400, 'query/last: found "-1", expected a whole number'],
    ["GET", "/journal?last=1&last=2", undefined, 400, "query/last: found several, expected one"],
    ["PUT", "/world", {}, 400, /^\/companies: is missing, found nothing/],
    ["GET", "/world/licences", undefined, 404, /did you mean licenses/],
    ["GET", "/world/constructor", undefined, 404, /found the table "constructor"/],
    ["GET", "/world/licenses?licenceKey=x", undefined, 400, /did you mean licenseKey/],
    ["GET", "/world/licenses/1", undefined, 404, "licenses: there is no row of the id 1"],
    ["PATCH", "/world/licenses/1", {}, 404, "licenses: there is no row of the id 1"],
    ["POST", "/world/licenses", { product: "key-app", type: "eternal" }, 400, /^licenses\.type: .*found "eternal"/],
    ["POST", "/world/devices", { license: 5, hardwareId: "h" }, 400, /^devices\.license: found 5, expected the id/],
    ["PUT", "/snapshots/a%20b", undefined, 400, /^snapshots: found the name "a b"/],
    ["POST", "/snapshots/none/restore", undefined, 404, /^snapshots: found no "none"/],
    ["DELETE", "/snapshots/none", undefined, 404, 'there is no snapshot "none"'],
    ["GET", "/nowhere", undefined, 404, /^there is no \/__mock\/nowhere/],
    ["PATCH", "/faults", {}, 405, "/__mock/faults takes no PATCH, expected GET, POST, DELETE"],
    ["POST", "/health", {}, 405, "/__mock/health takes no POST, expected GET"],
    ["OPTIONS", "/faults", undefined, 405, /takes no OPTIONS/],
  ] as const)("%s %s %j", async (method, path, body, status, message) => {
    const answer = await control(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: expect.any(String) } });
    if (typeof message === "string") expect(answer.body.error).toBe(message);
    else expect(answer.body.error).toMatch(message);
    if (status === 405) expect(answer.headers.get("allow")).toBeTruthy();
  });

  test("a body that is no UTF-8 or too large is refused", async () => {
    const send = (body: string | Uint8Array<ArrayBuffer>) =>
      fetch(`${server.url}/__mock/faults`, { method: "POST", headers: json, body });
    expect((await send(new Uint8Array([0xff]))).status).toBe(400);
    expect((await send(`"${"x".repeat(2 ** 26)}"`)).status).toBe(413);
  });

  test("a body may be left out where all in it may, and HEAD is a GET", async () => {
    expect((await control("POST", "/spaces")).status).toBe(201);
    expect((await control("POST", "/clock/freeze", "")).status).toBe(200);
    expect((await control("POST", "/clock/run")).body).toEqual({ now: expect.any(String), rate: 1 });
    expect((await control("HEAD", "/journal")).status).toBe(200);
  });
});

describe("spaces of a server", () => {
  const check = async (server: Server, space: { credentials: { apiKey: string; sharedKey: string } }, more = {}) => {
    const query = new URLSearchParams(inputOf(createMock(), "check-license", "activeKeyLicense") as never);
    const headers = { ...authorize(space.credentials), ...more };
    return fetch(`${server.url}/api/v4/check_license?${query}`, { headers });
  };

  test("1,000 of them are made over HTTP, each with credentials and a state of its own", async () => {
    await withServer({}, async (control, server) => {
      const made: Answer[] = [];
      for (let at = 0; at < 1_000; at += 50) {
        made.push(...(await Promise.all(Array.from({ length: 50 }, () => control("POST", "/spaces")))));
      }
      expect(new Set(made.map(({ body }) => body.credentials.apiKey)).size).toBe(1_000);
      expect((await control("GET", "/spaces")).body).toHaveLength(1_001);
      const last = made.at(-1)?.body;
      expect(last).toMatchObject({ url: server.url, roles: expect.any(Object) });
      expect((await check(server, last)).status).toBe(200);
      expect((await control("GET", `/journal?space=${last.name}`)).body).toHaveLength(1);
      expect((await control("GET", "/journal", undefined, { "x-mock-space": made[0]?.body.name })).body).toEqual([]);
    });
  });

  test("a call finds its space by its API key or by the header", async () => {
    await withServer({}, async (control, server) => {
      const { body: a } = await control("POST", "/spaces", { name: "a" });
      await control("POST", "/spaces", { name: "b" });
      const main = { credentials: (await control("GET", "/credentials")).body };
      expect((await check(server, a)).status).toBe(200);
      expect((await check(server, main, { "X-Mock-Space": "b" })).status).toBe(400);
      expect((await check(server, main)).status).toBe(200);
      const counts = await Promise.all(
        ["a", "b", "default"].map(async (name) => (await control("GET", `/journal?space=${name}`)).body.length),
      );
      expect(counts).toEqual([1, 1, 1]);
    });
  });

  test("where spaces are required the main one takes no calls, and its controls all the same", async () => {
    await withServer({ mock: { requireSpace: true } }, async (control, server) => {
      const main = { credentials: (await control("GET", "/credentials")).body };
      expect((await check(server, main)).status).toBe(400);
      const { body: space } = await control("POST", "/spaces", {});
      expect((await check(server, space)).status).toBe(200);
    });
  });

  test("one that nobody uses is dropped, and asking for it is use", async () => {
    let now = Date.parse("2026-11-22T12:00:00.000Z");
    await withServer({ mock: { spaceIdleMs: 60_000, wallClock: () => now } }, async (control) => {
      for (const name of ["used", "left"]) await control("POST", "/spaces", { name });
      now += 59_000;
      expect((await control("GET", "/clock?space=used")).status).toBe(200);
      now += 2_000;
      expect((await control("GET", "/spaces")).body).toEqual(["default", "used"]);
      expect((await control("GET", "/spaces/left")).status).toBe(404);
      expect((await control("POST", "/spaces", { name: "left" })).status).toBe(201);
    });
  });

  test("there are no more of them than the option says", async () => {
    await withServer({ mock: { maxSpaces: 1 } }, async (control) => {
      expect((await control("POST", "/spaces")).status).toBe(201);
      expect((await control("POST", "/spaces")).body.error).toContain("expected at most 1 (option maxSpaces)");
    });
  });
});

// To replay: CONTROL_SEED=<seed> npx vitest run test/control-api.test.ts
const seed = Number(process.env.CONTROL_SEED ?? 20_261_122);

test(`2,000 random calls are never the server's fault, and it goes on (seed ${seed})`, async () => {
  const words = [
    "x",
    "licenses",
    "features",
    "devices",
    "1",
    "default",
    "a",
    "..",
    "%2e%2e",
    "%ZZ",
    "%00",
    "ä",
    "__proto__",
  ];
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...operationRows.map(([, row]) => row.path)) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom("world", "clock", "faults", ...words)).map((steps) => `/${steps.join("/")}`),
    },
  );
  const names = ["time", "duration", "days", "kind", "ms", "endpoint", "patch", "name", "clock", "policy", "product"];
  const more = [
    "license",
    "moment",
    "offset",
    "hardwareId",
    "licenseKey",
    "companies",
    "id",
    "rate",
    "__proto__",
    "when",
  ];
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(1e308, -1, 8.64e15, "+99999999y", "9999-12-31T23:59:59.999Z", "-1d", "delay", "check-license"),
  );
  const body = fc.oneof(
    fc.dictionary(fc.constantFrom(...names, ...more), value).map((fields) => JSON.stringify(fields)),
    fc.json(),
    fc.string(),
  );
  const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE");
  const calls = fc.sample(
    fc.record({ method, path, body, word: fc.constantFrom(...words), query: fc.webQueryParameters() }),
    {
      seed,
      numRuns: 2_000,
    },
  );
  await withServer({}, async (control) => {
    const wrong: unknown[] = [];
    for (const call of calls) {
      const at = `${call.path.replace(/:\w+/g, call.word)}?${call.body.length % 3 === 0 ? call.query : ""}`;
      const answer = await control(call.method, at, call.method === "GET" ? undefined : call.body);
      const isOurs =
        answer.status < 400 || typeof answer.body.error === "string" || typeof answer.body.code === "string";
      const isEngines = /Cannot (read|convert)|is not (a function|iterable|defined)|Maximum call|undefined \(/.test(
        String(answer.body.error),
      );
      if (answer.status >= 500 || !isOurs || isEngines)
        wrong.push([call.method, at, call.body, answer.status, answer.body]);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect((await control("GET", "/health")).body.status).toBe("ok");
    expect((await control("POST", "/reset")).status).toBe(200);
  });
}, 60_000);
