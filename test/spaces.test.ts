import { describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { verifySignature } from "../src/api/cryptography.ts";
import { flatOffline } from "../src/contract/encode-offline-request.ts";
import { serve } from "../src/doors/node.ts";
import { createMock, type MockOptions } from "../src/mock/create-mock.ts";
import type { Space } from "../src/mock/space/space.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";
import { doors } from "./doors.ts";
import { fingerprint } from "./fingerprint.ts";

const time = "2026-11-22T12:00:00.000Z";
const tokenPath = "/realms/user-portal/protocol/openid-connect/token";

const consume = (space: Space) =>
  clientOf(space).call("add-consumption", inputOf(space, "add-consumption", "consumptionLicense"));

const roleOf = (space: Space, role: string): Record<string, unknown> => ({ ...space.roles[role] });

/** A check of the active license with headers of one's own. */
function checkRequest(space: Space, headers: Record<string, string>, baseUrl = "https://x.test"): Request {
  const query = new URLSearchParams(inputOf(space, "check-license", "activeKeyLicense") as never);
  return new Request(`${baseUrl}/api/v4/check_license?${query}`, { headers });
}

/** The names of the spaces that answered, as the journals have it. */
function answeredBy(mock: ReturnType<typeof createMock>): string[] {
  return mock.spaces().flatMap((name) => {
    const { journal } = mock.space(name);
    return journal.entries().map(({ space }) => space);
  });
}

describe("a space", () => {
  test("has a state, a clock, policies and a journal that no other feels", async () => {
    const mock = createMock({ clock: time });
    const one = mock.space("one", { policy: { expiredCheck: "error" } });
    const other = mock.space("other", { clock: "2030-01-01T00:00:00.000Z", journal: 1 });
    const before = fingerprint(other);
    await consume(one);
    expect(await consume(one)).toMatchObject({ total_consumptions: 12 });
    expect(fingerprint(other)).toBe(before);
    expect(await consume(mock)).toMatchObject({ total_consumptions: 11 });
    one.clock.advance({ days: 400 });
    expect(mock.clock.now()).toBe(Date.parse(time));
    const late = (space: Space) =>
      outcomeOf(clientOf(space).call("check-license", inputOf(space, "check-license", "timeLimitedLicense")));
    expect([await late(one), await late(mock)]).toEqual(["license_expired", "ok"]);
    expect([mock.policy.expiredCheck, other.policy.expiredCheck]).toEqual(["flag", "flag"]);
    await late(other);
    await late(other);
    expect(one.journal.entries().map(({ space }) => space)).toEqual(["one", "one", "one"]);
    expect(other.journal.entries()).toHaveLength(1);
    expect(mock.journal.entries()).toHaveLength(2);
  });

  test("begins as the mock began, whatever has happened to the mock since", async () => {
    const mock = createMock();
    await consume(mock);
    expect(await consume(mock.space("late"))).toMatchObject({ total_consumptions: 11 });
  });

  test("is the same each time it is asked for, and the name default means the mock", () => {
    const mock = createMock();
    expect(mock.space("a")).toBe(mock.space("a"));
    expect(mock.space("default")).toBe(mock);
    expect(mock.name).toBe("default");
    expect(mock.spaces()).toEqual(["default", "a"]);
  });

  test("is put back alone, and putting the mock back leaves it as it is", async () => {
    const mock = createMock();
    const space = mock.space("a");
    await consume(space);
    await consume(mock);
    mock.reset();
    expect(await consume(space)).toMatchObject({ total_consumptions: 12 });
    expect(await consume(mock)).toMatchObject({ total_consumptions: 11 });
    space.reset();
    expect(await consume(space)).toMatchObject({ total_consumptions: 11 });
    expect(await consume(mock)).toMatchObject({ total_consumptions: 12 });
  });

  test("goes back to a snapshot", async () => {
    const space = createMock().space("a");
    const snapshot = space.snapshot();
    await consume(space);
    space.restore(snapshot);
    expect(await consume(space)).toMatchObject({ total_consumptions: 11 });
  });

  test("has credentials of its own, the same with the same secret, and keeps keys, users and ids", () => {
    const mock = () => createMock({ spaceSecret: "s3cret" });
    const [one, again, other] = [mock().space("a"), mock().space("a"), mock().space("b")];
    expect(one.credentials).toEqual(again.credentials);
    expect(one.roles).toEqual(again.roles);
    expect(one.credentials.apiKey).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const values = ({ credentials: { apiKey, sharedKey }, roles }: Space) => [
      ...[apiKey, sharedKey, roles.readOnlyKey?.apiKey, roles.readOnlyKey?.sharedKey],
      ...[roles.oauthClient?.client_id, roles.companyToken?.access_token],
    ];
    expect(new Set([...values(one), ...values(other), ...values(createMock())]).size).toBe(18);
    expect(one.roles.activeKeyLicense).toEqual(other.roles.activeKeyLicense);
  });

  test("signs so that the mock's public key verifies it", async () => {
    const mock = createMock();
    const space = mock.space("a");
    const response = await mock.fetch(checkRequest(space, authorize(space.credentials)));
    const signature = response.headers.get("LicenseSignature") ?? "";
    expect(await verifySignature(mock.publicKey, await response.text(), signature)).toBe(true);
  });

  test("refuses the key of another space and says whose it is", async () => {
    const mock = createMock();
    const [a, b] = [mock.space("a"), mock.space("b")];
    const headers = { ...authorize(a.credentials), "X-Mock-Space": "b" };
    const response = await mock.fetch(checkRequest(b, headers));
    expect(await response.json()).toMatchObject({ code: "invalid_api_key" });
    expect(response.headers.get("X-Mock-Explain")).toContain("it is a key of the space a");
    const own = await b.fetch(checkRequest(b, authorize(mock.credentials)));
    expect(own.headers.get("X-Mock-Explain")).toContain("it is a key of the space default");
  });
});

describe.each(["mock.handle", "mock.fetch", "HTTP"])("through %s, a call goes to the space", (door) => {
  async function answeringSpaces(
    send: (mock: ReturnType<typeof createMock>, baseUrl: string) => Request,
    auth = "verify",
  ) {
    const mock = createMock({ auth: auth as NonNullable<MockOptions["auth"]> });
    mock.space("other");
    mock.space("a");
    const opened = await doors[door]?.(mock);
    if (!opened) throw new Error(`no door ${door}`);
    const response = await opened.send(send(mock, opened.baseUrl));
    await opened.close();
    return [...answeredBy(mock), response.status];
  }

  test("of its API key", async () => {
    const answered = await answeringSpaces((mock, url) =>
      checkRequest(mock, authorize(mock.space("a").credentials), url),
    );
    expect(answered).toEqual(["a", 200]);
  });

  test("of its access token", async () => {
    const answered = await answeringSpaces((mock, url) => {
      const token = mock.space("a").roles.companyToken?.access_token;
      return checkRequest(mock, { Date: new Date().toUTCString(), Authorization: `Bearer ${token}` }, url);
    });
    expect(answered).toEqual(["a", 200]);
  });

  test.each(["form", "Basic"])("of its OAuth client, which asks by %s", async (way) => {
    const answered = await answeringSpaces((mock, url) => {
      const { client_id, client_secret } = roleOf(mock.space("a"), "oauthClient");
      const form = new URLSearchParams({ grant_type: "client_credentials" });
      const headers: Record<string, string> = { "content-type": "application/x-www-form-urlencoded" };
      if (way === "Basic") headers.authorization = `Basic ${btoa(`${client_id}:${client_secret}`)}`;
      else for (const [name, value] of Object.entries({ client_id, client_secret })) form.set(name, String(value));
      return new Request(url + tokenPath, { method: "POST", headers, body: form.toString() });
    });
    expect(answered).toEqual(["a", 200]);
  });

  test("of the API key in its offline body", async () => {
    const answered = await answeringSpaces((mock, url) => {
      const { credentials } = mock.space("a");
      const input = inputOf(mock, "activate-offline", "unactivatedLicense", { date: new Date().toUTCString() });
      const payload = { ...input, api_key: credentials.apiKey };
      const { text } = flatOffline(payload as never, credentials);
      return new Request(`${url}/api/v4/activate_offline`, { method: "POST", body: text });
    });
    expect(answered[0]).toBe("a");
  });

  test("that its header names", async () => {
    const answered = await answeringSpaces((mock, url) => checkRequest(mock, { "X-Mock-Space": "a" }, url), "auto");
    expect(answered).toEqual(["a", 200]);
  });

  test("default, where nothing leads elsewhere", async () => {
    expect(await answeringSpaces((mock, url) => checkRequest(mock, {}, url), "auto")).toEqual(["default", 200]);
  });
});

test("a key that was added to a space leads to it, and no longer when it is gone", async () => {
  const mock = createMock();
  mock.space("before");
  const space = mock.space("a");
  const companyId = space.tables.companies.all().next().value?.id ?? 0;
  const added = { apiKey: "added", sharedKey: "secret" };
  const call = async () => (await mock.fetch(checkRequest(space, authorize(added)))).status;
  expect(await call()).toBe(400);
  const id = space.tables.nextId();
  const row = space.tables.apiKeys.add({
    ...added,
    id,
    companyId,
    revoked: false,
    readOnly: false,
    products: null,
  });
  expect([await call(), await call()]).toEqual([200, 200]);
  space.tables.apiKeys.remove(row);
  expect(await call()).toBe(400);
});

test("no space comes by the calls of another, whatever keys its world is given", async () => {
  const mock = createMock();
  const [thief, owner] = [mock.space("a-thief"), mock.space("owner")];
  const [first] = thief.world.apiKeys.all();
  thief.world.apiKeys.update(first?.id as number, { apiKey: owner.credentials.apiKey, sharedKey: "guessed" });
  for (const space of [owner, thief]) {
    await mock.fetch("https://x.test/api/v4/versions?product=key-app", { headers: authorize(owner.credentials) });
    expect({ asked: space.name, calls: space.journal.entries().length }).toEqual({
      asked: space.name,
      calls: space === owner ? 1 : 0,
    });
  }
});

test("a token that a space gave works in it and nowhere else", async () => {
  const mock = createMock();
  const space = mock.space("a");
  const { client_id, client_secret } = roleOf(space, "oauthClient");
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: String(client_id),
    client_secret: String(client_secret),
  });
  const given = await mock.fetch(`https://x.test${tokenPath}`, { method: "POST", body });
  const { access_token } = (await given.json()) as { access_token: string };
  const headers = { Date: new Date().toUTCString(), Authorization: `Bearer ${access_token}` };
  expect((await mock.fetch(checkRequest(space, headers))).status).toBe(200);
  expect((await mock.space("b").fetch(checkRequest(space, headers))).status).toBe(401);
});

