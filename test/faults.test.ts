import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { verifySignature } from "../src/api/cryptography.ts";
import { licenseSignatureText, signatureHeader } from "../src/api/signature.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { type FaultKind, type FaultSpec, faultKinds } from "../src/mock/faults/kinds.ts";
import { faultReach } from "../src/mock/faults/reach.ts";
import { clientOf, fingerprint, inputOf, outcomeOf } from "./calls.ts";
import { doors, type OpenDoor } from "./doors.ts";

const role = "activeKeyLicense";
const last = (mock: Mock) => mock.journal.entries({ last: 1 })[0];
const check = (mock: Mock, name = role) =>
  outcomeOf(clientOf(mock).call("check-license", inputOf(mock, "check-license", name)));

/** A signed check of a license as a plain request. */
function checkRequest(mock: Mock, baseUrl: string): Request {
  const query = new URLSearchParams(inputOf(mock, "check-license", role) as never);
  return new Request(`${baseUrl}/api/v4/check_license?${query}`, {
    headers: authorize(mock.credentials),
    redirect: "manual",
  });
}

/** What a client sees: the answer, or the error where the connection fails, and the body as far as it came. */
async function seen(door: OpenDoor, mock: Mock) {
  const began = performance.now();
  try {
    const response = await door.send(checkRequest(mock, door.baseUrl));
    if (response.type === "error") throw new TypeError("a network error, as msw gives it to whoever asks it directly");
    const { status, headers } = response;
    const body = await response.text().catch((error: Error) => error);
    return { status, headers, body, ms: performance.now() - began, error: undefined };
  } catch (error) {
    return { status: 0, headers: new Headers(), body: "", ms: 0, error };
  }
}

/** What the client sees of each kind, where its connection holds. */
const answers: {
  [K in FaultKind]?: {
    spec?: object;
    status?: number;
    see?: (what: Awaited<ReturnType<typeof seen>>, mock: Mock) => unknown;
  };
} = {
  error: {
    spec: { code: "license_expired" },
    status: 400,
    see: ({ body }) => expect(body).toContain('"code":"license_expired"'),
  },
  "too-many-requests": {
    spec: { retryAfterSeconds: 3 },
    status: 429,
    see: ({ headers }) => expect(headers.get("retry-after")).toBe("3"),
  },
  "internal-server-error": { status: 500, see: ({ body }) => expect(body).toContain("internal_error") },
  "bad-gateway": { status: 502, see: ({ body }) => expect(JSON.parse(String(body))).toMatchObject({ status: 502 }) },
  "service-unavailable": {
    spec: { retryAfterSeconds: 9 },
    status: 503,
    see: ({ headers }) => expect(headers.get("retry-after")).toBe("9"),
  },
  "html-page": { status: 502, see: ({ body }) => expect(body).toMatch(/^<!doctype html>/) },
  "empty-body": { see: ({ body }) => expect(body).toBe("") },
  "invalid-json": { see: ({ body }) => expect(() => JSON.parse(String(body))).toThrow() },
  "wrong-content-type": { see: ({ headers }) => expect(headers.get("content-type")).toBe("text/html") },
  "missing-signature": { see: ({ headers }) => expect(headers.has(signatureHeader)).toBe(false) },
  "other-key-signature": { see: ({ headers }) => expect(headers.get(signatureHeader)).toHaveLength(344) },
  "other-bytes-signature": { see: ({ headers }) => expect(headers.get(signatureHeader)).toHaveLength(344) },
  "old-license-signature": { see: ({ body }) => expect(body).toContain("license_signature") },
  "stale-date": {
    see: ({ headers }) => expect(Date.parse(headers.get("date") ?? "") - Date.now()).toBeLessThan(-59 * 60_000),
  },
  "future-date": {
    spec: { minutes: 600 },
    see: ({ headers }) => expect(Date.parse(headers.get("date") ?? "") - Date.now()).toBeGreaterThan(599 * 60_000),
  },
  redirect: {
    spec: { location: "https://portal.test/login", status: 302 },
    status: 302,
    see: ({ headers }) => expect(headers.get("location")).toBe("https://portal.test/login"),
  },
  replay: { see: ({ body }) => expect(body).toContain("ACTV-PERP-KEYS-0001") },
  "answer-of": {
    spec: { of: { input: { license_key: "TIME-LIMI-KEYS-0001" } } },
    see: ({ body }) => expect(body).toContain("TIME-LIMI-KEYS-0001"),
  },
  "sha1-signature": { see: ({ headers }) => expect(headers.get(signatureHeader)).toHaveLength(344) },
  "pss-signature": { see: ({ headers }) => expect(headers.get(signatureHeader)).toHaveLength(344) },
  "rotated-key-signature": {
    see: async ({ headers, body }, mock) =>
      expect(await verifySignature(mock.nextPublicKey, String(body), headers.get(signatureHeader) ?? "")).toBe(true),
  },
  "damaged-license-signature": { see: ({ body }) => expect(body).toContain("license_signature") },
  "missing-license-signature": { see: ({ body }) => expect(body).not.toContain("license_signature") },
  "respelled-json": { see: ({ body }) => expect(JSON.parse(String(body))).toMatchObject({ is_expired: false }) },
  "large-body": {
    spec: { bytes: 100_000 },
    see: ({ body }) => expect(JSON.parse(String(body)).padding).toHaveLength(100_000),
  },
  "deep-body": { spec: { depth: 50_000 }, see: ({ body }) => expect(body).toContain(`${"[".repeat(50_000)}]`) },
  "other-header-case": { see: ({ headers }) => expect(headers.get("content-type")).toMatch(/json/) },
  "repeated-signature": {
    see: async ({ headers, body }, mock) => {
      const [wrong = "", right = "", ...more] = (headers.get(signatureHeader) ?? "").split(", ");
      expect(await verifySignature(mock.publicKey, String(body), wrong)).toBe(false);
      expect(await verifySignature(mock.publicKey, String(body), right)).toBe(true);
      expect([wrong.length, more]).toEqual([344, []]);
    },
  },
};

