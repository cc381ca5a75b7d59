import { describe, expect, test } from "vitest";
import type { WorldLicense } from "../src/generated/types.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld } from "./calls.ts";

const start = "2026-11-22T12:00:00.000Z";
const key = "TEST-TEST-TEST-0001";
const active = { devices: [{ hardwareId: "h" }] };
const mockWith = (license: Partial<WorldLicense>) =>
  createMock({ clock: start, world: licenseWorld({ ...active, ...license }) });
const isExpired = async (mock: Mock) =>
  (await clientOf(mock).call("check-license", inputOf(mock, "check-license", "it"))).is_expired;

describe("the expiry of a license", () => {
  test.each<[string, Partial<WorldLicense>, string]>([
    ["time-limited", { type: "time-limited", expiresAt: "+30d" }, "2026-12-23T00:00:00.000Z"],
    ["subscription", { type: "subscription", expiresAt: "+30d", graceHours: 48 }, "2026-12-25T00:00:00.000Z"],
    [
      "subscription without much grace",
      { type: "subscription", expiresAt: "+30d", graceHours: 1 },
      "2026-12-23T01:00:00.000Z",
    ],
    ["trial", { trial: true, expiresAt: "+14d" }, "2026-12-07T00:00:00.000Z"],
  ])("of a %s is the first instant at which a check says so", async (_what, license, instant) => {
    const mock = mockWith(license);
    expect(mock.clock.advanceTo(key, "expiry", { ms: -1 }).events).toEqual([]);
    expect(await isExpired(mock)).toBe(false);
    expect(mock.clock.advance("1ms")).toMatchObject({
      to: instant,
      events: [{ at: instant, kind: "license-expired", license: key }],
      more: 0,
    });
    expect(await isExpired(mock)).toBe(true);
  });
});

describe("a move of the clock tells what it brings about", () => {
  test("in order of time, with the ends of seats, borrowings, features, periods and tokens", async () => {
    const mock = createMock({ clock: start });
    await clientOf(mock).call("check-license", inputOf(mock, "check-license", "floatingLicense"));
    const borrow = inputOf(mock, "floating-borrow", "borrowableLicense", { borrowed_until: null });
    await clientOf(mock).call("floating-borrow", borrow);
    const { from, to, events } = mock.clock.advance("4000d");
    expect([from, to]).toEqual([start, "2037-11-04T12:00:00.000Z"]);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort());
    expect(new Set(events.map(({ kind }) => kind))).toEqual(
      new Set([
        "license-started",
        "license-expired",
        "seat-freed",
        "borrowing-ended",
        "feature-expired",
        "period-reset",
        "access-token-expired",
      ]),
    );
    expect(events).toContainEqual({
      at: "2026-11-22T14:00:00.000Z",
      kind: "seat-freed",
      licenseId: expect.any(Number),
      license: "FLOA-FREE-KEYS-0001",
      device: "Laptop-1",
    });
    expect(events).toContainEqual(
      expect.objectContaining({
        at: "2026-11-24T12:00:00.000Z",
        kind: "borrowing-ended",
        license: "BORR-LICE-KEYS-0001",
      }),
    );
  });

  test("and the end of a feature by its code", () => {
    const mock = mockWith({ features: [{ code: "export", expiresAt: "+3d" }] });
    expect(mock.clock.advanceTo(key, "feature-expiry").events).toMatchObject([
      { at: "2026-11-25T12:00:00.000Z", kind: "feature-expired", feature: "export" },
    ]);
  });

  test("and names a license without a key by its first user", () => {
    const users = ["ada@user.test", "ben@user.test"];
    const world = licenseWorld(
      {},
      {
        products: [{ code: "p", authorizationMethod: "user" }],
        users: users.toReversed().map((email) => ({ email, password: "secret" })),
        licenses: [{ product: "p", users, startsAt: "+1d" }],
      },
    );
    const { events } = createMock({ clock: start, world }).clock.advance("2d");
    expect(events).toMatchObject([{ kind: "license-started", license: "ada@user.test" }]);
  });

  test("and nothing on the way back", () => {
    const mock = createMock({ clock: start });
    mock.clock.advance("400d");
    expect(mock.clock.set(start)).toMatchObject({ to: start, events: [], more: 0 });
  });

  test("and lists a thousand events at most", () => {
    const licenses = Array.from({ length: 1_200 }, (_, at) => ({
      product: "p",
      licenseKey: `K-${at}`,
      type: "time-limited" as const,
      expiresAt: "+1d",
    }));
    const mock = createMock({ clock: start, world: { ...licenseWorld({}), licenses } });
    const { events, more } = mock.clock.advance({ days: 3 });
    expect([events.length, more]).toEqual([1_000, 200]);
  });

  test("and freezing where it stands brings about nothing", () => {
    expect(createMock({ clock: start }).clock.freeze()).toEqual({ from: start, to: start, events: [], more: 0 });
  });
});