test("called with nothing a new space is made, of a name that nobody has", () => {
  const mock = createMock();
  mock.space("space-2");
  expect([mock.space().name, mock.space().name]).toEqual(["space-1", "space-3"]);
  expect(mock.findSpace("space-3")?.name).toBe("space-3");
  expect(mock.findSpace("default")).toBe(mock);
  expect(mock.findSpace("space-4")).toBeUndefined();
});

test.each(["", "a b", "ä", "a/b", "x".repeat(65), undefined, 5])("the name %j is refused", (name) => {
  expect(() => createMock().space(name as string)).toThrow(
    /^space: found the name .*expected 1 to 64 of the characters/,
  );
});

test("a header with an unknown name is refused with the names that there are", async () => {
  const mock = createMock();
  mock.space("checkout");
  const response = await mock.fetch(checkRequest(mock, { "X-Mock-Space": "chekout" }));
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, "validation_error"]);
  const explanation = response.headers.get("X-Mock-Explain");
  expect(explanation).toContain('there is no space "chekout", did you mean checkout? There are: default, checkout.');
  expect(explanation).toContain("mock.space(name)");
});

test("calls that reach no space are refused where spaces are required", async () => {
  const mock = createMock({ requireSpace: true });
  const refused = await mock.fetch(checkRequest(mock, authorize(mock.credentials)));
  expect(await refused.json()).toMatchObject({ code: "invalid_api_key" });
  expect(refused.headers.get("X-Mock-Explain")).toContain("make a space with mock.space(name)");
  expect((await mock.fetch(checkRequest(mock, authorize(mock.space("a").credentials)))).status).toBe(200);
});