test("every kind of fault that an answer shows has its row here", () => {
  const shown = Object.entries(faultReach).filter(([, reach]) => reach.handle === "full");
  expect(shown.map(([kind]) => kind).filter((kind) => !Object.hasOwn(answers, kind))).toEqual([]);
});

/** Kinds whose answers carry a signature that fits. */
const isSignedRight = (kind: FaultKind) =>
  ![
    "html-page",
    "redirect",
    "missing-signature",
    "other-key-signature",
    "other-bytes-signature",
    "sha1-signature",
    "pss-signature",
    "rotated-key-signature",
    "repeated-signature",
    "empty-body",
  ].includes(kind);

describe.each(Object.keys(doors))("through %s", (name) => {
  let mock: Mock;
  let door: OpenDoor;
  beforeEach(async () => {
    mock = createMock();
    door = await (doors[name] as (typeof doors)[string])(mock);
  });
  afterEach(() => door.close());

  test.each(Object.keys(answers) as FaultKind[])(
    "%s is what the client sees, once, and the journal names it",
    async (kind) => {
      const { spec, status = 200, see } = answers[kind] ?? {};
      const fault = mock.faults.add({ kind, times: 1, endpoint: "check-license", ...spec } as FaultSpec);
      const what = await seen(door, mock);
      expect(what.status).toBe(status);
      await see?.(what, mock);
      const signature = what.headers.get(signatureHeader) ?? "";
      expect(await verifySignature(mock.publicKey, String(what.body), signature)).toBe(isSignedRight(kind));
      expect(last(mock)).toMatchObject({ fault: { id: fault.id, kind }, status });
      const next = await seen(door, mock);
      expect(next.status).toBe(200);
      expect(await verifySignature(mock.publicKey, String(next.body), next.headers.get(signatureHeader) ?? "")).toBe(
        true,
      );
    },
  );

  const travels = name !== "mock.handle";
  test.runIf(travels).each(["refuse-connection", "reset-before-answer"] as const)("%s fails the call", async (kind) => {
    mock.faults.add({ kind, times: 1 });
    expect((await seen(door, mock)).error).toBeInstanceOf(TypeError);
    expect((await seen(door, mock)).status).toBe(200);
  });

  test.runIf(travels).each(["reset-in-answer", "truncated-body"] as const)(
    "%s fails the body, after its status",
    async (kind) => {
      mock.faults.add({ kind, times: 1 });
      const { status, body } = await seen(door, mock);
      expect(status).toBe(200);
      expect(body).toBeInstanceOf(Error);
      expect((await seen(door, mock)).body).toEqual(expect.any(String));
    },
  );

  test.runIf(travels)("endless-body goes on behind the answer, until the client leaves", async () => {
    mock.faults.add({ kind: "endless-body", times: 1 });
    const { status, headers, body } = await door.send(checkRequest(mock, door.baseUrl));
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    let text = "";
    while (text.length < 50_000) text += new TextDecoder().decode((await reader.read()).value);
    void reader.cancel(); // under msw it ends when its own copy does
    expect([status, headers.has("content-length")]).toEqual([200, false]);
    expect(text.trimEnd()).toMatch(/^\{.*\}$/);
    expect(await verifySignature(mock.publicKey, text.trimEnd(), headers.get(signatureHeader) ?? "")).toBe(true);
    expect((await seen(door, mock)).status).toBe(200);
  });

  test.runIf(travels).each(["delay", "slow-body"] as const)(
    "%s takes its time, and hangs under no fake timers",
    async (kind) => {
      mock.faults.add({ kind, ms: 60 });
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "setImmediate"] });
      const { body } = await seen(door, mock).finally(() => vi.useRealTimers());
      expect(JSON.parse(String(body))).toMatchObject({ license_key: "ACTV-PERP-KEYS-0001" });
      expect((await seen(door, mock)).ms).toBeGreaterThan(50);
    },
  );
});

