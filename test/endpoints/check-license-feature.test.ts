import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const check = (mock: Mock, feature: string, fields = {}) =>
  clientOf(mock).call(
    "check-license-feature",
    inputOf(mock, "check-license-feature", "featureLicense", { feature, ...fields }),
  );

test("a feature's seats are its own: the license and other features have theirs", async () => {
  const mock = createMock();
  expect(await check(mock, "floating")).toMatchObject({ floating_in_use_devices: 1 });
  expect(await outcomeOf(check(mock, "full-floating"))).toBe("floating_not_available");
  const input = inputOf(mock, "check-license", "featureLicense");
  expect(await clientOf(mock).call("check-license", input)).not.toHaveProperty("floating_in_use_devices");
});

test("a seat of a feature is free at the end of its timeout", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  await check(mock, "floating");
  await check(mock, "floating", { hardware_id: "Laptop-2" });
  mock.clock.advance({ minutes: 120, ms: -1 });
  expect(await check(mock, "floating")).toMatchObject({ floating_in_use_devices: 2 });
  mock.clock.advance({ minutes: 119 });
  expect(await check(mock, "floating")).toMatchObject({ floating_in_use_devices: 1 });
});

test("a counter that resets starts again with the month", async () => {
  const mock = createMock({ clock: "2026-11-30T23:59:59.999Z" });
  expect(await check(mock, "consumption")).toMatchObject({ total_consumptions: 10, consumption_period: "monthly" });
  mock.clock.advance({ ms: 1 });
  expect(await check(mock, "consumption")).toMatchObject({ total_consumptions: 0 });
});

test("a feature is there until the moment of its end", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  mock.clock.set("2026-10-23T11:59:59.999Z");
  expect(await outcomeOf(check(mock, "expired"))).toBe("ok");
  mock.clock.set("2026-10-23T12:00:00.000Z");
  expect(await outcomeOf(check(mock, "expired"))).toBe("invalid_license_feature_code");
});