test("there are no more spaces than the option says", () => {
  const mock = createMock({ maxSpaces: 2 });
  mock.space("a");
  mock.space("b");
  expect(() => mock.space("c")).toThrow("found 2 spaces, expected at most 2 (option maxSpaces)");
  expect([mock.dropSpace("a"), mock.dropSpace("a"), mock.dropSpace("default")]).toEqual([true, false, false]);
  expect(mock.space("c").name).toBe("c");
  expect(() => createMock({ maxSpaces: -1 })).toThrow("maxSpaces: found -1, expected");
});

test("a dropped space is routed to no more, and one of its name begins anew", async () => {
  const mock = createMock();
  const dropped = mock.space("a");
  await consume(dropped);
  mock.dropSpace("a");
  expect((await mock.fetch(checkRequest(mock, authorize(dropped.credentials)))).status).toBe(400);
  expect(await consume(mock.space("a"))).toMatchObject({ total_consumptions: 11 });
});

test("a space that nobody uses is dropped by the wall clock, not by its own", async () => {
  let wall = Date.parse(time);
  const mock = createMock({ wallClock: () => wall, spaceIdleMs: 60_000, auth: "auto" });
  const [called, direct, idle] = [mock.space("called"), mock.space("direct"), mock.space("idle")];
  idle.clock.advance({ days: 400 });
  expect(mock.spaces()).toContain("idle");
  wall += 40_000;
  await mock.fetch(checkRequest(mock, { "X-Mock-Space": "called" }));
  await direct.fetch(checkRequest(direct, {}));
  wall += 40_000;
  expect(mock.spaces()).toEqual(["default", "called", "direct"]);
  wall += 40_000;
  expect(mock.space("called")).not.toBe(called);
});