test("mock.handle says as data how an answer is to travel", async () => {
  const mock = createMock({ auth: "off" });
  mock.faults.add({ kind: "delay", ms: 20 });
  mock.faults.add({ kind: "reset-in-answer" });
  const request = { method: "GET", path: "/api/v4/products", query: "", headers: () => undefined, body: "" };
  expect(await mock.handle(request)).toMatchObject({ status: 200, delivery: { delayMs: 20, slowMs: 0, cut: "in" } });
});

test("for every kind and way in it is said how far it goes", () => {
  expect(Object.keys(faultReach).sort()).toEqual(Object.keys(faultKinds).sort());
  for (const reach of Object.values(faultReach)) {
    for (const how of Object.values(reach)) expect(how).toMatch(/^(full$|approximate: \w|not possible: \w)/);
  }
});

describe("a signature inside a license can be an old one", () => {
  test("while the end that the body shows is new and the header is right", async () => {
    const mock = createMock();
    mock.faults.add({ kind: "old-license-signature" });
    const input = inputOf(mock, "check-license", "timeLimitedLicense");
    const { license_signature, validity_period } = await clientOf(mock).call("check-license", input);
    const text = (end: string | null) =>
      licenseSignatureText({ hardware_id: "Laptop-1", id: "TIME-LIMI-KEYS-0001", validity_period: end });
    const before = new Date(Date.parse(validity_period ?? "") - 365 * 86_400_000).toISOString();
    expect(await verifySignature(mock.publicKey, text(validity_period), license_signature)).toBe(false);
    expect(await verifySignature(mock.publicKey, text(before), license_signature)).toBe(true);
  });

  test("only where there is one", async () => {
    const mock = createMock();
    const add = () => mock.faults.add({ kind: "old-license-signature", endpoint: "add-consumption" });
    expect(add).toThrow(
      /fault\/endpoint: answers of add-consumption have no license_signature inside, expected one of/,
    );
  });
});

describe("a call that fails", () => {
  const consume = (mock: Mock) =>
    clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense"));

  test.each<[FaultSpec, number]>([
    [{ kind: "service-unavailable", times: 1 }, 11],
    [{ kind: "service-unavailable", times: 1, happens: true }, 12],
    [{ kind: "reset-before-answer", times: 1 }, 12],
    [{ kind: "reset-before-answer", times: 1, happens: false }, 11],
    [{ kind: "error", code: "license_not_enabled", times: 1 }, 11],
    [{ kind: "other-key-signature", times: 1 }, 12],
  ])("has happened, or not: %j", async (spec, total) => {
    const mock = createMock();
    mock.faults.add(spec);
    await expect(consume(mock)).rejects.toThrow();
    expect(await consume(mock)).toMatchObject({ total_consumptions: total });
  });

  test("is told from one that the mock refused, in the journal", async () => {
    const mock = createMock();
    mock.faults.add({ kind: "bad-gateway", times: 1 });
    const before = fingerprint(mock);
    await expect(consume(mock)).rejects.toThrow("HTTP 502");
    expect(fingerprint(mock)).toBe(before);
    expect(last(mock)).toMatchObject({ outcome: "fault", status: 502 });
    expect(last(mock)?.why.at(-1)).toBe("failed on purpose: fault 1 (bad-gateway)");
  });
});

