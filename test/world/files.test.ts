import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { differences } from "../../src/mock/world/change-log.ts";
import { largeWorld } from "../../src/mock/world/large-world.ts";
import { largestId } from "../../src/mock/world/largest-id.ts";
import { addDuration, readMoment, startOfNextPeriod, startOfPeriod } from "../../src/mock/world/moment.ts";

const clock = "2026-11-22T12:00:00.000Z";
const base: WorldFile = {
  companies: [{ name: "c" }, { name: "d" }],
  apiKeys: [{ apiKey: "a", sharedKey: "s" }],
  customerAccounts: [{ code: "acme" }],
  customers: [{ email: "ann@x.test", customerAccount: "acme" }],
  users: [{ email: "una@x.test", password: "p" }],
  oauthClients: [{ clientId: "o", clientSecret: "s" }],
  pools: [{ code: "units", customerAccount: "acme" }],
  products: [{ code: "p" }, { code: "u", authorizationMethod: "user" }, { code: "b", bundle: ["p"] }],
  licenses: [{ product: "p", licenseKey: "K" }],
};
const withLicense = (license: object): Partial<WorldFile> => ({
  licenses: [{ product: "p", licenseKey: "K", ...license }],
});
const make = (more: Partial<WorldFile>) => createMock({ clock, world: { ...base, ...more } });

