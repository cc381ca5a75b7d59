import { describe, expect, test } from "vitest";
import type { WorldFile, WorldLicense } from "../../src/generated/types.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { licenseWorld } from "../calls.ts";

const start = "2026-11-22T12:00:00.000Z";
const licenseKey = "TEST-TEST-TEST-0001";
const mockOf = (license: Partial<WorldLicense>, more: Partial<WorldFile> = {}) =>
  createMock({ clock: start, world: licenseWorld(license, more) });
const eventsOf = (mock: Mock, duration = "400d") => mock.clock.advance(duration).events;
const counter = { max: 9, total: 3, resets: true, period: "daily" } as const;
const license = { license: licenseKey, licenseId: expect.any(Number) };

describe("a move of the clock tells", () => {
  test("of the end of what comes about at its end, and not of what did at its start", () => {
    const mock = mockOf({ startsAt: "+1d" });
    expect(mock.clock.advance({ days: 1, ms: -1 }).events).toEqual([]);
    const started = { at: "2026-11-23T12:00:00.000Z", kind: "license-started", ...license };
    expect(mock.clock.advance("1ms").events).toEqual([started]);
    expect(mock.clock.advance("1ms").events).toEqual([]);
    expect(mock.clock.advance("-2ms").events).toEqual([]);
  });

  test("of a counter that has something to lose, once", () => {
    const reset = { at: "2026-11-23T00:00:00.000Z", kind: "period-reset" };
    expect(eventsOf(mockOf({ consumption: counter }))).toEqual([{ ...reset, ...license }]);
    expect(eventsOf(mockOf({ features: [{ code: "f", consumption: counter }] }))).toEqual([
      { ...reset, ...license, feature: "f" },
    ]);
    for (const none of [{ total: 0 }, { resets: false }, { period: null }])
      expect(eventsOf(mockOf({ consumption: { ...counter, ...none } })), JSON.stringify(none)).toEqual([]);
    expect(eventsOf(mockOf({ features: [{ code: "f" }] }))).toEqual([]);
  });

  test("of seats and borrowings, by device, license and feature", () => {
    const floating = { users: 2, timeoutMinutes: 60, maxBorrowHours: 48 };
    const seats = [{ borrowedUntil: "+2h" }, { feature: "f", lastContactAt: "+30m" }, { feature: "none" }];
    const features = [{ code: "f", floating }, { code: "none" }];
    const mock = mockOf({ floating, features, devices: [{ hardwareId: "h", seats }] });
    expect(eventsOf(mock)).toEqual([
      { at: "2026-11-22T13:30:00.000Z", kind: "seat-freed", ...license, feature: "f", device: "h" },
      { at: "2026-11-22T14:00:00.000Z", kind: "borrowing-ended", ...license, device: "h" },
      { at: "2026-11-22T14:00:00.000Z", kind: "seat-freed", ...license, device: "h" },
    ]);
  });

  test("of seats of licenses that keep none any more nothing", () => {
    const mock = mockOf({ devices: [{ hardwareId: "h", seats: [{}] }] });
    expect(() => mock.clock.advanceTo(licenseKey, "seat-freed")).toThrow("it has no moment at all");
    expect(eventsOf(mock)).toEqual([]);
  });

  test("nothing of moments that there are not, also around 1970", () => {
    const floating = { users: 2, timeoutMinutes: 60 };
    const mock = mockOf({ floating, devices: [{ hardwareId: "h", seats: [{}] }] });
    mock.clock.freeze("1969-12-31T00:00:00.000Z");
    expect(() => mock.clock.advanceTo(licenseKey, "borrowing-end")).toThrow("it has seat-freed");
    expect(mock.clock.advance("2d").events).toEqual([]);
  });

  test("of access tokens, by their client", () => {
    const mock = mockOf(
      {},
      {
        oauthClients: [{ clientId: "one", clientSecret: "s" }],
        accessTokens: [{ token: "t", client: "one", expiresAt: "+1h" }],
      },
    );
    expect(eventsOf(mock)).toEqual([{ at: "2026-11-22T13:00:00.000Z", kind: "access-token-expired", client: "one" }]);
  });

  test("of a license that nobody holds by its id alone", () => {
    const world: Partial<WorldFile> = {
      products: [{ code: "p", authorizationMethod: "user" }],
      users: [{ email: "ada@x.test", password: "p" }],
      licenses: [{ product: "p", users: ["ada@x.test"], startsAt: "+1d" }],
    };
    const named = mockOf({}, world);
    const event = { at: "2026-11-23T12:00:00.000Z", kind: "license-started", licenseId: license.licenseId };
    expect(eventsOf(named)).toEqual([{ ...event, license: "ada@x.test" }]);
    const left = mockOf({}, world);
    left.world.users.remove(left.world.users.find({ email: "ada@x.test" }) as { id: number });
    expect(eventsOf(left)).toStrictEqual([event]);
  });
});