test("a thousand spaces answer a thousand calls at once, each with its own state", async () => {
  const mock = createMock();
  const spaces = Array.from({ length: 1_000 }, (_, at) => mock.space(`space-${at}`));
  const totals = spaces.map(async (space, at) => {
    const totalsHere: number[] = [];
    for (let call = 0; call <= at % 3; call += 1) {
      const client = clientOf({ ...space, fetch: mock.fetch });
      const answer = await client.call("add-consumption", inputOf(space, "add-consumption", "consumptionLicense"));
      totalsHere.push(answer.total_consumptions);
    }
    return totalsHere;
  });
  const expected = spaces.map((_, at) => [11, 12, 13].slice(0, (at % 3) + 1));
  expect(await Promise.all(totals)).toEqual(expected);
  expect(mock.journal.entries()).toEqual([]);
});

test("making a space takes less than a millisecond", () => {
  const mock = createMock();
  const times = Array.from({ length: 101 }, (_, at) => {
    const startedAt = performance.now();
    mock.space(`space-${at}`);
    return performance.now() - startedAt;
  });
  expect(Math.min(...times)).toBeLessThan(1);
});

test("two spaces of other dialects never get each other's answers", async () => {
  const mock = createMock({ clock: time });
  const [documents, service] = [mock.space("documents"), mock.space("service", { policy: { dialect: "service" } })];
  const check = (space: Space) => {
    const input = inputOf(space, "check-license-feature", "featureLicense", { feature: "activation" });
    return clientOf(space).call("check-license-feature", input);
  };
  const [first, second] = [await check(documents), await check(service)];
  expect(second).not.toEqual(first);
  expect([await check(documents), await check(service)]).toEqual([first, second]);
});

test("a server answers each space under one address", async () => {
  const mock = createMock();
  const server = await serve(mock);
  const call = async (space: Space) =>
    (await fetch(checkRequest(space, authorize(space.credentials), server.url))).status;
  expect(await Promise.all(["default", "a", "b"].map((name) => call(mock.space(name))))).toEqual([200, 200, 200]);
  expect(answeredBy(mock)).toEqual(["default", "a", "b"]);
  await server.close();
});