describe("a world file that contradicts itself is refused", () => {
  test.each<[Partial<WorldFile>, string]>([
    [
      {
        companies: [
          { name: "c", id: 5 },
          { name: "d", id: 5 },
        ],
      },
      "companies[1].id: found 5, expected an id that nothing else in companies has",
    ],
    [
      { customerAccounts: [{ code: "acme", company: "x" }] },
      'customerAccounts[0].company: found "x", expected the name of a company in `companies`',
    ],
    [
      { customers: [{ email: "e", customerAccount: "x" }] },
      'customers[0].customerAccount: found "x", expected the code of a customer account in `customerAccounts`',
    ],
    [
      { oauthClients: [{ clientId: "o", clientSecret: "s", customer: "x" }] },
      'oauthClients[0].customer: found "x", expected the email of a customer in `customers`',
    ],
    [
      { oauthClients: [{ clientId: "o", clientSecret: "s", customerId: 5 }] },
      "oauthClients[0].customerId: found 5, expected the id of a customer in `customers`",
    ],
    [
      { accessTokens: [{ token: "t", client: "x", expiresAt: "+1d" }] },
      'accessTokens[0].client: found "x", expected the id of a client in `oauthClients`',
    ],
    [
      { accessTokens: [{ token: "t", client: "o", expiresAt: "x" }] },
      'accessTokens[0].expiresAt: found "x", expected a duration like +30d or -1h, or a date like',
    ],
    [
      { ssoTokens: [{ kind: "code", token: "t", user: "x", customerAccount: "acme" }] },
      'ssoTokens[0].user: found "x", expected the email of a user in `users`',
    ],
    [
      { ssoTokens: [{ kind: "code", token: "t", user: "una@x.test", customerAccount: "acme", company: "d" }] },
      'ssoTokens[0].user: found "una@x.test", expected the email of a user in `users`',
    ],
    [
      {
        pools: [
          { code: "u", customerAccount: "acme" },
          { code: "u", customerAccount: "acme" },
        ],
      },
      'pools[1].code: found "u", expected a code that no other pool of the customer account has',
    ],
    [
      { products: [{ code: "p", features: [{ code: "f", pool: "units" }] }] },
      'products[0].features[0].pool: found "units", expected none, as features of licenses alone draw from pools',
    ],
    [
      { products: [{ code: "p", versions: [{ version: "1", releasedAt: "x" }] }] },
      'products[0].versions[0].releasedAt: found "x", expected a duration',
    ],
    [
      { products: [{ code: "p", features: [{ code: "f", consumption: { countedFrom: "x" } }] }] },
      'products[0].features[0].consumption.countedFrom: found "x", expected a duration',
    ],
    [withLicense({ product: "x" }), 'licenses[0].product: found "x", expected the code of a product in `products`'],
    [
      { licenses: [{ product: "p" }] },
      "licenses[0].licenseKey: found nothing, expected a key, as the product p is key-based",
    ],
    [withLicense({ product: "u" }), "licenses[0].users: found nobody, expected a user, as the product u is user-based"],
    [withLicense({ users: ["x"] }), 'licenses[0].users[0]: found "x", expected the email of a user in `users`'],
    [
      {
        licenses: [
          { product: "p", licenseKey: "K" },
          { product: "p", licenseKey: "K" },
        ],
      },
      'licenses[1].licenseKey: found "K", expected a key that no other license of the product has',
    ],
    [
      withLicense({ bundle: "b" }),
      'licenses[0].bundle: found "b", expected a bundle whose own license, of the same key or user, stands before',
    ],
    [withLicense({ bundle: "x" }), 'licenses[0].bundle: found "x", expected a bundle whose own license'],
    [
      { licenses: [{ product: "u", users: ["una@x.test"], bundle: "b" }] },
      'licenses[0].bundle: found "b", expected a bundle whose own license',
    ],
    [
      { licenses: [{ product: "u", users: [], bundle: "b" }] },
      'licenses[0].bundle: found "b", expected a bundle whose own license',
    ],
    [
      withLicense({ bundleLicenseId: 5 }),
      "licenses[0].bundleLicenseId: found 5, expected the id of a license in `licenses`",
    ],
    [withLicense({ createdAt: "x" }), 'licenses[0].createdAt: found "x", expected a duration'],
    [
      withLicense({ consumption: { countedFrom: "x" } }),
      'licenses[0].consumption.countedFrom: found "x", expected a duration',
    ],
    [withLicense({ users: ["una@x.test"], userLinkIds: [5], devices: [], id: 5 }), ""],
    [
      withLicense({ deactivatedDevices: ["x"] }),
      'licenses[0].deactivatedDevices: found "x", expected hardware ids of devices of this license',
    ],
    [
      withLicense({ pool: "units" }),
      'licenses[0].pool: found "units", expected a `customer` of the pool\'s customer account',
    ],
    [
      withLicense({ devices: [{ hardwareId: "h" }, { hardwareId: "h" }] }),
      'licenses[0].devices[1].hardwareId: found "h", expected an id that no other device of the license has',
    ],
    [
      withLicense({ devices: [{ hardwareId: "h", user: "x" }] }),
      'licenses[0].devices[0].user: found "x", expected the email of a user in `users`',
    ],
    [
      withLicense({ devices: [{ hardwareId: "h", seats: [{ feature: "x" }] }] }),
      'licenses[0].devices[0].seats[0].feature: found "x", expected the code of a feature of this license',
    ],
    [
      withLicense({ devices: [{ hardwareId: "h", seats: [{ lastContactAt: "x" }] }] }),
      'licenses[0].devices[0].seats[0].lastContactAt: found "x", expected a duration',
    ],
    [
      withLicense({ devices: [{ hardwareId: "h", seats: [{ borrowedUntil: "x" }] }] }),
      'licenses[0].devices[0].seats[0].borrowedUntil: found "x", expected a duration',
    ],
    [
      withLicense({ devices: [{ hardwareId: "h", checkouts: [{ units: 1 }] }] }),
      "licenses[0].devices[0].checkouts[0]: found a checkout, expected the license to draw from a pool: `pool` names none",
    ],
    [
      withLicense({
        features: [{ code: "f" }],
        devices: [{ hardwareId: "h", checkouts: [{ units: 1, feature: "f" }] }],
      }),
      'licenses[0].devices[0].checkouts[0]: found a checkout, expected the feature "f" to draw from a pool: `pool` names none',
    ],
    [
      withLicense({ devices: [{ hardwareId: "h", variables: { v: 1 }, variableOrigins: { v: { createdAt: "x" } } }] }),
      'licenses[0].devices[0].variableOrigins.v.createdAt: found "x", expected a duration',
    ],
    [
      withLicense({ features: [{ code: "f", expiresAt: "x" }] }),
      'licenses[0].features[0].expiresAt: found "x", expected a duration',
    ],
    [
      { trials: [{ product: "x", hardwareId: "h", licenseKey: "K" }] },
      'trials[0].product: found "x", expected the code of a product in `products`',
    ],
    [
      { trials: [{ product: "p", hardwareId: "h", licenseKey: "X" }] },
      "trials[0]: found X, expected the licenseId, licenseKey or user of a license of this product",
    ],
    [
      { trials: [{ product: "u", hardwareId: "h", user: "una@x.test" }] },
      "trials[0]: found una@x.test, expected the licenseId",
    ],
    [{ trials: [{ product: "p", hardwareId: "h", licenseId: 5 }] }, "trials[0]: found 5, expected the licenseId"],
    [
      { blacklist: [{ hardwareId: "h", company: "x" }] },
      'blacklist[0].company: found "x", expected the name of a company in `companies`',
    ],
  ])("at its place: %j", (more, message) => {
    if (message === "") expect(() => make(more)).not.toThrow();
    else expect(() => make(more)).toThrow(message);
  });
});

