import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";

const clock = "2026-11-22T12:00:00.000Z";
const floating = { users: 2 };

/** Two of everything, so that what goes with one is told apart from what is the other's. */
const world: WorldFile = {
  companies: [{ name: "one" }, { name: "two" }],
  apiKeys: [
    { apiKey: "key-1", sharedKey: "s" },
    { apiKey: "key-2", sharedKey: "s", company: "two" },
  ],
  customerAccounts: [{ code: "acme" }, { code: "bolt" }],
  pools: [
    { code: "units-a", name: "A", customerAccount: "acme", consumption: { max: 20 } },
    { code: "units-b", name: "B", customerAccount: "bolt", consumption: { max: 20 } },
    { code: "parts-a", name: "P", customerAccount: "acme", type: "license_product_feature", consumption: { max: 20 } },
  ],
  customers: [
    { email: "ann@x.test", customerAccount: "acme" },
    { email: "bob@x.test", customerAccount: "bolt" },
    { email: "amy@x.test", customerAccount: "acme" },
  ],
  users: [
    { email: "una@x.test", password: "p", customerAccount: "acme" },
    { email: "uri@x.test", password: "p", customerAccount: "bolt" },
    { email: "ulf@x.test", password: "p", company: "two" },
  ],
  oauthClients: [
    { clientId: "free", clientSecret: "s" },
    { clientId: "of-acme", clientSecret: "s", customerAccount: "acme" },
    { clientId: "of-bob", clientSecret: "s", customer: "bob@x.test" },
  ],
  accessTokens: ["free", "of-acme", "of-bob"].map((client) => ({ token: `token-${client}`, client, expiresAt: "+1d" })),
  ssoTokens: [
    { kind: "code", token: "sso-una", user: "una@x.test", customerAccount: "acme" },
    { kind: "code", token: "sso-uri", user: "uri@x.test", customerAccount: "bolt" },
  ],
  blacklist: [{ hardwareId: "stolen-1" }, { hardwareId: "stolen-2", company: "two" }],
  products: [
    { code: "app", allowTrial: true },
    { code: "names", authorizationMethod: "user" },
    { code: "other-names", authorizationMethod: "user" },
    { code: "suite", bundle: ["member"] },
    { code: "member" },
    { code: "theirs", company: "two" },
  ],
  licenses: [
    {
      ...{ product: "app", licenseKey: "A", customer: "ann@x.test", type: "consumption", pool: "units-a", floating },
      features: [
        { code: "f", floating, pool: "parts-a", consumption: { max: 9 } },
        { code: "g", consumption: { max: 9 } },
      ],
      devices: [
        {
          hardwareId: "a-1",
          variables: { theme: "dark" },
          seats: [{}, { feature: "f" }],
          checkouts: [{ units: 1 }, { feature: "f", units: 2 }],
        },
        { hardwareId: "a-2", variables: { theme: "light" }, seats: [{}] },
        { hardwareId: "a-3", active: false },
      ],
    },
    {
      ...{ product: "app", licenseKey: "B", customer: "bob@x.test", type: "consumption", pool: "units-b" },
      devices: [{ hardwareId: "b-1", variables: { theme: "blue" }, checkouts: [{ units: 3 }] }],
    },
    {
      product: "names",
      users: ["una@x.test", "uri@x.test"],
      maxUsers: 2,
      devices: [{ hardwareId: "n-1" }, { hardwareId: "n-3", active: false }],
    },
    { product: "names", users: ["uri@x.test"], devices: [{ hardwareId: "n-2" }] },
    { product: "suite", licenseKey: "S" },
    { product: "member", licenseKey: "S", bundle: "suite" },
    { product: "theirs", licenseKey: "T", company: "two" },
  ],
  trials: [
    { product: "app", hardwareId: "trial-a", licenseKey: "A" },
    { product: "app", hardwareId: "trial-b", licenseKey: "B" },
  ],
};

type Rows = ReadonlyMap<number, { readonly id: number }>;

/** What a row is called, by the first of these that it has. */
const callings = ["token", "apiKey", "clientId", "code", "hardwareId", "licenseKey", "email", "name", "units"];

