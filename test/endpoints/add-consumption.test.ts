import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const add = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", role, fields));

test("an event that is a text is told to be a list, and two that exclude each other that they do", async () => {
  const said = async (event: unknown) => {
    const call = add(createMock(), "consumptionLicense", { event });
    return call.then(
      () => "ok",
      ({ message }: Error) => message,
    );
  };
  expect(await said("consumption_add")).toMatch(/event must be array/);
  expect(await said(["consumption_add", "offline_floating_consumptions_sync"])).toMatch(/exclude each other/);
  expect(await said(["consumption_add"])).toBe("ok");
});

describe("the limit", () => {
  test.each([
    ["consumptionLicense", 990, "ok"],
    ["consumptionLicense", 991, "license_not_enough_consumptions"],
    ["overageConsumptionLicense", 1_000, "ok"],
    ["overageConsumptionLicense", 1_001, "license_not_enough_consumptions"],
    ["overusedConsumptionLicense", 0, "ok"],
    ["overusedConsumptionLicense", 1, "license_not_enough_consumptions"],
    ["unlimitedConsumptionLicense", 1_000_000_000, "ok"],
    ["negativeConsumptionLicense", -10, "ok"],
    ["negativeConsumptionLicense", -11, "negative_consumptions_not_allowed"],
  ])("of %s, given %i units, answers %s", async (role, consumptions, outcome) => {
    expect(await outcomeOf(add(createMock(), role, { consumptions }))).toBe(outcome);
  });

  test("of 0 overages is none, or unlimited where the policy says so", async () => {
    const fields = { consumptions: 1_000, allow_overages: true, max_overages: 0 };
    expect(await outcomeOf(add(createMock(), "exhaustedConsumptionLicense", fields))).toBe(
      "license_not_enough_consumptions",
    );
    const generous = createMock({ policy: { zeroOverages: "unlimited" } });
    expect(await outcomeOf(add(generous, "exhaustedConsumptionLicense", fields))).toBe("ok");
  });
});

describe("overage settings", () => {
  test.each([
    [{ max_overages: 5 }, { allow_overages: true, max_overages: 5 }],
    [{ max_overages: 0 }, { allow_overages: false, max_overages: 0 }],
    [{ allow_overages: true }, { allow_overages: true, max_overages: 0 }],
    [
      { allow_overages: false, max_overages: 5 },
      { allow_overages: false, max_overages: 5 },
    ],
    [
      { allow_overages: null, max_overages: null },
      { allow_overages: false, max_overages: 0 },
    ],
  ])("%j become %j, even with 0 units", async (sent, kept) => {
    const mock = createMock();
    expect(await add(mock, "consumptionLicense", { consumptions: 0, ...sent })).toMatchObject(kept);
    expect(await add(mock, "consumptionLicense", { consumptions: 0 })).toMatchObject(kept);
  });
});

describe("a period", () => {
  test("that is over starts the total again, and moving the clock back brings nothing back", async () => {
    const mock = createMock({ clock: "2026-11-22T23:00:00.000Z" });
    expect(await add(mock, "resettingConsumptionLicense", { consumptions: 1 })).toMatchObject({
      total_consumptions: 41,
    });
    mock.clock.advance({ hours: 1 });
    expect(await add(mock, "resettingConsumptionLicense", { consumptions: 1 })).toMatchObject({
      total_consumptions: 1,
    });
    mock.clock.advance({ hours: -12 });
    expect(await add(mock, "resettingConsumptionLicense", { consumptions: 1 })).toMatchObject({
      total_consumptions: 2,
    });
  });

  test.each([
    ["daily", "2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00.000Z"],
    ["weekly", "2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00.000Z"], // a Sunday, a Monday
    ["monthly", "2026-11-30T23:59:59.999Z", "2026-12-01T00:00:00.000Z"],
    ["annually", "2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00.000Z"],
  ] as const)("%s ends between %s and %s", async (period, before, after) => {
    const mock = createMock({ clock: before, world: worldOf({ max: 10, total: 5, resets: true, period }) });
    expect(await add(mock, "it", { consumptions: 0 })).toMatchObject({ total_consumptions: 5 });
    mock.clock.set(after);
    expect(await add(mock, "it", { consumptions: 0 })).toMatchObject({ total_consumptions: 0 });
  });

  test("without the reset switch does nothing", async () => {
    const mock = createMock({
      clock: "2026-11-22T23:00:00.000Z",
      world: worldOf({ max: 10, total: 5, period: "daily" }),
    });
    mock.clock.advance({ days: 400 });
    expect(await add(mock, "it", { consumptions: 0 })).toMatchObject({ total_consumptions: 5 });
  });
});

test("texts in place of numbers and switches are noted", async () => {
  const mock = createMock();
  await add(mock, "consumptionLicense", { max_overages: "10", allow_overages: "true" });
  expect(mock.journal.entries().at(-1)?.findings).toEqual([
    "max_overages: sent as text",
    "allow_overages: sent as text",
  ]);
});

test("the service dialect adds the company", async () => {
  expect(await add(createMock(), "consumptionLicense")).not.toHaveProperty("company");
  const mock = createMock({ policy: { dialect: "service" } });
  expect(await add(mock, "consumptionLicense")).toHaveProperty("company");
});

function worldOf(consumption: object) {
  const role = { product: "p", license_key: "TEST-TEST-TEST-0001", hardware_id: "h" };
  return {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p" }],
    licenses: [
      {
        product: "p",
        licenseKey: role.license_key,
        type: "consumption" as const,
        consumption,
        devices: [{ hardwareId: "h" }],
      },
    ],
    roles: { it: { about: "the only license", ...role } },
  };
}

test.each([
  [{ max: 2, overages: true, maxOverages: 1 }, 3],
  [{ max: 2 }, 2],
])("overages without a limit are for those that are allowed and have none, not for %j", async (consumption, units) => {
  const world = licenseWorld({ type: "consumption", consumption, devices: [{ hardwareId: "h" }] });
  const mock = createMock({ world, policy: { zeroOverages: "unlimited" } });
  expect(await outcomeOf(add(mock, "it", { consumptions: units }))).toBe("ok");
  expect(await outcomeOf(add(mock, "it"))).toBe("license_not_enough_consumptions");
});

test.each(["perpetual", "time-limited", "subscription"] as const)("a %s license counts no units", async (type) => {
  const mock = createMock({ world: licenseWorld({ type, devices: [{ hardwareId: "h" }] }) });
  expect(await outcomeOf(add(mock, "it"))).toBe("license_not_consumption");
});