describe("a world file", () => {
  const full: Partial<WorldFile> = {
    users: [
      { email: "una@x.test", password: "p" },
      { email: "una@x.test", password: "q", company: "d" },
    ],
    ssoTokens: [
      { kind: "code", token: "t", user: "una@x.test", customerAccount: "acme" },
      { kind: "code", token: "w", user: "una@x.test", customerAccount: "acme", company: "c" },
    ],
    licenses: [
      { product: "b", licenseKey: "K" },
      {
        ...{ product: "p", licenseKey: "K", bundle: "b", customer: "ann@x.test", pool: "units", type: "consumption" },
        ...{ startsAt: "+1h", expiresAt: "+1d", floating: { users: 1, timeoutMinutes: 5 }, floatingTimeoutMinutes: 9 },
        features: [{ code: "f", name: "F", expiresAt: "+1mo" }, { code: "g" }],
        devices: [
          {
            ...{ hardwareId: "h", hostname: "host", facts: { ip: "::1" }, variables: { a: "1", b: 2, c: true } },
            variableOrigins: { a: { createdAt: "-1d" } },
            seats: [{}, { feature: "f", lastContactAt: "-5m", borrowedUntil: "+1d" }],
            checkouts: [{ units: 2 }],
          },
          { hardwareId: "i", active: false },
          { hardwareId: "j", active: false },
        ],
        deactivatedDevices: ["j"],
      },
      { product: "u", users: ["una@x.test"], devices: [{ hardwareId: "m" }, { hardwareId: "n", user: null }] },
    ],
    trials: [
      { product: "u", hardwareId: "t", user: "una@x.test" },
      { product: "p", hardwareId: "t", licenseKey: "K", email: "e@x.test" },
    ],
  };

  test("that was written makes the same world again", () => {
    const written = make(full).world.export();
    const again = createMock({ clock: "2030-01-01T00:00:00.000Z", world: written });
    expect(again.world.export()).toEqual(written);
    expect(again.snapshot().tables).toEqual(make(full).snapshot().tables);
  });

  test("is written with moments as dates, and with what it states otherwise than usual", () => {
    const { licenses, trials } = make(full).world.export();
    const [, member, named] = licenses;
    expect(member).toMatchObject({
      ...{ bundle: "b", customer: "ann@x.test", pool: "units", company: "c", deactivatedDevices: ["j"] },
      ...{ startsAt: "2026-11-22T13:00:00.000Z", expiresAt: "2026-11-23T00:00:00.000Z", floatingTimeoutMinutes: 9 },
      features: [
        { code: "f", name: "F", expiresAt: "2026-12-22T12:00:00.000Z" },
        { code: "g", name: "g" },
      ],
    });
    expect(member).not.toHaveProperty("users");
    expect(member?.features?.[1]).not.toHaveProperty("expiresAt");
    expect(member?.devices?.[0]).toMatchObject({
      ...{ hardwareId: "h", user: null, hostname: "host", facts: { ip: "::1" }, active: true },
      variables: { a: "1", b: "2", c: "true" },
      variableOrigins: { a: { createdAt: "2026-11-21T12:00:00.000Z" }, b: { createdAt: clock } },
      seats: [{ lastContactAt: clock }, { feature: "f", borrowedUntil: "2026-11-23T12:00:00.000Z" }],
      checkouts: [{ units: 2 }],
    });
    expect(member?.devices?.[1]).not.toHaveProperty("facts");
    expect(member?.devices?.[1]).not.toHaveProperty("seats");
    expect(named).toMatchObject({ users: ["una@x.test"], devices: [{ user: "una@x.test" }, { user: null }] });
    expect(named).not.toHaveProperty("licenseKey");
    expect(named).not.toHaveProperty("deactivatedDevices");
    expect(named).not.toHaveProperty("floatingTimeoutMinutes");
    expect(trials).toMatchObject([{ email: "una@x.test" }, { email: "e@x.test" }]);
  });

  test("counts what its devices tell", () => {
    const { tables } = make(full);
    const counted = [...tables.licenses.all()].map(({ timesActivated, deactivatedDeviceIds: gone }) => [
      timesActivated,
      gone.length,
    ]);
    expect(counted).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
    ]);
    expect([...tables.users.all()].map(({ totalActivations }) => totalActivations)).toEqual([1, 0]);
  });

  test("gives ids beyond all that it states", () => {
    const { id } = make({ lastId: 3_000_000_000_000_000 }).world.licenses.add({ product: "p", licenseKey: "N" });
    expect(id).toBeGreaterThan(3_000_000_000_000_000);
    const next = make(withLicense({ orderId: 4_000_000_000_000_000 })).world.licenses.add({
      product: "p",
      licenseKey: "N",
    });
    expect(next.id).toBeGreaterThan(4_000_000_000_000_000);
  });

  test.each([
    [{ id: 5 }, 5],
    [{ id: 5, orderId: 7 }, 7],
    [{ userLinkIds: [3, 9, 4], max: 99 }, 9],
    [
      {
        rows: [
          { id: 2 },
          { id: 8, metadata: { id: 99 } },
          { roles: { id: 99 }, facts: { id: 99 }, variables: { id: 99 } },
        ],
      },
      8,
    ],
    [{ id: "99", other: null }, 0],
    [7, 0],
    [[7], 0],
  ])("states in %j the largest id %i", (value, id) => {
    expect(largestId(value)).toBe(id);
  });

  test("changes in what differs, row by row", () => {
    const mock = make(full);
    const before = mock.snapshot();
    expect(differences(before, mock.snapshot())).toEqual([]);
    const [first] = mock.world.trials.all();
    mock.world.trials.remove(first as { id: number });
    const { id } = mock.world.blacklist.add({ hardwareId: "x" });
    mock.world.companies.update(mock.world.companies.all()[1] as { id: number }, { severalTrials: true });
    const changes = differences(before, mock.snapshot());
    expect(changes.map(({ table, before: was, after }) => [table, was !== undefined, after !== undefined])).toEqual([
      ["companies", true, true],
      ["blacklist", false, true],
      ["trials", true, false],
    ]);
    expect(changes[1]?.id).toBe(id);
    expect(differences({ ...before, tables: {} }, before).length).toBeGreaterThan(10);
  });
});

