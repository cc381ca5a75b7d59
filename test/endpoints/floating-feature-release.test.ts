import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const role = "borrowableFeatureLicense";
const atStart = () => createMock({ clock: "2026-11-22T12:00:00.000Z" });
const release = (mock: Mock, fields = {}) =>
  clientOf(mock).call("floating-feature-release", inputOf(mock, "floating-feature-release", role, fields));
const check = (mock: Mock, fields = {}) =>
  clientOf(mock).call("check-license-feature", inputOf(mock, "check-license-feature", role, fields));
const other = { hardware_id: "Laptop-2" };

test("a seat can be given back until its timeout", async () => {
  const mock = atStart();
  await check(mock);
  mock.clock.advance({ minutes: 120, ms: -1 });
  expect(await outcomeOf(release(mock))).toBe("ok");
  await check(mock);
  mock.clock.advance({ minutes: 120 });
  expect(await outcomeOf(release(mock))).toBe("floating_feature_device_not_in_use");
});

test("a borrowed seat is given back before its end, once", async () => {
  const mock = atStart();
  const input = inputOf(mock, "floating-feature-borrow", role, { borrowed_until: null });
  await clientOf(mock).call("floating-feature-borrow", input);
  mock.clock.advance({ hours: 20 });
  await release(mock);
  expect(await outcomeOf(check(mock, other))).toBe("ok");
  expect(await outcomeOf(release(mock))).toBe("floating_feature_device_not_in_use");
});

test("one device cannot give back another's seat", async () => {
  const mock = atStart();
  expect(await outcomeOf(release(mock, { feature: "taken" }))).toBe("floating_feature_device_not_in_use");
  expect(await outcomeOf(check(mock, { feature: "taken" }))).toBe("floating_not_available");
});

test("seats of other features are kept", async () => {
  const mock = atStart();
  await check(mock);
  await check(mock, { feature: "unborrowable" });
  await release(mock);
  expect(await outcomeOf(check(mock, { feature: "unborrowable", ...other }))).toBe("floating_not_available");
});

test("a seat can be given back after the end of the license", async () => {
  const features = [{ code: "f", floating: { users: 1, timeoutMinutes: 2_880 } }];
  const devices = [{ hardwareId: "h", seats: [{ feature: "f" }] }];
  const world = licenseWorld({ type: "time-limited", expiresAt: "2026-11-22", features, devices });
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", world });
  mock.clock.advance({ days: 1 });
  const input = inputOf(mock, "floating-feature-release", "it", { feature: "f" });
  expect(await outcomeOf(clientOf(mock).call("floating-feature-release", input))).toBe("ok");
});
