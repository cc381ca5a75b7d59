import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";

type Endpoint = "add-consumption" | "add-feature-consumption" | "activate-offline" | "deactivate-offline";

const call = (mock: Mock, endpoint: Endpoint, role: string, fields: object) =>
  clientOf(mock).call(endpoint, inputOf(mock, endpoint, role, fields));
const add = (mock: Mock, role: string, consumptions: number) => call(mock, "add-consumption", role, { consumptions });

describe("a consumption pool", () => {
  test("counts in one step with its member, and both stay where either refuses", async () => {
    const mock = createMock();
    const body = await add(mock, "pooledLicense", 5);
    expect(body).toMatchObject({ total_consumptions: 15, pool: { name: "AI Credits", total_consumptions: 105 } });
    const [license] = mock.world.licenses.list({ licenseKey: "POOL-LICE-KEYS-0001" });
    mock.world.pools.update(mock.world.pools.find({ code: "credits" })?.id as number, {
      consumption: { max: 106 },
    });
    expect(await outcomeOf(add(mock, "pooledLicense", 2))).toBe("license_not_enough_consumptions");
    mock.world.licenses.update(license as never, { consumption: { max: 15 } });
    expect(await outcomeOf(add(mock, "pooledLicense", 1))).toBe("license_not_enough_consumptions");
    expect(mock.world.pools.find({ code: "credits" })?.consumption?.total).toBe(105);
  });

  test("starts again with its period, whoever asks first", async () => {
    const mock = createMock({ clock: "2030-03-31T12:00:00Z" });
    const { id } = mock.world.pools.find({ code: "credits" }) as { id: number };
    mock.world.pools.update(id, { consumption: { resets: true, period: "monthly" } });
    await add(mock, "pooledLicense", 1);
    const moved = mock.clock.advance("1d");
    expect(moved.events).toContainEqual({ at: "2030-04-01T00:00:00.000Z", kind: "period-reset", pool: "credits" });
    const body = await add(mock, "pooledLicense", 1);
    expect(body).toMatchObject({ pool: { total_consumptions: 1 } });
  });

  test("counts for its features alone where it is of features", async () => {
    const mock = createMock();
    const body = await call(mock, "add-feature-consumption", "pooledFeatureLicense", { consumptions: 2 });
    expect(body).toMatchObject({ total_consumptions: 12, pool: { name: "Render minutes", total_consumptions: 102 } });
  });
});

describe("units that a device takes along offline", () => {
  const held = (mock: Mock) => mock.world.checkouts.all().map(({ units }) => units);
  const goOffline = (mock: Mock, fields = {}) => call(mock, "activate-offline", "pooledOfflineLicense", fields);
  const withLicense = (mock: Mock, consumption: object) =>
    mock.world.licenses.update(mock.world.licenses.find({ licenseKey: "POOL-OFFL-KEYS-0001" })?.id as number, {
      consumption,
    });

  test("are as many as the request names", async () => {
    const mock = createMock();
    await goOffline(mock, { consumptions: 7 });
    expect(held(mock)).toEqual([7]);
    expect(await outcomeOf(add(mock, "pooledOfflineMate", 4))).toBe("license_not_enough_consumptions");
    expect(await outcomeOf(add(mock, "pooledOfflineMate", 3))).toBe("ok");
  });

  test("are else what is left of the license's own limit", async () => {
    const mock = createMock();
    withLicense(mock, { max: 6, total: 1 });
    await goOffline(mock);
    expect(held(mock)).toEqual([5]);
  });

  test("are the pool's default where the license has no limit", async () => {
    const mock = createMock();
    withLicense(mock, { unlimited: true });
    await goOffline(mock);
    expect(held(mock)).toEqual([4]);
  });

  test("are refused where the pool has fewer, and then the device is not activated", async () => {
    const mock = createMock();
    expect(await outcomeOf(goOffline(mock, { consumptions: 11 }))).toBe("license_not_enough_consumptions");
    expect(await outcomeOf(goOffline(mock, { consumptions: -1 }))).toBe("negative_consumptions_not_allowed");
    expect(held(mock)).toEqual([]);
    expect(mock.world.licenses.find({ licenseKey: "POOL-OFFL-KEYS-0001" })?.devices).toBeUndefined();
  });

  test("are settled as the device is let go: what it used is counted, the rest is there for others", async () => {
    const mock = createMock();
    await goOffline(mock, { consumptions: 10 });
    await call(mock, "deactivate-offline", "pooledOfflineLicense", { consumptions: 4 });
    expect(held(mock)).toEqual([]);
    expect(mock.world.pools.find({ code: "field" })?.consumption?.total).toBe(24);
    expect(await outcomeOf(add(mock, "pooledOfflineMate", 6))).toBe("ok");
  });

  test("are back as soon as the device calls in", async () => {
    const mock = createMock();
    await goOffline(mock, { consumptions: 10 });
    const body = await add(mock, "pooledOfflineLicense", 3);
    expect(body).toMatchObject({ total_consumptions: 3, pool: { total_consumptions: 23 } });
    expect(held(mock)).toEqual([]);
  });

  test("go with the device, its license and its pool where these are removed", async () => {
    const mock = createMock();
    await goOffline(mock, { consumptions: 2 });
    mock.world.pools.remove(mock.world.pools.find({ code: "field" })?.id as number);
    expect(held(mock)).toEqual([]);
    expect(mock.world.licenses.find({ licenseKey: "POOL-OFFL-KEYS-0001" })?.pool).toBeUndefined();
  });

  test("stand in a written world and make the same one again", async () => {
    const mock = createMock();
    await goOffline(mock, { consumptions: 2 });
    const again = createMock({ world: mock.world.export() });
    expect(held(again)).toEqual([2]);
    expect(await outcomeOf(add(again, "pooledOfflineMate", 9))).toBe("license_not_enough_consumptions");
  });
});

describe("a world file whose member and pool do not fit", () => {
  const one = (license: object, pool: object = {}) => ({
    companies: [{ name: "Vendor" }],
    apiKeys: [{ apiKey: "a", sharedKey: "b" }],
    customerAccounts: [{ code: "acme" }],
    pools: [{ code: "shared", customerAccount: "acme", ...pool }],
    customers: [{ email: "buyer@customer.test", customerAccount: "acme" }, { email: "other@customer.test" }],
    products: [{ code: "app" }],
    licenses: [{ product: "app", licenseKey: "AAAA-BBBB-CCCC-0001", type: "consumption", pool: "shared", ...license }],
  });

  test.each([
    ["no customer", {}, {}, 'licenses[0].pool: found "shared", expected a `customer` of the pool\'s customer account'],
    [
      "a customer of no account",
      { customer: "other@customer.test" },
      {},
      'licenses[0].pool: found "shared", expected a `customer` of the pool\'s customer account',
    ],
    [
      "another code",
      { customer: "buyer@customer.test", pool: "share" },
      {},
      'licenses[0].pool: found "share", expected the code of a pool of the customer\'s account in `pools`',
    ],
    [
      "a pool of features",
      { customer: "buyer@customer.test" },
      { type: "license_product_feature" },
      'licenses[0].pool: found "shared", which is of type license_product_feature, expected a pool of type license',
    ],
  ])("is refused for %s", (_what, license, pool, message) => {
    expect(() => createMock({ world: one(license, pool) as never })).toThrow(message);
  });
});