describe("a moment", () => {
  const start = Date.parse("2028-01-31T12:00:00.000Z");
  test.each([
    ["+5ms", "2028-01-31T12:00:00.005Z"],
    ["-5s", "2028-01-31T11:59:55.000Z"],
    ["+5m", "2028-01-31T12:05:00.000Z"],
    ["+5h", "2028-01-31T17:00:00.000Z"],
    ["+5d", "2028-02-05T12:00:00.000Z"],
    ["-1w", "2028-01-24T12:00:00.000Z"],
    ["+1mo", "2028-02-29T12:00:00.000Z"],
    ["+13mo", "2029-02-28T12:00:00.000Z"],
    ["-2mo", "2027-11-30T12:00:00.000Z"],
    ["+1y", "2029-01-31T12:00:00.000Z"],
    ["2030-01-31", "2030-01-31T00:00:00.000Z"],
    ["2030-01-31T10:00:00+01:00", "2030-01-31T09:00:00.000Z"],
  ])("is read from %s: %s", (text, moment) => {
    expect(new Date(readMoment(text, start) ?? 0).toISOString()).toBe(moment);
  });

  test.each([
    "",
    "5d",
    "+d",
    "+5",
    "+5x",
    "+1d ",
    " +1d",
    "x2030-01-31",
    "2030",
    "30-01-31",
    "2030-13-01",
    "+99999999999d",
    "+99999999mo",
    "+9999999y",
  ])("is not read from %j", (text) => {
    expect(readMoment(text, start)).toBeUndefined();
  });

  test.each([
    ["5d", "2028-02-05T12:00:00.000Z"],
    ["1m", "2028-02-29T12:00:00.000Z"],
    ["2y", "2030-01-31T12:00:00.000Z"],
  ])("is %s later at %s", (duration, moment) => {
    expect(new Date(addDuration(start, duration)).toISOString()).toBe(moment);
  });

  test.each([
    ["daily", "2028-02-29T23:59:59.999Z", "2028-02-29", "2028-03-01"],
    ["weekly", "2028-03-05T23:59:59.999Z", "2028-02-28", "2028-03-06"],
    ["weekly", "2028-03-06T00:00:00.000Z", "2028-03-06", "2028-03-13"],
    ["monthly", "2028-01-31T12:00:00.000Z", "2028-01-01", "2028-02-01"],
    ["annually", "2028-12-31T12:00:00.000Z", "2028-01-01", "2029-01-01"],
  ] as const)("lies in a period, %s at %s from %s to %s", (period, at, from, to) => {
    const dates = [startOfPeriod, startOfNextPeriod].map((start) =>
      new Date(start(period, Date.parse(at))).toISOString(),
    );
    expect(dates).toEqual([`${from}T00:00:00.000Z`, `${to}T00:00:00.000Z`]);
  });
});

