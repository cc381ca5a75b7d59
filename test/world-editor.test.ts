import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";
import { fingerprint } from "./fingerprint.ts";

const clock = "2026-11-22T12:00:00.000Z";
const key = { licenseKey: "ACTV-PERP-KEYS-0001" };

const check = (mock: Mock, license_key: string, hardware_id: string) =>
  clientOf(mock).call("check-license", { product: "key-app", license_key, hardware_id });

/** The row that a test takes for granted. */
function licenseOf(mock: Mock, licenseKey = key.licenseKey) {
  const license = mock.world.licenses.find({ licenseKey });
  if (!license) throw new Error(`no license ${licenseKey}`);
  return license;
}

describe("looking at a world", () => {
  test("gives rows as world files have them, with ids and with moments as dates", () => {
    const mock = createMock({ clock });
    const license = licenseOf(mock, "TIME-LIMI-KEYS-0001");
    expect(license).toMatchObject({
      product: "key-app",
      type: "time-limited",
      expiresAt: "2027-11-22T00:00:00.000Z",
      devices: [{ hardwareId: "Laptop-1", active: true }],
    });
    expect(mock.world.licenses.get(license.id)).toEqual(license);
    expect(mock.world.licenses.get(5)).toBeUndefined();
    expect(mock.world.devices.list({ license: license.id })).toMatchObject([{ hardwareId: "Laptop-1" }]);
  });

  test("finds rows by the fields that equal, first in the order of the world", () => {
    const { world } = createMock();
    const ofUsers = world.licenses.list({ product: "user-app" });
    expect(ofUsers.length).toBeGreaterThan(3);
    expect(world.licenses.find({ product: "user-app" })).toEqual(ofUsers[0]);
    expect(world.licenses.find({ licenseKey: "none" })).toBeUndefined();
    expect(world.licenses.all()).toHaveLength(world.export().licenses.length);
    expect(world.licenses.list({ users: ["ada@example.test"] })).toHaveLength(1);
  });

  test("says so where it is asked for a field that there is not", () => {
    const { world } = createMock();
    expect(() => world.licenses.find({ licenceKey: "x" } as never)).toThrow(
      "licenses.licenceKey: found what is no field, expected one of its fields, did you mean licenseKey?",
    );
  });

  test("gives copies: changing them changes nothing", () => {
    const mock = createMock({ clock });
    const before = fingerprint(mock);
    const license = licenseOf(mock);
    license.maxActivations = 99;
    license.features?.splice(0);
    Object.assign(license.metadata ?? {}, { plan: "lead" });
    Object.assign(mock.world.export().roles ?? {}, { it: { about: "nothing" } });
    expect(fingerprint(mock)).toBe(before);
    expect(mock.roles.it).toBeUndefined();
  });

  test("takes copies too: what is given can be changed afterwards", () => {
    const mock = createMock({ clock });
    const given = { product: "key-app", licenseKey: "NEW", metadata: { plan: "gold" } };
    mock.world.licenses.add(given);
    given.metadata.plan = "lead";
    expect(licenseOf(mock, "NEW").metadata).toEqual({ plan: "gold" });
  });

  test("reaches a table by its name, and lists the tables where there is no such", () => {
    const { world } = createMock();
    expect(world.table("licenses").all()).toEqual(world.licenses.all());
    expect(() => world.table("licences")).toThrow(
      'found the table "licences", expected one of its tables, did you mean licenses?',
    );
    expect(() => world.table("constructor")).toThrow("(there are companies, customerAccounts, ");
  });
});