describe("the clock goes to a moment of a license", () => {
  test.each<[Parameters<Mock["clock"]["advanceTo"]>[1], string]>([
    ["start", "2026-11-25T12:00:00.000Z"],
    ["maintenance-end", "2026-12-02T12:00:00.000Z"],
    ["period-reset", "2026-12-01T00:00:00.000Z"],
  ])("%s", (moment, at) => {
    const mock = mockWith({
      type: "consumption",
      startsAt: "+3d",
      maintainedUntil: "+10d",
      consumption: { max: 10, total: 4, resets: true, period: "monthly" },
    });
    expect(mock.clock.advanceTo(key, moment).to).toBe(at);
  });

  test("by its id, a row that has its id, or its user", () => {
    const mock = createMock({ clock: start });
    const { events } = mock.clock.advance("4000d");
    const { licenseId: id = 0, at } = events.find(({ kind }) => kind === "license-expired") ?? { at: "" };
    for (const license of [id, { id }]) {
      mock.clock.freeze(start);
      expect(mock.clock.advanceTo(license, "expiry").to).toBe(at);
    }
  });

  test("and to the end of a borrowing, after which another device gets the seat", async () => {
    const mock = createMock({ clock: start });
    const borrow = inputOf(mock, "floating-borrow", "borrowableLicense", { borrowed_until: "2026-11-23" });
    await clientOf(mock).call("floating-borrow", borrow);
    expect(mock.clock.advanceTo("BORR-LICE-KEYS-0001", "borrowing-end").to).toBe("2026-11-23T00:00:00.000Z");
  });

  test("and never back: where the moment is past, it says so and stays", () => {
    const mock = createMock({ clock: start });
    const { to: end } = mock.clock.advanceTo("TIME-LIMI-KEYS-0001", "expiry");
    mock.clock.advance("1d");
    const now = mock.clock.now();
    expect(() => mock.clock.advanceTo("TIME-LIMI-KEYS-0001", "expiry")).toThrow(`advanceTo: ${end} is past, as it is`);
    expect(mock.clock.now()).toBe(now);
  });

  test("and to the next seat that is freed", async () => {
    const mock = createMock({ clock: start });
    await clientOf(mock).call("check-license", inputOf(mock, "check-license", "floatingLicense"));
    expect(mock.clock.advanceTo("FLOA-FREE-KEYS-0001", "seat-freed", "-1ms").to).toBe("2026-11-22T13:59:59.999Z");
  });

  test.each<[string | number, string, string]>([
    [key, "expiry", "advanceTo: the license TEST-TEST-TEST-0001 has no expiry; it has start"],
    [key, "end", 'advanceTo: found the moment "end", expected one of start, expiry, maintenance-end'],
    [999_999, "expiry", "advanceTo: the world has no license 999999, expected a license key, a user's email or an id"],
    ["NONE", "expiry", "advanceTo: the world has no license NONE, expected a license key, a user's email or an id"],
  ])("or says what is wrong: %s, %s", (license, moment, message) => {
    const mock = mockWith({ startsAt: "+3d" });
    expect(() => mock.clock.advanceTo(license, moment as never)).toThrow(message);
    expect(mock.clock.now()).toBe(Date.parse(start));
  });
});

