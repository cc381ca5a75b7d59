import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf } from "../calls.ts";

const list = (mock: Mock, hardware_id: string, as?: string) =>
  clientOf(mock, as).call("device-licenses", { hardware_id });

test("a license whose device was let go is listed still", async () => {
  const mock = createMock();
  const before = (await list(mock, "Laptop-1")).map(({ id }) => id);
  await clientOf(mock).call("deactivate-license", inputOf(mock, "deactivate-license", "activeKeyLicense"));
  const after = await list(mock, "Laptop-1");
  expect(after.map(({ id }) => id)).toEqual(before);
  const found = after.find(({ license_key }) => license_key === "ACTV-PERP-KEYS-0001");
  expect(found).toMatchObject({ license_active: false, times_activated: 0 });
});

test("a license is told by its key or by its user", async () => {
  const licenses = await list(createMock(), "Laptop-3");
  expect(licenses).toHaveLength(1);
  expect(licenses[0]).toMatchObject({ user: { email: "frances@customer.test" } });
  expect(licenses[0]).not.toHaveProperty("license_key");
});

test("the hardware id is matched with its case", async () => {
  expect(await list(createMock(), "laptop-3")).toEqual([]);
});

test("the last day stands there without a time, and counters are up to date", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const find = async (key: string) => (await list(mock, "Laptop-1")).find(({ license_key }) => license_key === key);
  expect(await find("TIME-LIMI-KEYS-0001")).toMatchObject({ validity_period: "2027-11-22" });
  expect(await find("CONS-RESE-KEYS-0001")).toMatchObject({ total_consumptions: 40 });
  mock.clock.advance({ days: 1 });
  expect(await find("CONS-RESE-KEYS-0001")).toMatchObject({ total_consumptions: 0 });
});

test.each([
  ["licenseToken", ["ACTV-PERP-KEYS-0001"]],
  ["customerToken", ["ACTV-PERP-KEYS-0001"]],
  ["accountToken", ["ACTV-PERP-KEYS-0001"]],
  ["otherCustomerToken", []],
  ["lockedPasswordUser", []], // a key of another company
])("%s sees %j", async (role, keys) => {
  const licenses = await list(createMock(), "Laptop-1", role);
  expect(licenses.map(({ license_key }) => license_key)).toEqual(keys);
});