describe("a large world", () => {
  const file = largeWorld({ licenses: 100 });

  test("has as many licenses as are asked for, and the same ones each time", () => {
    expect(file.licenses).toHaveLength(100);
    expect(file.about).toBe("A large world of 100 licenses, made by largeWorld");
    expect(largeWorld({ licenses: 100 })).toEqual(file);
    expect(largeWorld().licenses).toHaveLength(5_000);
  });

  test("has licenses of every kind, in the same mix", () => {
    const common = ["product", "licenseKey", "customer", "orderStoreId", "maxActivations"];
    const kinds = file.licenses.map((license) =>
      Object.keys(license)
        .filter((name) => !common.includes(name))
        .join(),
    );
    const mix = [...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]);
    expect(Object.fromEntries(mix)).toEqual({
      ...{ "": 4, bundle: 8, "enabled,devices": 22, "users,enabled,devices": 5, "features,enabled,devices": 9 },
      ...{ "type,expiresAt,enabled,devices": 15, "type,consumption,enabled,devices": 9 },
      ...{ "type,expiresAt,graceHours,enabled,devices": 5, "users,type,expiresAt,graceHours,enabled,devices": 5 },
      ...{ "trial,trialDays,expiresAt,enabled,devices": 5, "users,trial,trialDays,expiresAt,enabled,devices": 4 },
      ...{ "floating,enabled,devices": 4, "users,floating,enabled,devices": 5 },
    });
    expect(file.licenses.filter(({ enabled }) => enabled === false)).toHaveLength(9);
    expect(file.licenses.map(({ devices = [] }) => devices.length).join("")).toMatch(/^12301230123012301230/);
    const ends = file.licenses.filter(({ type }) => type === "time-limited").map(({ expiresAt }) => expiresAt);
    expect(ends.join(" ")).toMatch(/^\+31d \+40d \+41d -51d -60d \+61d \+71d \+80d -81d \+91d \+100d/);
  });

  const orderOf = (number: number) => ({
    ...{ customer: `customer-${number}@customer.test`, orderStoreId: `order-${number}`, maxActivations: 5 },
  });
  const keyOf = (number: number) => ({ licenseKey: `LARG-EXXX-0000-${String(number).padStart(4, "0")}` });
  const deviceOf = (order: number, number: number) => {
    return { hardwareId: `device-${order}-${number}`, active: number < 2 };
  };
  const devicesOf = (order: number, many: number) => [0, 1, 2].slice(0, many).map((at) => deviceOf(order, at));

  test.each<[number, object]>([
    [
      0,
      {
        product: "app-1",
        ...keyOf(1),
        ...orderOf(1),
        type: "time-limited",
        expiresAt: "+31d",
        devices: devicesOf(1, 1),
      },
    ],
    [
      1,
      {
        product: "app-2",
        ...keyOf(2),
        type: "subscription",
        expiresAt: "+30d",
        graceHours: 72,
        devices: devicesOf(2, 2),
      },
    ],
    [2, { product: "app-3", type: "consumption", consumption: { max: 10_000, total: 3 }, devices: devicesOf(3, 3) }],
    [3, { product: "app-4", users: ["user-4@customer.test"], floating: { users: 5, maxBorrowHours: 48 }, devices: [] }],
    [4, { features: [{ code: "export" }, { code: "render", consumption: { max: 600, total: 5 } }], enabled: true }],
    [5, { product: "app-6", trial: true, trialDays: 30, expiresAt: "+30d", enabled: true }],
    [8, { product: "app-1", enabled: false }],
    [19, { product: "suite", ...keyOf(20), ...orderOf(20) }],
    [20, { product: "suite-a", ...keyOf(20), ...orderOf(20), bundle: "suite" }],
    [21, { product: "suite-b", ...keyOf(20), ...orderOf(20), bundle: "suite" }],
  ])("has as its license %i: %j", (at, license) => {
    expect(file.licenses[at]).toMatchObject(license);
  });

  test("has customers, users, products and a role", () => {
    expect(file.customers?.slice(2, 4)).toEqual([
      { email: "customer-2@customer.test", companyName: "Customer 2", country: "JP" },
      { email: "customer-3@customer.test", companyName: "Customer 3", country: "US" },
    ]);
    expect([file.customers?.[0]?.country, file.customers?.[1]?.country]).toEqual(["DE", "FR"]);
    expect(file.users).toHaveLength(19);
    expect(file.users?.[0]).toEqual({ email: "user-4@customer.test", password: "Password-4", firstName: "User 4" });
    const about = { name: "Application 4", authorizationMethod: "user", allowTrial: true, trialDays: 30 };
    const environment = "win64";
    expect(file.products[4]).toEqual({
      ...{ code: "app-4", ...about },
      versions: [
        { version: "1.0.0", releasedAt: "-700d", environment },
        { version: "2.4.0", releasedAt: "-60d", environment },
      ],
    });
    expect(file.products[5]).toMatchObject({ code: "app-5", authorizationMethod: "license-key", allowTrial: false });
    expect(file.roles?.activeKeyLicense).toMatchObject({
      ...{ product: "app-1", license_key: "LARG-EXXX-0000-0001", hardware_id: "device-1-0" },
    });
  });

  test("is a world that loads", () => {
    const { tables } = createMock({ world: file });
    expect([tables.licenses.count(), tables.customers.count(), tables.products.count()]).toEqual([100, 200, 11]);
  });
});
