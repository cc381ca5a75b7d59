import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const start = "2026-11-22T12:00:00.000Z"; // a borrowing of 48 hours ends on the 24th at noon
const atStart = () => createMock({ clock: start });
const borrow = (mock: Mock, borrowed_until: string | null, fields = {}) =>
  clientOf(mock).call(
    "floating-borrow",
    inputOf(mock, "floating-borrow", "borrowableLicense", { borrowed_until, ...fields }),
  );
const check = (mock: Mock, fields = {}) =>
  clientOf(mock).call("check-license", inputOf(mock, "check-license", "borrowableLicense", fields));
const other = { hardware_id: "Laptop-2" };

describe("the end of a borrowing", () => {
  test.each([
    ["2026-11-23", "2026-11-23T00:00:00.000Z"],
    ["2026-11-23 18:30", "2026-11-23T18:30:00.000Z"],
    ["2026-11-23T18:30:15", "2026-11-23T18:30:15.000Z"],
    ["2026-11-24T12:00:00.000Z", "2026-11-24T12:00:00.000Z"],
    [null, "2026-11-24T12:00:00.000Z"],
  ])("%s is %s, and the seat is free exactly then", async (asked, end) => {
    const mock = atStart();
    expect(await borrow(mock, asked)).toMatchObject({ borrowed_until: end });
    mock.clock.set(Date.parse(end) - 1);
    expect(await outcomeOf(check(mock, other))).toBe("floating_not_available");
    mock.clock.set(end);
    expect(await check(mock, other)).toMatchObject({ floating_in_use_devices: 1, is_borrowed: false });
  });

  test.each(["2026-11-24T12:00:00.001Z", "2026-11-22T12:00:00.000Z", "2026-11-23T12:00:00+02:00", ""])(
    "cannot be %s, too late, past or not in UTC",
    async (asked) => {
      expect(await outcomeOf(borrow(atStart(), asked))).toBe("borrow_until_not_valid");
    },
  );

  test("is never brought forward by a check", async () => {
    const mock = atStart();
    await borrow(mock, null);
    mock.clock.advance({ hours: 1 });
    expect(await check(mock)).toMatchObject({ is_borrowed: true, borrowed_until: "2026-11-24T12:00:00.000Z" });
    mock.clock.advance({ hours: 24 }); // long after the timeout that the check began
    expect(await outcomeOf(check(mock, other))).toBe("floating_not_available");
  });

  test("is replaced by borrowing again, with a nearer one too", async () => {
    const mock = atStart();
    await borrow(mock, null);
    await borrow(mock, "2026-11-22 15:00");
    mock.clock.set("2026-11-22T15:00:00.000Z");
    expect(await outcomeOf(check(mock, other))).toBe("ok");
  });

  test("stays where borrowing again is refused", async () => {
    const mock = atStart();
    await borrow(mock, "2026-11-23");
    expect(await outcomeOf(borrow(mock, "2026-12-24"))).toBe("borrow_until_not_valid");
    expect(await check(mock)).toMatchObject({ borrowed_until: "2026-11-23T00:00:00.000Z" });
  });

  test("before the timeout leaves the seat until the timeout", async () => {
    const mock = atStart();
    await borrow(mock, "2026-11-22T12:01");
    mock.clock.advance({ minutes: 120, ms: -1 });
    expect(await outcomeOf(check(mock, other))).toBe("floating_not_available");
    mock.clock.advance({ ms: 1 });
    expect(await outcomeOf(check(mock, other))).toBe("ok");
  });
});

test("deactivating the device ends it", async () => {
  const mock = atStart();
  await borrow(mock, null);
  await clientOf(mock).call("deactivate-license", inputOf(mock, "deactivate-license", "borrowableLicense"));
  expect(await outcomeOf(check(mock, other))).toBe("ok");
});

test("the service dialect adds the company", async () => {
  expect(await borrow(atStart(), null)).not.toHaveProperty("company");
  expect(await borrow(createMock({ policy: { dialect: "service" } }), null)).toHaveProperty("company");
});

test("a license that is over gives no seat, a day after its last one", async () => {
  const floating = { users: 2, maxBorrowHours: 24 };
  const devices = [{ hardwareId: "h" }];
  const world = licenseWorld({ type: "time-limited", expiresAt: "2026-11-22", floating, devices });
  const mock = createMock({ clock: "2026-11-22T23:59:59.999Z", world });
  const borrowing = () =>
    clientOf(mock).call("floating-borrow", inputOf(mock, "floating-borrow", "it", { borrowed_until: null }));
  expect(await outcomeOf(borrowing())).toBe("ok");
  mock.clock.advance({ ms: 1 });
  expect(await outcomeOf(borrowing())).toBe("license_expired");
});