describe("a fault is for", () => {
  const outcomes = async (mock: Mock, calls: number) => {
    const all: string[] = [];
    for (let call = 0; call < calls; call++) all.push(await check(mock));
    return all.map((outcome) => (outcome === "ok" ? "." : "x")).join("");
  };
  const error = { kind: "error", code: "license_expired" } as const;

  test.each<[string, Partial<FaultSpec>, string]>([
    ["every call", {}, "xxxxx"],
    ["so many calls", { times: 2 }, "xx..."],
    ["calls after some", { after: 2, times: 1 }, "..x.."],
    ["one endpoint", { endpoint: "add-consumption" }, "....."],
    ["several endpoints", { endpoint: ["add-consumption", "check-license"] }, "xxxxx"],
    ["one license", { license: "ACTV-PERP-KEYS-0001" }, "xxxxx"],
    ["another license", { license: "NONE" }, "....."],
    ["another device", { device: "Laptop-9" }, "....."],
    ["one product", { product: "key-app" }, "xxxxx"],
    [
      "what a function says",
      { when: ({ headers }) => headers("authorization")?.includes('signature="***"') ?? false },
      "xxxxx",
    ],
  ])("%s", async (_what, filter, pattern) => {
    const mock = createMock();
    mock.faults.add({ ...error, ...filter } as FaultSpec);
    expect(await outcomes(mock, 5)).toBe(pattern);
  });

  test("some calls by chance, which the seed decides", async () => {
    const patternOf = async (seed: number) => {
      const mock = createMock();
      mock.faults.add({ ...error, probability: 0.4, seed });
      return outcomes(mock, 40);
    };
    expect(await patternOf(7)).toBe(await patternOf(7));
    expect(await patternOf(7)).not.toBe(await patternOf(8));
    expect((await patternOf(7)).replaceAll(".", "").length).toBeGreaterThan(5);
  });

  test("one call alone where several meet it, besides delays", async () => {
    const mock = createMock();
    const first = mock.faults.add({ ...error, times: 1 });
    const second = mock.faults.add({ kind: "html-page", times: 1 });
    const delay = mock.faults.add({ kind: "delay", ms: 1 });
    await check(mock);
    expect(mock.faults.list().map(({ applied }) => applied)).toEqual([1, 0, 1]);
    expect(mock.faults.unused()).toEqual([second]);
    mock.faults.remove(first.id);
    mock.faults.remove(delay.id);
    expect(mock.faults.list()).toEqual([second]);
    mock.reset();
    expect(mock.faults.list()).toEqual([]);
  });

  test("calls that are authorized: no other looks as if it were", async () => {
    const mock = createMock();
    mock.faults.add({ ...error });
    mock.faults.add({ kind: "empty-body" });
    expect((await mock.fetch("https://x.test/api/v4/products")).status).toBe(400);
    expect(last(mock)).toMatchObject({ outcome: "missing_headers" });
    mock.faults.add({ kind: "service-unavailable", endpoint: "products" });
    expect((await mock.fetch("https://x.test/api/v4/products")).status).toBe(503);
    expect((await mock.fetch("https://x.test/nowhere")).status).toBe(404);
  });

  test("an endpoint, where the request could not be read", async () => {
    const mock = createMock({ auth: "off" });
    mock.faults.add({ kind: "wrong-content-type", endpoint: "check-license" });
    mock.faults.add({ kind: "html-page", license: "ACTV-PERP-KEYS-0001" });
    const response = await mock.fetch("https://x.test/api/v4/check_license");
    expect([response.status, response.headers.get("content-type")]).toEqual([400, "text/html"]);
  });
});