function nameOf(row: { readonly id: number }): string {
  const found = callings.find((name) => typeof (row as Record<string, unknown>)[name] === "string");
  const { featureId, userId } = row as { featureId?: number | null; userId?: number | null };
  if (found) return String((row as Record<string, unknown>)[found]);
  return featureId !== undefined ? (featureId === null ? "own" : "feature") : userId === undefined ? "row" : "link";
}

/** The rows that are gone, and those whose fields are others, by their names. */
function doneBy(change: (mock: Mock) => void) {
  const mock = createMock({ clock, world });
  const before = mock.snapshot().tables as Record<string, Rows>;
  change(mock);
  const after = mock.snapshot().tables as Record<string, Rows>;
  const gone: Record<string, string[]> = {};
  const changed: Record<string, object> = {};
  for (const [table, rows] of Object.entries(before)) {
    for (const [id, row] of rows) {
      const now = after[table]?.get(id);
      if (now === undefined) gone[table] = [...(gone[table] ?? []), nameOf(row)];
      else if (now !== row) changed[`${table} ${nameOf(row)}`] = fieldsBetween(row, now);
    }
  }
  return { gone, changed };
}

function fieldsBetween(before: object, after: object): object {
  const was = before as Record<string, unknown>;
  const other = Object.entries(after).filter(([name, value]) => JSON.stringify(was[name]) !== JSON.stringify(value));
  return Object.fromEntries(other);
}

const removing = (table: Parameters<Mock["world"]["table"]>[0], fields: object) =>
  doneBy((mock) => {
    const editor = mock.world.table(table);
    editor.remove(editor.find(fields as never) as { id: number });
  });