describe("adding", () => {
  test("a license makes it answer at once, with its devices counted", async () => {
    const mock = createMock({ clock });
    const devices = [{ hardwareId: "A" }, { hardwareId: "B", active: false }];
    const added = mock.world.licenses.add({ product: "key-app", licenseKey: "NEW", expiresAt: "+10d", devices });
    expect(added).toMatchObject({ expiresAt: "2026-12-02T00:00:00.000Z", enabled: true });
    expect(await check(mock, "NEW", "A")).toMatchObject({ id: added.id, times_activated: 1 });
  });

  test("a device makes it active on its license, for its user", async () => {
    const mock = createMock();
    const license = mock.world.licenses.find({ users: ["ada@example.test"] });
    const companyId = mock.tables.companies.all().next().value?.id ?? 0;
    const before = mock.tables.users.byEmail(companyId, "ada@example.test");
    mock.world.devices.add({ license: license?.id ?? 0, hardwareId: "Laptop-9", variables: { theme: "dark" } });
    expect(mock.tables.licenses.get(license?.id ?? 0)?.timesActivated).toBe(2);
    expect(mock.tables.users.get(before?.id ?? 0)?.totalActivations).toBe((before?.totalActivations ?? 0) + 1);
  });

  test("a key lets its owner in, and one that is removed does not", async () => {
    const mock = createMock();
    const row = mock.world.apiKeys.add({ apiKey: "new-key", sharedKey: "new-secret" });
    const call = () => {
      const client = clientOf({ ...mock, credentials: { apiKey: "new-key", sharedKey: "new-secret" } });
      return outcomeOf(client.call("check-license", inputOf(mock, "check-license", "activeKeyLicense")));
    };
    expect(await call()).toBe("ok");
    mock.world.apiKeys.remove(row);
    expect(await call()).toBe("invalid_api_key");
  });

  test("a seat takes it, and removing it gives it back", async () => {
    const mock = createMock();
    const { id } = licenseOf(mock, "FLOA-FREE-KEYS-0001");
    mock.world.licenses.update(id, { floating: { users: 1 } });
    mock.world.devices.add({ license: id, hardwareId: "Laptop-2" });
    const seat = mock.world.seats.add({ license: id, device: "Laptop-2" });
    expect(await outcomeOf(check(mock, "FLOA-FREE-KEYS-0001", "Laptop-1"))).toBe("floating_not_available");
    mock.world.seats.remove(seat);
    expect(await outcomeOf(check(mock, "FLOA-FREE-KEYS-0001", "Laptop-1"))).toBe("ok");
  });
});

describe("updating", () => {
  test("a license shows in the next answer", async () => {
    const mock = createMock({ clock });
    const { id } = licenseOf(mock);
    const row = mock.world.licenses.update(id, { expiresAt: "+1d", floating: { users: 2 }, maxActivations: 7 });
    expect(row).toMatchObject({ expiresAt: "2026-11-23T00:00:00.000Z", floating: { users: 2, kept: "cloud" } });
    expect(await check(mock, key.licenseKey, "Laptop-1")).toMatchObject({ max_activations: 7, floating_users: 2 });
    mock.world.licenses.update(row, { enabled: false });
    expect(await outcomeOf(check(mock, key.licenseKey, "Laptop-1"))).toBe("license_not_enabled");
  });

  test("changes objects field by field, and null removes what is optional", () => {
    const mock = createMock({ clock });
    const { id } = licenseOf(mock);
    mock.world.licenses.update(id, { floating: { users: 2, maxBorrowHours: 5 }, expiresAt: "+1d" });
    const row = mock.world.licenses.update(id, {
      floating: { users: 3 },
      expiresAt: null,
      metadata: { colour: "red" },
    });
    expect(row).toMatchObject({ floating: { users: 3, maxBorrowHours: 5 }, metadata: { plan: "gold", colour: "red" } });
    expect(row).not.toHaveProperty("expiresAt");
    expect(mock.world.licenses.update(id, { floating: null })).not.toHaveProperty("floating");
  });

  test("sets the units of the period that runs now", async () => {
    const mock = createMock({ clock });
    const { id } = licenseOf(mock, "CONS-RESE-KEYS-0001");
    mock.clock.advance({ days: 3 });
    mock.world.licenses.update(id, { consumption: { total: 70 } });
    expect(await check(mock, "CONS-RESE-KEYS-0001", "Laptop-1")).toMatchObject({ total_consumptions: 70 });
  });

  test("lets a device go and takes it back, and counters follow", async () => {
    const mock = createMock();
    const { id } = licenseOf(mock);
    const counted = () => mock.tables.licenses.get(id)?.timesActivated;
    const device = mock.world.devices.find({ license: id, hardwareId: "Laptop-1" });
    mock.world.devices.update(device?.id ?? 0, { active: false });
    expect([counted(), mock.tables.licenses.get(id)?.deactivatedDeviceIds]).toEqual([0, [device?.id]]);
    mock.world.devices.update(device?.id ?? 0, { active: true, hostname: "pc", variables: { theme: "dark" } });
    expect([counted(), mock.tables.licenses.get(id)?.deactivatedDeviceIds]).toEqual([1, []]);
    const row = mock.world.devices.update(device?.id ?? 0, { variables: { theme: null, size: 5 } });
    expect(row).toMatchObject({ hostname: "pc", variables: { size: "5" } });
  });

  test("names another customer, bundle or timeout in place of the one before", () => {
    const mock = createMock({ clock });
    const { id } = licenseOf(mock);
    const ofOther = mock.world.licenses.update(id, { customer: "other@customer.test", floating: { users: 1 } });
    expect(ofOther).toMatchObject({ customer: "other@customer.test" });
    const row = mock.world.licenses.update(id, { customer: null, floating: { timeoutMinutes: 7 } });
    expect(row).not.toHaveProperty("customer");
    expect(mock.tables.licenses.get(id)).toMatchObject({ customerId: null, floatingTimeoutMinutes: 7 });
  });

  test("moves a license to other users", () => {
    const mock = createMock();
    const license = mock.world.licenses.find({ users: ["ada@example.test"] });
    const row = mock.world.licenses.update(license?.id ?? 0, { users: ["grace@example.test", "alan@example.test"] });
    expect(row.users).toEqual(["grace@example.test", "alan@example.test"]);
    expect(mock.world.licenses.list({ users: ["ada@example.test"] })).toEqual([]);
  });

  test("keeps every row as it is where nothing is given", () => {
    const mock = createMock({ clock });
    const before = JSON.stringify(mock.world.export());
    for (const name of [
      "companies",
      "apiKeys",
      "customers",
      "products",
      "users",
      "licenses",
      "features",
      "devices",
      "seats",
    ]) {
      const table = mock.world.table(name);
      for (const row of table.all()) table.update(row as { id: number }, {});
    }
    expect(JSON.stringify(mock.world.export())).toBe(before);
  });
});

