import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { bundleWorld, clientOf, inputOf, outcomeOf } from "../calls.ts";

const clock = "2026-11-22T12:00:00.000Z";
const check = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("check-bundle", inputOf(mock, "check-bundle", role, fields));
const active = { devices: [{ hardwareId: "h" }, { hardwareId: "other" }], maxActivations: 2 };
const other = { hardware_id: "other" };

test("every license ends on its own day", async () => {
  const world = bundleWorld({ type: "time-limited", expiresAt: "2026-11-22" }, active);
  const mock = createMock({ clock, world });
  const expired = async () => (await check(mock, "it")).map(({ is_expired }) => is_expired);
  mock.clock.set("2026-11-22T23:59:59.999Z");
  expect(await expired()).toEqual([false, false, false]);
  mock.clock.advance({ ms: 1 });
  expect(await expired()).toEqual([false, false, true]);
});

test("a member's seat is renewed by a check, and free exactly at its timeout", async () => {
  const world = bundleWorld({ floating: { users: 1, timeoutMinutes: 60 } }, active);
  const mock = createMock({ clock, world });
  await check(mock, "it");
  mock.clock.advance({ minutes: 59 });
  await check(mock, "it");
  mock.clock.advance({ minutes: 60, ms: -1 });
  expect(await outcomeOf(check(mock, "it", other))).toBe("floating_not_available");
  mock.clock.advance({ ms: 1 });
  expect(await outcomeOf(check(mock, "it", other))).toBe("ok");
});

test("a bundle that is refused takes no seat on any license", async () => {
  const floating = { users: 1 };
  const world = bundleWorld({ type: "consumption", consumption: { max: 5, total: 7 } }, { ...active, floating });
  const mock = createMock({ clock, world });
  expect(await outcomeOf(check(mock, "it"))).toBe("license_not_enough_consumptions");
  expect(mock.tables.seats.count()).toBe(0);
});

test("a member's counter starts again with its period", async () => {
  const consumption = { max: 5, total: 7, resets: true, period: "daily" as const };
  const mock = createMock({ clock, world: bundleWorld({ type: "consumption", consumption }, active) });
  expect(await outcomeOf(check(mock, "it"))).toBe("license_not_enough_consumptions");
  mock.clock.set("2026-11-23");
  expect((await check(mock, "it"))[2]).toMatchObject({ total_consumptions: 0 });
});

test("what the device tells is kept on every license", async () => {
  const mock = createMock({ world: bundleWorld({}, active) });
  await check(mock, "it", { hostname: "pc" });
  expect(mock.tables.devices.byHardwareId("h").map(({ facts }) => facts.hostname)).toEqual(["pc", "pc", "pc"]);
});

test("a token of another license does not see it", async () => {
  const mock = createMock();
  const call = clientOf(mock, "licenseToken").call("check-bundle", inputOf(mock, "check-bundle", "bundleLicense"));
  expect(await outcomeOf(call)).toBe("license_not_found");
});