test.each([
  [{ startsAt: "+3d", maintainedUntil: "+9d" }, "it has start, maintenance-end"],
  [{}, "it has no moment at all"],
])("of a license with %j the clock says what moments there are: %s", (license, message) => {
  const mock = mockWith(license);
  expect(() => mock.clock.advanceTo(key, "expiry")).toThrow(`the license ${key} has no expiry; ${message}`);
});

describe("the clock knows the years of four digits", () => {
  const [first, last] = ["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"];

  test.each([first, last])("up to %s", (moment) => {
    const { clock } = createMock({ clock: start });
    expect(clock.set(moment).to).toBe(moment);
    expect(clock.freeze(Date.parse(moment)).to).toBe(moment);
  });

  test.each([
    [first, -1],
    [last, 1],
  ])("from %s it does not go on by %i ms", (edge, ms) => {
    const { clock } = createMock({ clock: start });
    clock.set(edge);
    expect(() => clock.advance({ ms })).toThrow("of the years 0000 to 9999");
    expect(() => clock.set(Date.parse(edge) + ms)).toThrow(`found ${Date.parse(edge) + ms}, expected a date like`);
    expect(clock.now()).toBe(Date.parse(edge));
  });

  test("a clock that runs stops at their end", () => {
    let wall = Date.parse(start);
    const { clock } = createMock({ wallClock: () => wall });
    clock.set(Date.parse(last) - 10);
    wall += 9;
    expect(clock.now()).toBe(Date.parse(last) - 1);
    wall += 2;
    expect(clock.now()).toBe(Date.parse(last));
  });
});

describe("a clock runs", () => {
  test("as fast as it is told, whole milliseconds, from where it stands", () => {
    let wall = 0;
    const { clock } = createMock({ wallClock: () => wall });
    clock.set(1_000);
    wall = 10;
    clock.run(2.5);
    wall = 13;
    expect([clock.now(), clock.rate()]).toEqual([1_017, 2.5]);
    clock.run(0);
    wall = 99;
    expect([clock.now(), clock.rate()]).toEqual([1_017, 0]);
  });

  test.each([-0.5, Number.NaN, Number.POSITIVE_INFINITY])("but not at the rate %d", (rate) => {
    const { clock } = createMock({ clock: start });
    expect(() => clock.run(rate)).toThrow(`run: found ${rate}, expected a rate not below 0`);
  });
});

test.each([
  ["30d", 30 * 86_400_000],
  ["90m", 5_400_000],
  ["1h30m", 5_400_000],
  ["-1d", -86_400_000],
  ["2w", 14 * 86_400_000],
  ["250ms", 250],
])("a duration can be written %s", (text, ms) => {
  const { clock } = createMock({ clock: start });
  clock.advance(text);
  expect(clock.now() - Date.parse(start)).toBe(ms);
});

test.each(["30", "d", "1y", "", "1h 30m"])("a text that is no duration is refused: %j", (text) => {
  const { clock } = createMock({ clock: start });
  expect(() => clock.advance(text)).toThrow(/expected a duration like 30d, 90m, 1h30m or -1d/);
});

test.each([
  ["activate-license", "durationLicense", {}],
  ["floating-borrow", "borrowableLicense", { borrowed_until: null }],
] as const)("what would end after the year 9999 is refused: %s", async (endpoint, role, fields) => {
  const mock = createMock();
  mock.clock.freeze("9999-12-31T23:00:00.000Z");
  const call = clientOf(mock).call(endpoint, inputOf(mock, endpoint, role, fields));
  await expect(call).rejects.toMatchObject({ code: "validation_error" });
});
