import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const check = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("check-license", inputOf(mock, "check-license", role, fields));

describe("the last day of a license", () => {
  const midnight = "2027-11-22T00:00:00.000Z"; // timeLimitedLicense ends 365 days after the start

  test.each([
    ["2027-11-22T23:59:59.999Z", false],
    ["2027-11-23T00:00:00.000Z", true],
  ])("counts whole: at %s it is_expired %s", async (time, isExpired) => {
    const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
    mock.clock.set(time);
    expect(await check(mock, "timeLimitedLicense")).toMatchObject({ is_expired: isExpired, validity_period: midnight });
  });

  test("is followed by the hours of grace on a subscription", async () => {
    const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" }); // ends 12-22, 72 hours of grace
    mock.clock.set("2026-12-25T23:59:59.999Z");
    expect(await check(mock, "subscriptionLicense")).toMatchObject({ is_expired: false });
    mock.clock.set("2026-12-26T00:00:00.000Z");
    expect(await check(mock, "subscriptionLicense")).toMatchObject({ is_expired: true });
  });
});

describe("a floating seat", () => {
  const others = ["Laptop-2", "Laptop-3"];

  async function withOthersActive(): Promise<Mock> {
    const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
    for (const hardware_id of others) {
      const input = inputOf(mock, "activate-license", "floatingLicense", { hardware_id });
      await clientOf(mock).call("activate-license", input);
    }
    return mock;
  }

  test("is taken by a check, kept by the same device, and refused to a third", async () => {
    const mock = await withOthersActive();
    expect(await check(mock, "floatingLicense")).toMatchObject({ floating_in_use_devices: 1 });
    expect(await check(mock, "floatingLicense")).toMatchObject({ floating_in_use_devices: 1 });
    expect(await check(mock, "floatingLicense", { hardware_id: "Laptop-2" })).toMatchObject({
      floating_in_use_devices: 2,
    });
    expect(await outcomeOf(check(mock, "floatingLicense", { hardware_id: "Laptop-3" }))).toBe("floating_not_available");
  });

  test("is free exactly at the end of its timeout, and a check renews it", async () => {
    const mock = await withOthersActive();
    await check(mock, "floatingLicense");
    await check(mock, "floatingLicense", { hardware_id: "Laptop-2" });
    mock.clock.advance({ minutes: 60 });
    await check(mock, "floatingLicense", { hardware_id: "Laptop-2" });
    mock.clock.advance({ minutes: 60, ms: -1 });
    expect(await outcomeOf(check(mock, "floatingLicense", { hardware_id: "Laptop-3" }))).toBe("floating_not_available");
    mock.clock.advance({ ms: 1 });
    expect(await check(mock, "floatingLicense", { hardware_id: "Laptop-3" })).toMatchObject({
      floating_in_use_devices: 2,
    });
  });
});

describe("a seat that timed out", () => {
  const start = "2026-11-22T12:00:00.000Z";

  test("stays free where the clock goes back: another device has it", async () => {
    const devices = [{ hardwareId: "h" }, { hardwareId: "other" }];
    const mock = createMock({ clock: start, world: licenseWorld({ floating: { users: 1 }, devices }) });
    expect(await outcomeOf(check(mock, "it"))).toBe("ok");
    mock.clock.advance("3h");
    expect(await outcomeOf(check(mock, "it", { hardware_id: "other" }))).toBe("ok");
    mock.clock.set(start);
    expect(await outcomeOf(check(mock, "it"))).toBe("floating_not_available");
  });
});

test("where no number of seats is stated, the API keeps none", async () => {
  const world = licenseWorld({ floating: { users: null }, devices: [{ hardwareId: "h" }] });
  expect(await outcomeOf(check(createMock({ world }), "it"))).toBe("floating_not_available");
});

test("what a device tells about itself is kept, each under its name", async () => {
  const system = { vm_info: "a", os_ver: "b", hostname: "c", os_hostname: "d", mac_address: "e" };
  const told = { ...system, ip: "f", ip_local: "g", app_ver: "h", app_name: "i", sdk_ver: "j" };
  const mock = createMock({ world: licenseWorld({ devices: [{ hardwareId: "h" }] }) });
  await check(mock, "it", told);
  expect(mock.tables.devices.byHardwareId("h").map(({ facts }) => facts)).toEqual([told]);
  await check(mock, "it", { app_ver: "k" });
  expect(mock.tables.devices.byHardwareId("h").map(({ facts }) => facts)).toEqual([{ ...told, app_ver: "k" }]);
});