describe("removing", () => {
  const deviceA1 = { seats: ["own", "feature"], checkouts: ["own", "feature"], variables: ["theme"] };

  test.each<[string, object, Record<string, string[]>, Record<string, object>]>([
    ["blacklist", { hardwareId: "stolen-1" }, { blacklist: ["stolen-1"] }, {}],
    ["apiKeys", { apiKey: "key-2" }, { apiKeys: ["key-2"] }, {}],
    ["accessTokens", { token: "token-free" }, { accessTokens: ["token-free"] }, {}],
    ["oauthClients", { clientId: "free" }, { oauthClients: ["free"], accessTokens: ["token-free"] }, {}],
    ["seats", { device: "a-2" }, { seats: ["own"] }, {}],
    ["trials", { hardwareId: "trial-b" }, { trials: ["trial-b"] }, {}],
    [
      "companies",
      { name: "two" },
      {
        ...{ companies: ["two"], apiKeys: ["key-2"], users: ["ulf@x.test"], blacklist: ["stolen-2"] },
        ...{ products: ["theirs"], licenses: ["T"] },
      },
      {},
    ],
    [
      "customerAccounts",
      { code: "acme" },
      {
        ...{ customerAccounts: ["acme"], pools: ["units-a", "parts-a"], oauthClients: ["of-acme"] },
        ...{ accessTokens: ["token-of-acme"], ssoTokens: ["sso-una"], checkouts: ["own", "feature"] },
      },
      {
        "customers ann@x.test": { customerAccountId: null },
        "customers amy@x.test": { customerAccountId: null },
        "users una@x.test": { customerAccountId: null },
        "licenses A": { poolId: null },
        "features f": { poolId: null },
      },
    ],
    ["pools", { code: "units-a" }, { pools: ["units-a"], checkouts: ["own"] }, { "licenses A": { poolId: null } }],
    ["pools", { code: "parts-a" }, { pools: ["parts-a"], checkouts: ["feature"] }, { "features f": { poolId: null } }],
    [
      "customers",
      { email: "ann@x.test" },
      { customers: ["ann@x.test"], checkouts: ["own", "feature"] },
      { "licenses A": { customerId: null, poolId: null }, "features f": { poolId: null } },
    ],
    [
      "customers",
      { email: "bob@x.test" },
      { customers: ["bob@x.test"], checkouts: ["own"], oauthClients: ["of-bob"], accessTokens: ["token-of-bob"] },
      { "licenses B": { customerId: null, poolId: null } },
    ],
    [
      "products",
      { code: "suite" },
      { products: ["suite"], licenses: ["S"] },
      { "licenses S": { bundleLicenseId: null } },
    ],
    [
      "users",
      { email: "una@x.test" },
      { users: ["una@x.test"], licenseUsers: ["link"], ssoTokens: ["sso-una"] },
      { "devices n-1": { userId: null }, "devices n-3": { userId: null } },
    ],
    [
      "licenses",
      { licenseKey: "A" },
      {
        ...{ licenses: ["A"], devices: ["a-1", "a-2", "a-3"], features: ["f", "g"], trials: ["trial-a"] },
        ...{ ...deviceA1, seats: ["own", "feature", "own"], variables: ["theme", "theme"] },
      },
      {},
    ],
    [
      "licenses",
      { users: ["uri@x.test"] },
      { licenses: ["row"], devices: ["n-2"], licenseUsers: ["link"] },
      { "users uri@x.test": { totalActivations: 0 } },
    ],
    ["features", { code: "f" }, { features: ["f"], seats: ["feature"], checkouts: ["feature"] }, {}],
    ["features", { code: "g" }, { features: ["g"] }, {}],
    ["devices", { hardwareId: "a-1" }, { devices: ["a-1"], ...deviceA1 }, { "licenses A": { timesActivated: 1 } }],
    ["devices", { hardwareId: "a-3" }, { devices: ["a-3"] }, { "licenses A": { deactivatedDeviceIds: [] } }],
    [
      "devices",
      { hardwareId: "n-1" },
      { devices: ["n-1"] },
      { "licenses row": { timesActivated: 0 }, "users una@x.test": { totalActivations: 0 } },
    ],
    ["devices", { hardwareId: "n-3" }, { devices: ["n-3"] }, { "licenses row": { deactivatedDeviceIds: [] } }],
  ])("of %s %j takes what cannot stand without it, and lets go of it elsewhere", (table, fields, gone, changed) => {
    const licenseNames = { gone, changed };
    expect(removing(table, fields)).toEqual(licenseNames);
  });

  test.each([
    ["companies", "companies: found the last row, expected another one beside it, as the first is an owner of what"],
    ["apiKeys", "apiKeys: found the last row, expected another one beside it, as the first is the caller of what"],
  ])("the last of %s is refused", (table, message) => {
    const mock = createMock({ clock, world });
    const [first, ...others] = mock.world.table(table).all() as { id: number }[];
    for (const { id } of others) mock.world.table(table).remove(id);
    expect(() => mock.world.table(table).remove(first as { id: number })).toThrow(message);
  });

  test("a company that has every API key is refused, and nothing is gone", () => {
    const mock = createMock({ clock, world });
    mock.world.apiKeys.remove(mock.world.apiKeys.find({ apiKey: "key-2" }) as { id: number });
    const before = mock.world.companies.all();
    expect(() => mock.world.companies.remove(before[0] as { id: number })).toThrow("apiKeys: found the last row");
    expect(mock.world.companies.all()).toEqual(before);
  });
});