describe("removing", () => {
  test("a license takes its devices, seats, features and variables", () => {
    const mock = createMock();
    const { id } = licenseOf(mock, "FEAT-URES-KEYS-0001");
    mock.world.licenses.remove(id);
    expect(mock.world.devices.list({ license: id })).toEqual([]);
    expect(mock.world.features.list({ license: id })).toEqual([]);
    expect(mock.world.seats.list({ license: id })).toEqual([]);
  });

  test("a user lets licenses go, which stay", () => {
    const mock = createMock();
    const license = mock.world.licenses.find({ users: ["ada@example.test"] });
    mock.world.users.remove(mock.world.users.find({ email: "ada@example.test" }) ?? 0);
    expect(mock.world.licenses.get(license?.id ?? 0)).toMatchObject({ users: [], devices: [{ user: null }] });
  });

  test("a device is counted no more", async () => {
    const mock = createMock();
    const { id } = licenseOf(mock);
    mock.world.devices.remove(mock.world.devices.find({ license: id }) ?? 0);
    expect(await outcomeOf(check(mock, key.licenseKey, "Laptop-1"))).toBe("license_not_active");
  });

  test.each(["companies", "customerAccounts", "customers", "products", "users", "licenses", "devices", "oauthClients"])(
    "each of %s leaves a world that loads",
    (name) => {
      for (const { id } of createMock({ clock }).world.table(name).all() as { id: number }[]) {
        const mock = createMock({ clock });
        const isRefused = (() => {
          try {
            mock.world.table(name).remove(id);
            return false;
          } catch {
            return true;
          }
        })();
        expect(isRefused).toBe(false);
        expect(createMock({ clock, world: mock.world.export() }).world.export()).toEqual(mock.world.export());
      }
    },
  );

  test("the last API key is refused", () => {
    const mock = createMock();
    const [last, ...others] = mock.world.apiKeys.all();
    for (const row of others) mock.world.apiKeys.remove(row);
    expect(() => mock.world.apiKeys.remove(last ?? 0)).toThrow(
      "apiKeys: found the last row, expected another one beside it",
    );
  });
});

