import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const atStart = () => createMock({ clock: "2026-11-22T12:00:00.000Z" });
const borrow = (mock: Mock, borrowed_until: string | null, fields = {}) =>
  clientOf(mock).call(
    "floating-feature-borrow",
    inputOf(mock, "floating-feature-borrow", "borrowableFeatureLicense", { borrowed_until, ...fields }),
  );
const check = (mock: Mock, fields = {}) =>
  clientOf(mock).call(
    "check-license-feature",
    inputOf(mock, "check-license-feature", "borrowableFeatureLicense", fields),
  );
const other = { hardware_id: "Laptop-2" };

test("a borrowed seat is free exactly at its end", async () => {
  const mock = atStart();
  expect(await borrow(mock, null)).toMatchObject({ borrowed_until: "2026-11-23T12:00:00.000Z", max_borrow_time: 24 });
  mock.clock.advance({ hours: 24, ms: -1 });
  expect(await outcomeOf(check(mock, other))).toBe("floating_not_available");
  mock.clock.advance({ ms: 1 });
  expect(await check(mock, other)).toMatchObject({ floating_in_use_devices: 1 });
});

test("a check never brings the end forward, borrowing again does", async () => {
  const mock = atStart();
  await borrow(mock, null);
  await check(mock);
  mock.clock.advance({ hours: 12 });
  expect(await outcomeOf(check(mock, other))).toBe("floating_not_available");
  await borrow(mock, "2026-11-23 00:30");
  mock.clock.advance({ hours: 2 }); // the timeout is later than the new end
  expect(await outcomeOf(check(mock, other))).toBe("ok");
});

test.each([
  ["2026-11-23T12:00:00.000Z", "ok"],
  ["2026-11-23T12:00:00.001Z", "borrow_until_not_valid"],
  ["2026-11-22T12:00:00.000Z", "borrow_until_not_valid"],
])("of 24 hours at noon, an end of %s is %s", async (asked, outcome) => {
  expect(await outcomeOf(borrow(atStart(), asked))).toBe(outcome);
});

test("the license and its other features feel nothing", async () => {
  const mock = atStart();
  await borrow(mock, null);
  const license = inputOf(mock, "check-license", "borrowableFeatureLicense");
  expect(await clientOf(mock).call("check-license", license)).toMatchObject({ is_borrowed: false });
  expect(await check(mock, { feature: "unborrowable" })).toMatchObject({ floating_in_use_devices: 1 });
});

test("a refused borrowing leaves the one before", async () => {
  const mock = atStart();
  await borrow(mock, null);
  const before = fingerprint(mock);
  expect(await outcomeOf(borrow(mock, "2026-12-24"))).toBe("borrow_until_not_valid");
  expect(fingerprint(mock)).toBe(before);
});

test("a feature can be borrowed until the moment of its own end", async () => {
  const feature = { code: "borrowable", floating: { users: 1, maxBorrowHours: 24 }, expiresAt: "+1h" };
  const world = licenseWorld({ features: [feature], devices: [{ hardwareId: "h" }] });
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", world });
  const input = inputOf(mock, "floating-feature-borrow", "it", { feature: "borrowable", borrowed_until: null });
  mock.clock.advance({ hours: 1, ms: -1 });
  expect(await outcomeOf(clientOf(mock).call("floating-feature-borrow", input))).toBe("ok");
  mock.clock.advance({ ms: 1 });
  expect(await outcomeOf(clientOf(mock).call("floating-feature-borrow", input))).toBe("invalid_license_feature_code");
});

test("the service dialect adds the company", async () => {
  expect(await borrow(atStart(), null)).not.toHaveProperty("company");
  expect(await borrow(createMock({ policy: { dialect: "service" } }), null)).toHaveProperty("company");
});