describe("among several licenses of a user", () => {
  const older = (mock: Mock) => [...mock.tables.licenses.all()].filter((license) => isMarys(mock, license.id))[0]?.id;
  const isMarys = (mock: Mock, id: number) => {
    const holder = mock.tables.licenseUsers.byLicense(id)[0];
    return mock.tables.users.get(holder?.userId ?? 0)?.email === "mary@example.test";
  };

  test("the one on which this device is active is checked", async () => {
    const mock = createMock();
    expect(await check(mock, "severalLicensesUser")).toMatchObject({ id: older(mock) });
    expect(await check(mock, "severalLicensesUser", { hardware_id: "Laptop-2" })).toMatchObject({
      license_type: "time-limited",
    });
  });

  test("the newest is meant where the device is active on none", async () => {
    const mock = createMock();
    const input = inputOf(mock, "activate-license", "severalLicensesUser", { hardware_id: "Laptop-5" });
    expect(await clientOf(mock).call("activate-license", input)).toMatchObject({ license_type: "time-limited" });
  });

  test("license_id names one", async () => {
    const mock = createMock();
    const call = check(mock, "severalLicensesUser", { hardware_id: "Laptop-2", license_id: older(mock) });
    expect(await outcomeOf(call)).toBe("device_not_found");
  });
});

describe("versions", () => {
  test("the newest is told", async () => {
    const { version, environment } = await check(createMock(), "activeKeyLicense");
    expect({ version, environment }).toEqual({ version: "2.0.0", environment: "win64" });
  });

  test("the newest of an environment is told", async () => {
    const { installation_file } = await check(createMock(), "activeKeyLicense", { env: "mac" });
    expect(installation_file).toBe("https://downloads.test/key-app-2.0.0.dmg");
  });

  test("none fits, so every text is empty", async () => {
    const { version, release_date, size } = await check(createMock(), "activeKeyLicense", { env: "amiga" });
    expect({ version, release_date, size }).toEqual({ version: "", release_date: null, size: null });
  });

  test("released after the end of the license are not offered", async () => {
    const { version } = await check(createMock(), "expiredLicense"); // it ended 30 days ago, 2.0.0 came that day
    expect(version).toBe("2.0.0");
  });
});

test("a used-up license is refused at its limit where the policy says so", async () => {
  const mock = createMock({ policy: { exhaustedCheck: "reached" } });
  expect(await outcomeOf(check(mock, "exhaustedConsumptionLicense"))).toBe("license_not_enough_consumptions");
  expect(await outcomeOf(check(mock, "unlimitedConsumptionLicense"))).toBe("ok");
});

test("the key-based method is spelt as the policy says", async () => {
  const mock = createMock({ policy: { authorizationMethod: "license-key" } });
  expect((await check(mock, "activeKeyLicense")).product_details.authorization_method).toBe("license-key");
});

test("an undocumented parameter is noted with the nearest name, or refused where the policy says so", async () => {
  const mock = createMock();
  await check(mock, "activeKeyLicense");
  const fields = { ...mock.roles.activeKeyLicense, hardwareId: "x", about: undefined, facts: undefined } as never;
  expect(await outcomeOf(clientOf(mock).call("check-license", fields))).toBe("ok");
  expect(mock.journal.entries().at(-1)?.findings).toEqual(["hardwareId: not documented, did you mean hardware_id?"]);
  const strict = createMock({ policy: { unknownParameters: "reject" } });
  expect(await outcomeOf(clientOf(strict).call("check-license", fields))).toBe("validation_error");
});

test("a trailing slash and doubled slashes reach the same endpoint", async () => {
  const mock = createMock({ auth: "off" });
  for (const path of ["/api/v4/check_license/", "//api//v4/check_license"]) {
    const query = "product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1";
    expect((await mock.fetch(`https://x.test${path}?${query}`)).status).toBe(200);
  }
});