describe("an edit that is refused", () => {
  type Edit = (mock: Mock) => unknown;
  const id = (mock: Mock) => licenseOf(mock).id;
  const bad = (row: object) => row as never;
  test.each<[string, Edit]>([
    [
      'licenses.product: found "x", expected the code of a product',
      ({ world }) => world.licenses.add({ product: "x" }),
    ],
    [
      'licenses.licenseKey: found "ACTV-PERP-KEYS-0001", expected a key that no other license of the product has',
      ({ world }) => world.licenses.add({ product: "key-app", licenseKey: "ACTV-PERP-KEYS-0001" }),
    ],
    ["licenses.licenseKey: found nothing, expected a key", ({ world }) => world.licenses.add({ product: "key-app" })],
    ["licenses.product: is missing, found nothing", ({ world }) => world.licenses.add(bad({}))],
    ["licenses: found 5, expected an object", ({ world }) => world.licenses.add(bad(5 as never))],
    [".enabled: must be boolean, found 5", (mock) => mock.world.licenses.update(id(mock), bad({ enabled: 5 }))],
    [
      '.expiresAt: found "soon", expected a duration like +30d',
      (mock) => mock.world.licenses.update(id(mock), { expiresAt: "soon" }),
    ],
    [
      ".maxActivation: is no field, did you mean maxActivations?, found 5",
      (mock) => mock.world.licenses.update(id(mock), bad({ maxActivation: 5 })),
    ],
    [
      ".floating.user: is no field, did you mean users?, found 5",
      (mock) => mock.world.licenses.update(id(mock), bad({ floating: { users: 1, user: 5 } })),
    ],
    [
      ".floating.users: is missing",
      (mock) => mock.world.licenses.update(id(mock), bad({ floating: { timeoutMinutes: 5 } })),
    ],
    [".product: is missing", (mock) => mock.world.licenses.update(id(mock), bad({ product: null }))],
    [
      ".devices: found a change, expected it to be made in the table devices (world.devices)",
      (mock) => mock.world.licenses.update(id(mock), { devices: [] }),
    ],
    [".id: found 5, expected ", (mock) => mock.world.licenses.update(id(mock), bad({ id: 5 }))],
    [
      '.users[0]: found "nobody", expected the email of a user',
      (mock) => mock.world.licenses.update(id(mock), { users: ["nobody"], maxActivations: 1 }),
    ],
    ["licenses: found the id 5, expected the id of a row, or a row", ({ world }) => world.licenses.remove(5)],
    [
      "devices.license: found 5, expected the id of a license",
      ({ world }) => world.devices.add({ license: 5, hardwareId: "h" }),
    ],
    ["devices.license: found nothing, expected", ({ world }) => world.devices.add(bad({ hardwareId: "h" }))],
    [
      'seats.device: found "Laptop-7", expected the hardware id of a device',
      (mock) => mock.world.seats.add({ license: id(mock), device: "Laptop-7" }),
    ],
    ["devices.hardwareId: is missing", (mock) => mock.world.devices.add(bad({ license: id(mock) }))],
    [
      "devices.hardware_id: is no field, did you mean hardwareId?",
      (mock) => mock.world.devices.add(bad({ license: id(mock), hardwareId: "h", hardware_id: "h" })),
    ],
    [".id: found ", (mock) => mock.world.licenses.add({ id: id(mock), product: "key-app", licenseKey: "twice" })],
    ["/companies: is missing", ({ world }) => world.replace(bad({}))],
    [
      'licenses[0].product: found "x"',
      ({ world }) => world.replace({ ...world.export(), licenses: [{ product: "x", licenseKey: "k" }] }),
    ],
    ['snapshots: found no "none", expected one of: none yet', ({ world }) => world.snapshots.restore("none")],
    ['snapshots: found the name ""', ({ world }) => world.snapshots.save("")],
  ])("says %s, and changes nothing", (message, edit) => {
    const mock = createMock({ clock });
    const before = fingerprint(mock);
    expect(() => edit(mock)).toThrow(message);
    expect(fingerprint(mock)).toBe(before);
  });
});

test("another world replaces this one, roles and credentials with it, until the mock is reset", async () => {
  const mock = createMock({ clock });
  const [roles, credentials] = [mock.roles, mock.credentials];
  mock.world.replace({
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p" }],
    licenses: [{ product: "p", licenseKey: "K", devices: [{ hardwareId: "h" }] }],
    roles: { it: { about: "the only license", product: "p", license_key: "K", hardware_id: "h" } },
  });
  expect(mock.credentials).toEqual({ apiKey: "a", sharedKey: "s" });
  expect(await outcomeOf(clientOf(mock).call("check-license", inputOf(mock, "check-license", "it")))).toBe("ok");
  mock.reset();
  expect([mock.roles, mock.credentials]).toEqual([roles, credentials]);
});

test("states are kept by name and can be gone back to", () => {
  const { world } = createMock({ clock });
  world.snapshots.save("before");
  const license = world.licenses.find(key);
  world.licenses.remove(license?.id ?? 0);
  world.snapshots.save("after");
  world.snapshots.restore("before");
  expect(world.licenses.find(key)).toEqual(license);
  expect(world.snapshots.list()).toEqual(["before", "after"]);
  expect([world.snapshots.remove("after"), world.snapshots.remove("after")]).toEqual([true, false]);
  expect(world.snapshots.list()).toEqual(["before"]);
});

test("a space's world is edited alone", () => {
  const mock = createMock();
  const space = mock.space("a");
  space.world.licenses.remove(space.world.licenses.find(key)?.id ?? 0);
  expect(mock.world.licenses.find(key)).toBeDefined();
});