describe("updating", () => {
  const updating = (table: string, fields: object, patch: object) =>
    doneBy((mock) => {
      const editor = mock.world.table(table);
      editor.update(editor.find(fields as never) as { id: number }, patch as never);
    });

  test.each<[string, object, object, Record<string, string[]>, Record<string, object>]>([
    [
      "devices",
      { hardwareId: "a-1" },
      { active: false },
      { seats: ["own", "feature"], checkouts: ["own", "feature"] },
      {
        "devices a-1": { active: false },
        "licenses A": { timesActivated: 1, deactivatedDeviceIds: [expect.any(Number), expect.any(Number)] },
      },
    ],
    [
      "devices",
      { hardwareId: "a-3" },
      { active: true },
      {},
      { "devices a-3": { active: true }, "licenses A": { timesActivated: 3, deactivatedDeviceIds: [] } },
    ],
    [
      "devices",
      { hardwareId: "a-3" },
      { hostname: "h" },
      {},
      { "devices a-3": { facts: { hostname: "h" } }, "licenses A": {} },
    ],
    [
      "devices",
      { hardwareId: "n-1" },
      { user: "uri@x.test" },
      {},
      {
        "devices n-1": { userId: expect.any(Number) },
        "licenses row": {},
        "users una@x.test": { totalActivations: 0 },
        "users uri@x.test": { totalActivations: 2 },
      },
    ],
    [
      "devices",
      { hardwareId: "n-1" },
      { user: null },
      {},
      { "devices n-1": { userId: null }, "licenses row": {}, "users una@x.test": { totalActivations: 0 } },
    ],
    [
      "devices",
      { hardwareId: "n-3" },
      { hostname: "h" },
      {},
      { "devices n-3": { facts: { hostname: "h" } }, "licenses row": {} },
    ],
    [
      "devices",
      { hardwareId: "n-3" },
      { active: true },
      {},
      {
        "devices n-3": { active: true },
        "licenses row": { timesActivated: 2, deactivatedDeviceIds: [] },
        "users una@x.test": { totalActivations: 2 },
      },
    ],
    [
      "licenses",
      { users: ["uri@x.test"] },
      { product: "other-names" },
      {},
      { "licenses row": { productId: expect.any(Number) }, "licenseUsers link": { productId: expect.any(Number) } },
    ],
    ["licenses", { users: ["uri@x.test"] }, { maxActivations: 7 }, {}, { "licenses row": { maxActivations: 7 } }],
    [
      "licenses",
      { licenseKey: "A" },
      { customer: "amy@x.test" },
      { checkouts: ["own", "feature"] },
      { "licenses A": { customerId: expect.any(Number) }, "features f": { poolId: null } },
    ],
    ["users", { email: "uri@x.test" }, { firstName: "Uri" }, {}, { "users uri@x.test": { firstName: "Uri" } }],
    [
      "licenses",
      { licenseKey: "A" },
      { customer: null, pool: null },
      { checkouts: ["own", "feature"] },
      { "licenses A": { customerId: null, poolId: null }, "features f": { poolId: null } },
    ],
    [
      "licenses",
      { licenseKey: "A" },
      { pool: null },
      { checkouts: ["own", "feature"] },
      { "licenses A": { poolId: null }, "features f": { poolId: null } },
    ],
    ["licenses", { licenseKey: "A" }, { enabled: false }, {}, { "licenses A": { enabled: false } }],
    [
      "licenses",
      { licenseKey: "A" },
      { deactivatedDevices: ["a-1", "a-2"] },
      {},
      { "licenses A": { deactivatedDeviceIds: [expect.any(Number), expect.any(Number)] } },
    ],
    ["licenses", { licenseKey: "A" }, { deactivatedDevices: [] }, {}, { "licenses A": { deactivatedDeviceIds: [] } }],
  ])("of %s %j by %j changes what follows from it and nothing else", (table, fields, patch, gone, changed) => {
    expect(updating(table, fields, patch)).toEqual({ gone, changed });
  });

  test("of an active device leaves it what it holds", () => {
    const { gone, changed } = updating("devices", { hardwareId: "a-1" }, { hostname: "h" });
    expect([gone, Object.keys(changed)]).toEqual([{}, ["licenses A", "devices a-1"]]);
  });

  test("of variables keeps when those were told that stay the same", () => {
    const mock = createMock({ clock, world });
    const { id } = mock.world.devices.find({ hardwareId: "a-1" }) as { id: number };
    mock.clock.advance("1d");
    const told = (patch: object) => {
      mock.world.devices.update(id, { variables: patch as never });
      return mock.tables.variables.byDevice(id).map(({ name, value, createdAt }) => [name, value, createdAt]);
    };
    const [start, now] = [Date.parse(clock), Date.parse(clock) + 86_400_000];
    expect(told({ theme: "dark", size: 5 })).toEqual([
      ["theme", "dark", start],
      ["size", "5", now],
    ]);
    expect(told({ theme: "light" })).toEqual([
      ["theme", "light", now],
      ["size", "5", now],
    ]);
    expect(told({ theme: null })).toEqual([["size", "5", now]]);
  });

  test.each([
    [{ total: 5 }, "2026-11-25T00:00:00.000Z"],
    [{ period: "daily" }, "2026-11-25T00:00:00.000Z"],
    [{ resets: true }, "2026-11-25T00:00:00.000Z"],
    [{ max: 9 }, "2026-11-22T00:00:00.000Z"],
    [{ total: 5, countedFrom: "2026-11-24T00:00:00.000Z" }, "2026-11-24T00:00:00.000Z"],
  ])("of a counter by %j counts from %s", (consumption, countedFrom) => {
    const counted = { total: 4, max: 8, resets: true, period: "daily" } as const;
    const licenses = [{ product: "app", licenseKey: "A", type: "consumption" as const, consumption: counted }];
    const mock = createMock({ clock, world: { ...world, licenses, trials: [] } });
    mock.clock.advance("3d");
    mock.world.licenses.update(
      mock.world.licenses.find({ licenseKey: "A" }) as { id: number },
      { consumption } as never,
    );
    const { consumption: kept } = [...mock.tables.licenses.all()][0] ?? {};
    expect(new Date(kept?.countedFrom ?? 0).toISOString()).toBe(countedFrom);
  });

  test.each([
    [60, { floating: { timeoutMinutes: 7 } }, 7],
    [9, { floating: { timeoutMinutes: 7 } }, 7],
    [9, { floating: { timeoutMinutes: 7 }, floatingTimeoutMinutes: 5 }, 5],
    [9, { floating: { users: 3 } }, 9],
    [9, { floating: null }, 120],
    [9, { maxActivations: 3 }, 9],
    [9, { floatingTimeoutMinutes: 5 }, 5],
  ])("of a license that states %i minutes by %j states %i", (floatingTimeoutMinutes, patch, minutes) => {
    const seats = { floating: { users: 2, timeoutMinutes: 60 }, floatingTimeoutMinutes };
    const licenses = [{ product: "app", licenseKey: "A", ...seats }];
    const mock = createMock({ clock, world: { ...world, licenses, trials: [] } });
    mock.world.licenses.update(mock.world.licenses.find({ licenseKey: "A" }) as { id: number }, patch as never);
    expect([...mock.tables.licenses.all()][0]?.floatingTimeoutMinutes).toBe(minutes);
  });
});