describe("the clock goes to a moment of a license", () => {
  test("now, where it is now", () => {
    const mock = mockOf({ startsAt: "+1d" });
    mock.clock.freeze("2026-11-23T12:00:00.000Z");
    expect(mock.clock.advanceTo(licenseKey, "start").to).toBe("2026-11-23T12:00:00.000Z");
    mock.clock.advance("1ms");
    expect(() => mock.clock.advanceTo(licenseKey, "start")).toThrow("is past, as it is");
  });

  test("the bundle's own before its members', and theirs where it has none", () => {
    const products = [{ code: "b", bundle: ["m"] }, { code: "m" }];
    const member = { product: "m", licenseKey, startsAt: "+2d", maintainedUntil: "+9d" };
    const grouped = (own: object) => {
      const mock = mockOf({}, { products, licenses: [member, { product: "b", licenseKey, ...own }] });
      mock.world.licenses.update(mock.world.licenses.find({ product: "m" }) as { id: number }, { bundle: "b" });
      return mock;
    };
    expect(grouped({ startsAt: "+1d" }).clock.advanceTo(licenseKey, "start").to).toBe("2026-11-23T12:00:00.000Z");
    expect(grouped({}).clock.advanceTo(licenseKey, "start").to).toBe("2026-11-24T12:00:00.000Z");
    expect(() => grouped({ startsAt: "+1d" }).clock.advanceTo(licenseKey, "expiry")).toThrow(
      "has no expiry; it has start, maintenance-end",
    );
  });

  test("by a user's email, and by an id or a row that is none", () => {
    const mock = mockOf(
      {},
      {
        products: [{ code: "p", authorizationMethod: "user" }],
        users: ["ada@x.test", "bob@x.test"].map((email) => ({ email, password: "p" })),
        licenses: [
          { product: "p", users: ["ada@x.test"], startsAt: "+1d" },
          { product: "p", users: ["bob@x.test"], startsAt: "+2d" },
        ],
      },
    );
    expect(mock.clock.advanceTo("bob@x.test", "start").to).toBe("2026-11-24T12:00:00.000Z");
    expect(() => mock.clock.advanceTo("cid@x.test", "start")).toThrow("the world has no license cid@x.test, expected");
    expect(() => mock.clock.advanceTo({ id: 5 }, "start")).toThrow("the world has no license of the id 5, expected");
    const { id } = mock.world.licenses.all()[0] as { id: number };
    expect(() => mock.clock.advanceTo({ id }, "expiry")).toThrow(`the license of the id ${id} has no expiry`);
    expect(() => mock.clock.advanceTo(id, "expiry")).toThrow(`the license ${id} has no expiry`);
  });

  test("that comes next, of the license and its features", () => {
    const floating = { users: 2, timeoutMinutes: 60, maxBorrowHours: 48 };
    const seats = [{ borrowedUntil: "+2h" }, { feature: "f", lastContactAt: "+30m", borrowedUntil: "+1h" }];
    const mock = mockOf({
      floating,
      consumption: { ...counter, period: "monthly" },
      features: [
        { code: "f", floating, expiresAt: "+5d" },
        { code: "over", expiresAt: "-5d" },
        { code: "first", expiresAt: "+3d", consumption: { ...counter, period: "annually" } },
        { code: "none", consumption: { ...counter, resets: false } },
        { code: "odd", consumption: { ...counter, period: null } },
      ],
      devices: [{ hardwareId: "h", seats }],
    });
    const goes = (moment: "seat-freed" | "borrowing-end" | "feature-expiry" | "period-reset") =>
      mock.clock.advanceTo(licenseKey, moment).to;
    expect(goes("borrowing-end")).toBe("2026-11-22T13:00:00.000Z");
    expect(goes("seat-freed")).toBe("2026-11-22T13:30:00.000Z");
    expect(goes("borrowing-end")).toBe("2026-11-22T14:00:00.000Z");
    expect(() => goes("borrowing-end")).toThrow("it has period-reset, feature-expiry");
    expect(goes("feature-expiry")).toBe("2026-11-25T12:00:00.000Z");
    expect(goes("feature-expiry")).toBe("2026-11-27T12:00:00.000Z");
    expect(goes("period-reset")).toBe("2026-12-01T00:00:00.000Z");
    expect(goes("period-reset")).toBe("2027-01-01T00:00:00.000Z");
  });
});

test.each([
  ["tomorrow", 'clock: found "tomorrow", expected a date like'],
  [Number.NaN, "clock: found NaN, expected a date like"],
])("a moment that is none is told as it was given: %s", (moment, message) => {
  expect(() => mockOf({}).clock.set(moment)).toThrow(message);
});
