import { describe, expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld } from "../calls.ts";

const key = "TEST-TEST-TEST-0001";
const validity = "2026-12-22T00:00:00.000Z";

/** A subscription of these hours of grace that ends on 22 December, on an active device. */
function subscription(graceHours: number | undefined, graceFrom: "day-end" | "instant") {
  const world = licenseWorld({
    type: "subscription",
    expiresAt: validity,
    ...(graceHours !== undefined && { graceHours }),
    devices: [{ hardwareId: "h" }],
  });
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", world, policy: { graceFrom } });
  const check = () => clientOf(mock).call("check-license", inputOf(mock, "check-license", "it"));
  return { mock, check };
}

describe.each([
  ["day-end", undefined, "2026-12-23T00:00:00.000Z"],
  ["day-end", 0, "2026-12-23T00:00:00.000Z"],
  ["day-end", 1, "2026-12-23T01:00:00.000Z"],
  ["day-end", 24, "2026-12-24T00:00:00.000Z"],
  ["day-end", 25, "2026-12-24T01:00:00.000Z"],
  ["day-end", 72, "2026-12-26T00:00:00.000Z"],
  ["instant", undefined, "2026-12-23T00:00:00.000Z"],
  ["instant", 0, "2026-12-23T00:00:00.000Z"],
  ["instant", 1, "2026-12-23T00:00:00.000Z"],
  ["instant", 24, "2026-12-23T00:00:00.000Z"],
  ["instant", 25, "2026-12-23T01:00:00.000Z"],
  ["instant", 72, "2026-12-25T00:00:00.000Z"],
] as const)("counted from %s, %s hours of grace end at %s:", (graceFrom, hours, end) => {
  test("a millisecond before, a check says that the license still runs", async () => {
    const { mock, check } = subscription(hours, graceFrom);
    mock.clock.set(Date.parse(end) - 1);
    expect(await check()).toMatchObject({ is_expired: false, validity_period: validity });
  });

  test("at that moment and a millisecond later, it says that the license is over", async () => {
    const { mock, check } = subscription(hours, graceFrom);
    mock.clock.set(end);
    expect(await check()).toMatchObject({ is_expired: true, validity_period: validity });
    mock.clock.advance({ ms: 1 });
    expect(await check()).toMatchObject({ is_expired: true });
  });

  test("the clock knows the moment, and tells of it as it passes", () => {
    const { mock } = subscription(hours, graceFrom);
    expect(mock.clock.advanceTo(key, "expiry", { ms: -1 }).events).toEqual([]);
    expect(mock.clock.advance("1ms").events).toMatchObject([{ at: end, kind: "license-expired", license: key }]);
  });
});

test("a time-limited license has no grace, whatever its hours", () => {
  const world = licenseWorld({ type: "time-limited", expiresAt: validity, graceHours: 72 });
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", world });
  expect(mock.clock.advanceTo(key, "expiry").to).toBe("2026-12-23T00:00:00.000Z");
});