describe("snapshots", () => {
  const { world: edited } = createMock({ clock, world });
  const expected = "expected 1 to 64 of the characters A-Z a-z 0-9 . _ -, and not . or .. alone";

  test.each(["a", "A-Z_0.9", "...", ".a", "x".repeat(64)])("take the name %s", (name) => {
    edited.snapshots.save(name);
    expect(edited.snapshots.list()).toContain(name);
    expect([edited.snapshots.remove(name), edited.snapshots.remove(name)]).toEqual([true, false]);
  });

  test.each([".", "..", "x".repeat(65), "a b", "a/b", "ä", "a\n", 5, undefined])("refuse the name %j", (name) => {
    const found = JSON.stringify(name)?.slice(0, 80);
    expect(() => edited.snapshots.save(name as never)).toThrow(`snapshots: found the name ${found}, ${expected}`);
  });

  test("are a thousand at most, and say which there are", () => {
    const { snapshots } = createMock({ clock, world }).world;
    expect(() => snapshots.restore("none")).toThrow('snapshots: found no "none", expected one of: none yet');
    for (let at = 0; at < 1_000; at += 1) snapshots.save(`s-${at}`);
    snapshots.save("s-5");
    expect(() => snapshots.save("more")).toThrow("snapshots: found 1000 of them, expected at most 1000; remove some");
    const names = Array.from({ length: 20 }, (_, at) => `s-${at}`).join(", ");
    expect(() => snapshots.restore("none")).toThrow(new RegExp(`expected one of: ${names}$`));
  });
});
