import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../src/api/client.ts";
import { type AnySpace, connectMock, type RemoteMock } from "../src/control/client/index.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { inputOf, licenseWorld } from "./calls.ts";

const time = "2026-11-22T12:00:00.000Z";

/** A client of a space, in process or in a server: the same words. */
function clientOf(space: AnySpace) {
  const { credentials, publicKey } = space;
  const baseUrl = "https://license-api.test";
  return createClient({ baseUrl, credentials, publicKey, fetch: (request) => space.fetch(request) });
}

const check = (space: AnySpace, role = "activeKeyLicense") =>
  clientOf(space).call("check-license", inputOf(space as never, "check-license", role));

const consume = (space: AnySpace) =>
  clientOf(space).call("add-consumption", inputOf(space as never, "add-consumption", "consumptionLicense"));

/** What a refused control says. */
async function complaintOf(control: () => unknown): Promise<string> {
  try {
    await control();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

const key = "CONS-RESE-KEYS-0001";

/** Every control, as a test author uses it: each plays in a new space. */
const scenarios: Readonly<Record<string, (space: AnySpace) => Promise<void>>> = {
  "a space has a name, credentials, roles and a public key": async (space) => {
    expect(space.name).toMatch(/^space-\d+$/);
    expect(space.credentials).toEqual({ apiKey: expect.any(String), sharedKey: expect.stringContaining(space.name) });
    expect(space.roles.activeKeyLicense).toMatchObject({ license_key: "ACTV-PERP-KEYS-0001" });
    expect(space.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  },

  "a call is answered in its space, with a signature that fits": async (space) => {
    expect(await check(space)).toMatchObject({ license_enabled: true });
    expect(await space.journal.entries()).toMatchObject([{ space: space.name, outcome: "ok" }]);
  },

  "the path in front of the API is left out": async (space) => {
    const answer = await space.fetch("https://x.test/proxy/api/v4/oauth_url", { basePath: "/proxy" });
    expect(answer.headers.get("LicenseSignature")).not.toBeNull();
    expect(await space.journal.entries()).toMatchObject([{ path: "/api/v4/oauth_url" }]);
  },

  "the clock is frozen, set, moved and let run": async (space) => {
    expect(await space.clock.freeze(new Date(time))).toMatchObject({ to: time });
    expect([await space.clock.now(), await space.clock.rate()]).toEqual([Date.parse(time), 0]);
    expect(await space.clock.advance("1h30m")).toMatchObject({ from: time, to: "2026-11-22T13:30:00.000Z" });
    expect(await space.clock.advance({ hours: -1, ms: 1 })).toMatchObject({
      to: "2026-11-22T12:30:00.001Z",
      events: [],
    });
    expect(await space.clock.set("2026-12-31T00:00:00Z")).toMatchObject({
      to: "2026-12-31T00:00:00.000Z",
      events: expect.arrayContaining([expect.objectContaining({ kind: "period-reset", license: key })]),
    });
    expect(await space.clock.set(Date.parse(time))).toMatchObject({ to: time });
    await space.clock.run(3600);
    expect(await space.clock.rate()).toBe(3600);
    await space.clock.run();
    await space.clock.freeze();
    expect(await space.clock.rate()).toBe(0);
  },

  "the clock goes to a moment of a license, named by its key, its id or its row": async (space) => {
    await space.clock.freeze(time);
    const row = await space.world.licenses.find({ licenseKey: "TIME-LIMI-KEYS-0001" });
    const { to } = await space.clock.advanceTo("TIME-LIMI-KEYS-0001", "expiry", { ms: -1 });
    expect(await check(space, "timeLimitedLicense")).toMatchObject({ is_expired: false });
    for (const license of [row?.id ?? 0, { id: row?.id ?? 0 }]) {
      expect(Date.parse((await space.clock.advanceTo(license, "expiry", "0s")).to)).toBe(Date.parse(to) + 1);
    }
    expect(await check(space, "timeLimitedLicense")).toMatchObject({ is_expired: true });
  },

  "a move that makes no sense is refused": async (space) => {
    const { clock } = space;
    expect(await complaintOf(() => clock.set("soon"))).toContain('found "soon", expected a date like');
    expect(await complaintOf(() => clock.set(new Date("soon")))).toContain("expected a date like");
    expect(await complaintOf(() => clock.advance("30x"))).toContain("expected a duration like 30d");
    expect(await complaintOf(() => clock.advance({ days: 1e12 }))).toContain("of the years 0000 to 9999");
    expect(await complaintOf(() => clock.advanceTo("ACTV-PERP-KEYS-0001", "expiry"))).toContain("it has ");
    expect(await complaintOf(() => clock.advanceTo("nobody", "expiry"))).toContain("the world has no license nobody");
  },

  "a fault fails the calls that it is for, and can be listed and removed": async (space) => {
    const once = await space.faults.add({
      kind: "error",
      code: "license_expired",
      endpoint: "check-license",
      times: 1,
    });
    const vain = await space.faults.add({ kind: "bad-gateway", endpoint: "add-consumption" });
    await expect(check(space)).rejects.toMatchObject({ code: "license_expired" });
    expect(await check(space)).toMatchObject({ license_enabled: true });
    expect((await space.faults.list()).map(({ id, applied }) => [id, applied])).toEqual([
      [once.id, 1],
      [vain.id, 0],
    ]);
    expect((await space.faults.unused()).map(({ id }) => id)).toEqual([vain.id]);
    await space.faults.remove(once.id);
    await space.faults.remove(once.id);
    expect(await space.faults.list()).toMatchObject([{ spec: { kind: "bad-gateway" } }]);
    await space.faults.clear();
    expect(await space.faults.list()).toEqual([]);
  },

  "a fault that there is not is refused with the nearest one": async (space) => {
    const spec = { kind: "dealy", ms: 5 } as never;
    expect(await complaintOf(() => space.faults.add(spec))).toContain('there is no kind "dealy", did you mean delay?');
  },

  "a tweak changes answers, and can be listed and removed": async (space) => {
    const first = await space.tweak("check-license", { max_activations: 99 }, { times: 1 });
    expect(await check(space)).toMatchObject({ max_activations: 99 });
    expect((await check(space)).max_activations).not.toBe(99);
    const other = await space.tweaks.add({ endpoint: "check-license", patch: { max_activations: 98 } });
    expect(await space.tweaks.list()).toMatchObject([
      { id: first.id, applied: 1, options: { times: 1 }, patch: { max_activations: 99 } },
      { id: other.id, applied: 0 },
    ]);
    expect((await space.tweaks.unused()).map(({ id }) => id)).toEqual([other.id]);
    await other.remove();
    await space.tweaks.remove(first.id);
    expect(await space.tweaks.list()).toEqual([]);
    await space.tweak("versions", {});
    await space.tweaks.clear();
    expect(await space.tweaks.list()).toEqual([]);
    const misspelt = () => space.tweak("check-licence" as never, {});
    expect(await complaintOf(misspelt)).toContain("did you mean check-license?");
  },

  "the journal is asked for what happened, and cleared": async (space) => {
    const surprising = { ...inputOf(space as never, "check-license", "activeKeyLicense"), surprise: 1 };
    await clientOf(space).call("check-license", surprising);
    await consume(space);
    await space.fetch("https://x.test/api/v4/check_license", { headers: {} });
    const { journal } = space;
    const [first, ...others] = await journal.entries();
    expect(others).toHaveLength(2);
    expect(await journal.entries({ endpoint: "add-consumption" })).toMatchObject([{ why: expect.any(Array) }]);
    expect(await journal.entries({ outcome: "missing_headers" })).toHaveLength(1);
    expect(await journal.entries({ license: "ACTV-PERP-KEYS-0001" })).toHaveLength(1);
    expect(await journal.entries({ device: "nobody's" })).toEqual([]);
    expect(await journal.entries({ since: first?.id ?? 0, last: 1 })).toMatchObject([{ status: 400 }]);
    expect(await journal.findings()).toContainEqual(expect.stringContaining("surprise"));
    await journal.clear();
    expect(await journal.entries()).toEqual([]);
  },

  "rows of the world are listed, found, added, changed and removed": async (space) => {
    const { licenses } = space.world;
    const count = (await licenses.all()).length;
    const added = await licenses.add({ product: "key-app", licenseKey: "TEST-TEST-TEST-0001", maxActivations: 3 });
    expect(await licenses.get(added.id)).toEqual(added);
    expect(await licenses.list({ licenseKey: "TEST-TEST-TEST-0001", maxActivations: 3 })).toEqual([added]);
    expect(await licenses.find({ licenseKey: "TEST-TEST-TEST-0001", maxActivations: 4 })).toBeUndefined();
    expect(await licenses.update(added, { enabled: false, maxActivations: null })).toMatchObject({ enabled: false });
    expect(await licenses.update(added.id, { enabled: true })).toMatchObject({ id: added.id, enabled: true });
    expect((await licenses.all()).length).toBe(count + 1);
    const device = await space.world.devices.add({ license: added.id, hardwareId: "h" });
    expect(await space.world.devices.list({ license: added.id })).toEqual([device]);
    await licenses.remove(added);
    expect(await licenses.get(added.id)).toBeUndefined();
    expect(await space.world.table("devices").get(device.id)).toBeUndefined();
  },

  "an edit that makes no sense is refused": async (space) => {
    const { licenses } = space.world;
    expect(await complaintOf(() => licenses.add({ product: "kye-app" }))).toMatch(/licenses\.product: found "kye-app"/);
    expect(await complaintOf(() => licenses.list({ licenceKey: "x" } as never))).toContain("did you mean licenseKey?");
    expect(await complaintOf(() => licenses.remove(1))).toContain("1");
    expect(await complaintOf(() => space.world.table("licences"))).toContain('found the table "licences"');
  },

  "the world is exported, and replaced by another": async (space) => {
    const file = await space.world.export();
    await space.world.replace(licenseWorld({}) as never);
    expect(space.credentials).toEqual({ apiKey: "a", sharedKey: "s" });
    expect(Object.keys(space.roles)).toEqual(["it"]);
    expect(await space.world.licenses.all()).toHaveLength(1);
    await space.world.replace(file);
    expect(await space.world.export()).toEqual(file);
    expect(await complaintOf(() => space.world.replace({} as never))).toContain(
      "/companies: is missing, found nothing",
    );
    expect(await check(space)).toMatchObject({ license_enabled: true });
  },

  "states of the world are kept by name, and gone back to": async (space) => {
    const { snapshots } = space.world;
    await snapshots.save("before");
    expect(await consume(space)).toMatchObject({ total_consumptions: 11 });
    await snapshots.restore("before");
    await snapshots.restore("before");
    expect(await consume(space)).toMatchObject({ total_consumptions: 11 });
    expect(await snapshots.list()).toEqual(["before"]);
    expect(await complaintOf(() => snapshots.restore("after"))).toContain("expected one of: before");
    expect(await complaintOf(() => snapshots.save("a b"))).toContain("expected 1 to 64 of the characters");
    expect([await snapshots.remove("before"), await snapshots.remove("before")]).toEqual([true, false]);
  },

  "a reset undoes everything": async (space) => {
    await space.clock.freeze("2040-01-01T00:00:00Z");
    await space.faults.add({ kind: "empty-body" });
    await space.tweak("check-license", { max_activations: 99 });
    await space.world.replace(licenseWorld({}));
    await space.reset();
    expect(await space.clock.now()).toBeLessThan(Date.parse("2040-01-01T00:00:00Z"));
    expect([...(await space.faults.list()), ...(await space.tweaks.list())]).toEqual([]);
    expect((await check(space)).max_activations).not.toBe(99);
    expect(await space.journal.entries()).toHaveLength(1);
  },
};

/** What spaces are made in, in process or in a server. */
const mocks: Readonly<Record<string, () => Promise<{ mock: Mock | RemoteMock; server?: Server }>>> = {
  "in process": async () => ({ mock: createMock() }),
  "over HTTP": async () => {
    const server = await serve(createMock());
    return { server, mock: connectMock(`${server.url}/api/v4/`) };
  },
  "over HTTP with a token": async () => {
    const server = await serve(createMock(), { controlToken: "s3cret" });
    return { server, mock: connectMock(server.url, { token: "s3cret" }) };
  },
};

describe.each(Object.keys(mocks))("%s", (name) => {
  let mock: Mock | RemoteMock;
  let server: Server | undefined;
  beforeAll(async () => {
    ({ mock, server } = await (mocks[name] as () => Promise<{ mock: Mock | RemoteMock; server?: Server }>)());
  });
  afterAll(() => server?.close());

  test.each(Object.keys(scenarios))("%s", async (scenario) => {
    await scenarios[scenario]?.(await mock.space());
  });

  test("spaces are made by name with options, found again, listed and dropped", async () => {
    const space = await mock.space("late", { clock: new Date(time), policy: { expiredCheck: "error" }, journal: 1 });
    expect(await space.clock.now()).toBe(Date.parse(time));
    await consume(space);
    await consume(space);
    expect(await space.journal.entries()).toHaveLength(1);
    expect(await consume(await mock.space("late", { clock: "2040-01-01T00:00:00Z" }))).toMatchObject({
      total_consumptions: 13,
    });
    expect(await mock.spaces()).toEqual(expect.arrayContaining(["default", "late"]));
    expect([await mock.dropSpace("late"), await mock.dropSpace("late"), await mock.dropSpace("default")]).toEqual([
      true,
      false,
      false,
    ]);
    const wrong = () => mock.space("a b");
    expect(await complaintOf(wrong)).toMatch(/name.*A-Za-z0-9|A-Z a-z 0-9/);
    expect(await complaintOf(() => mock.space("odd", { policy: { expiredCheck: "x" } as never }))).toContain(
      "policy expiredCheck",
    );
    expect(await complaintOf(() => mock.space(undefined as never))).toContain("name");
  });

  test("the mock itself is the main space", async () => {
    const main = await mock.space("default");
    await mock.faults.add({ kind: "bad-gateway", endpoint: "versions" });
    expect(await main.faults.list()).toHaveLength(1);
    expect((await mock.fetch("https://x.test/api/v4/oauth_url")).status).toBe(
      (await main.fetch("https://x.test/api/v4/oauth_url")).status,
    );
    expect((await main.journal.entries()).map(({ space }) => space)).toEqual(["default", "default"]);
    await mock.reset();
    expect(await main.faults.list()).toEqual([]);
  });
});

describe("a mock in a server", () => {
  test("is reached past the handlers of msw", async () => {
    const server = await serve(createMock());
    const msw = setupServer();
    msw.listen({ onUnhandledRequest: "error" });
    await expect(fetch(server.url)).rejects.toThrow();
    expect(await connectMock(server.url).spaces()).toEqual(["default"]);
    msw.close();
    await server.close();
  });

  test("is reached by a fetch of one's own", async () => {
    const asked: string[] = [];
    const answering = async ({ method, url }: Request) => {
      asked.push(`${method} ${url}`);
      return new Response("<h1>Bad gateway</h1>", { status: 502 });
    };
    const mock = connectMock("http://mock.test/", { fetch: answering });
    expect(await complaintOf(() => mock.spaces())).toBe(
      "GET http://mock.test/__mock/health: HTTP 502, <h1>Bad gateway</h1>",
    );
    expect((await mock.fetch("https://x.test/api/v4/versions?product=p")).status).toBe(502);
    expect(asked).toEqual(["GET http://mock.test/__mock/health", "GET http://mock.test/api/v4/versions?product=p"]);
  });

  test("gets no functions, as they do not travel", async () => {
    const mock = connectMock("http://mock.test");
    const when = () => true;
    expect(await complaintOf(() => mock.faults.add({ kind: "delay", ms: 1, when } as never))).toContain(
      "fault/when: found a function",
    );
    expect(await complaintOf(() => mock.tweak("versions", () => []))).toContain("tweak/patch: found a function");
  });

  test("says that the control token is wrong", async () => {
    const server = await serve(createMock(), { controlToken: "s3cret" });
    const refused = connectMock(server.url, { token: "other" }).space();
    await expect(refused).rejects.toMatchObject({ status: 401, message: expect.stringContaining("control token") });
    await server.close();
  });

  test("has a space that its object can drop", async () => {
    const server = await serve(createMock());
    const mock = connectMock(server.url);
    const space = await mock.space("brief");
    expect([await space.drop(), await space.drop()]).toEqual([true, false]);
    expect(await complaintOf(() => space.faults.list())).toContain('there is no space "brief"');
    await server.close();
  });
});
