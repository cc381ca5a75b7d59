import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const start = "2026-11-22T12:00:00.000Z";
const devices = [{ hardwareId: "h" }, { hardwareId: "other" }];
const check = (mock: Mock, hardware_id: string) =>
  clientOf(mock).call("check-license", inputOf(mock, "check-license", "it", { hardware_id }));

describe("a seat whose time is over", () => {
  const floating = { users: 2, timeoutMinutes: 120 };
  const world = licenseWorld({ devices, floating, maxActivations: 2 });

  test.each([
    ["a millisecond before", -1, 2],
    ["at its end", 0, 1],
  ])("is counted %s by %i ms: %i in use", async (_when, ms, inUse) => {
    const mock = createMock({ clock: start, world });
    await check(mock, "other");
    mock.clock.advance({ minutes: 60 });
    await check(mock, "h");
    mock.clock.advance({ minutes: 60, ms });
    expect(await check(mock, "h")).toMatchObject({ floating_in_use_devices: inUse });
    expect(mock.journal.entries().at(-1)?.why.at(-1)).toBe(`seat renewed: ${inUse} of 2 taken`);
  });

  test("is gone at its very end, so that moving the clock back does not bring it back", async () => {
    const mock = createMock({ clock: start, world });
    await check(mock, "other");
    mock.clock.advance({ minutes: 120 });
    expect(await check(mock, "h")).toMatchObject({ floating_in_use_devices: 1 });
    mock.clock.advance({ minutes: -1 });
    expect(await check(mock, "h")).toMatchObject({ floating_in_use_devices: 1 });
  });
});

describe("a borrowing", () => {
  const borrow = (mock: Mock, borrowed_until: string | null) =>
    outcomeOf(clientOf(mock).call("floating-borrow", inputOf(mock, "floating-borrow", "it", { borrowed_until })));

  test.each([
    ["9999-12-31T22:59:59.999Z", "ok"],
    ["9999-12-31T23:00:00.000Z", "validation_error"],
  ])("at %s may end with the last year that an answer can tell: %s", async (clock, outcome) => {
    const world = licenseWorld({ devices, floating: { users: 1, maxBorrowHours: 1 } });
    expect(await borrow(createMock({ clock, world }), null)).toBe(outcome);
  });

  test.each([
    ["2026-11-22T12:00:00.000Z", "borrow_until_not_valid"],
    ["2026-11-22T12:00:00.001Z", "ok"],
    ["2026-11-22 12:01", "ok"],
    ["2026-11-23", "ok"],
    ["2026-11-24T12:00:00.000", "ok"],
    ["2026-11-24T12:00:00.001Z", "borrow_until_not_valid"],
    ["2026-11-23x", "borrow_until_not_valid"],
    ["x2026-11-23", "borrow_until_not_valid"],
  ])("until %s: %s", async (until, outcome) => {
    const world = licenseWorld({ devices, floating: { users: 1, maxBorrowHours: 48 } });
    expect(await borrow(createMock({ clock: start, world }), until)).toBe(outcome);
  });
});
