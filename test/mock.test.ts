import { describe, expect, test, vi } from "vitest";
import { createMock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";

const time = "2026-11-22T12:00:00.000Z";

describe("a mock's state", () => {
  const consume = (mock: ReturnType<typeof createMock>) =>
    clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense"));

  test("goes back to a snapshot, as often as it is asked to", async () => {
    const mock = createMock();
    await consume(mock);
    const snapshot = mock.snapshot();
    for (const _round of [1, 2]) {
      expect(await consume(mock)).toMatchObject({ total_consumptions: 12 });
      mock.restore(snapshot);
    }
  });

  test("goes back to the start, clock and journal included", async () => {
    const mock = createMock({ clock: time });
    await consume(mock);
    mock.clock.advance({ days: 1 });
    mock.reset();
    expect(mock.clock.now()).toBe(Date.parse(time));
    expect(mock.journal.entries()).toEqual([]);
    expect(await consume(mock)).toMatchObject({ total_consumptions: 11 });
  });

  test("is its own: another mock does not feel it", async () => {
    const [one, other] = [createMock(), createMock()];
    await consume(one);
    expect(await consume(other)).toMatchObject({ total_consumptions: 11 });
  });

  test("gives the same ids for the same calls", async () => {
    const activate = (mock: ReturnType<typeof createMock>) =>
      clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "unactivatedLicense"));
    expect((await activate(createMock())).device_id).toBe((await activate(createMock())).device_id);
  });

  test("loses no update to calls at the same time", async () => {
    const mock = createMock();
    await Promise.all(Array.from({ length: 50 }, () => consume(mock)));
    expect(await consume(mock)).toMatchObject({ total_consumptions: 61 });
  });
});

describe("a clock", () => {
  test("follows the wall clock until it is frozen, and runs on when it is let go", () => {
    let wall = Date.parse(time);
    const { clock } = createMock({ wallClock: () => wall });
    wall += 1_000;
    expect(clock.now()).toBe(Date.parse(time) + 1_000);
    clock.freeze();
    wall += 1_000;
    expect(clock.now()).toBe(Date.parse(time) + 1_000);
    clock.run(60);
    wall += 1_000;
    expect(clock.now()).toBe(Date.parse(time) + 61_000);
  });

  test("moves by the parts of a duration and keeps standing where it stood", () => {
    const { clock } = createMock({ clock: time });
    clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, ms: 5 });
    expect(new Date(clock.now()).toISOString()).toBe("2026-11-23T14:03:04.005Z");
    clock.set("2030-01-01T00:00:00.000Z");
    expect(new Date(clock.now()).toISOString()).toBe("2030-01-01T00:00:00.000Z");
  });

  test.each(["tomorrow", Number.NaN, new Date("x")])("refuses what is no date: %s", (wrong) => {
    const { clock } = createMock({ clock: time });
    expect(() => clock.set(wrong)).toThrow(/expected a date like/);
    expect(clock.now()).toBe(Date.parse(time));
  });
});

describe("a world file that is wrong", () => {
  const sound = {
    companies: [{ name: "c" }],
    apiKeys: [{ apiKey: "a", sharedKey: "s" }],
    products: [{ code: "p" }, { code: "u", authorizationMethod: "user" }],
    licenses: [{ product: "p", licenseKey: "k" }],
  };
  test.each([
    [{ licenses: undefined }, "/licenses: is missing, found nothing"],
    [{ license: [] }, "/license: is not documented, found []"],
    [{ companies: [] }, "/companies: must not be empty, found []"],
    [{ licenses: [{ product: "p", licenseKey: 5 }] }, "/licenses/0/licenseKey: must be string, found 5"],
    [
      { licenses: [{ product: "x", licenseKey: "k" }] },
      'licenses[0].product: found "x", expected the code of a product',
    ],
    [{ licenses: [{ product: "p" }] }, "licenses[0].licenseKey: found nothing, expected a key"],
    [{ licenses: [{ product: "u" }] }, "licenses[0].users: found nobody, expected a user"],
    [
      { licenses: [{ product: "p", licenseKey: "k", expiresAt: "30d" }] },
      'licenses[0].expiresAt: found "30d", expected a duration like +30d',
    ],
    [
      { blacklist: [{ hardwareId: "h", company: "d" }] },
      'blacklist[0].company: found "d", expected the name of a company',
    ],
  ])("is refused with its place: %j", (change, message) => {
    expect(() => createMock({ world: { ...sound, ...change } as never })).toThrow(message);
  });

  test("is refused where it is no object at all", () => {
    expect(() => createMock({ world: "default" as never })).toThrow(/must be object, found "default"/);
  });
});

test("a key pair of one's own signs the answers", async () => {
  const { generateKeyPairSync } = await import("node:crypto");
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const mock = createMock({ signingKey: pair });
  const input = inputOf(mock, "check-license", "activeKeyLicense");
  expect(await outcomeOf(clientOf(mock).call("check-license", input))).toBe("ok");
  const other = { ...mock, publicKey: createMock().publicKey };
  await expect(clientOf(other).call("check-license", input)).rejects.toThrow("does not fit the answer");
});

test("a journal forgets the oldest first", async () => {
  const mock = createMock({ auth: "off", journal: 2 });
  for (const path of ["/one", "/two", "/three"]) await mock.fetch(`https://x.test${path}`);
  expect(mock.journal.entries().map(({ path }) => path)).toEqual(["/two", "/three"]);
});

test("a log that throws does not fail the call", async () => {
  const complaint = vi.spyOn(console, "error").mockReturnValue();
  const mock = createMock({
    log: () => {
      throw new Error("no space left");
    },
  });
  const call = clientOf(mock).call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
  expect(await outcomeOf(call)).toBe("ok");
  expect(complaint).toHaveBeenCalledOnce();
  complaint.mockRestore();
});

test("an answer that is remembered is the same, byte for byte, and is not given to anybody else", async () => {
  const mock = createMock({ auth: "off", clock: time });
  const ask = async (fields: object, from = mock) => {
    const query = new URLSearchParams(inputOf(from, "check-license", "activeKeyLicense", fields) as never);
    const response = await from.fetch(`https://x.test/api/v4/check_license?${query}`);
    return [response.headers.get("LicenseSignature"), await response.text()];
  };
  const first = await ask({});
  expect(await ask({})).toEqual(first);
  expect(await ask({}, createMock({ auth: "off", clock: time }))).toEqual(first);
  const input = inputOf(mock, "activate-license", "activeKeyLicense", { hardware_id: "LAPTOP-1" });
  await clientOf(mock).call("activate-license", input);
  const [, other = ""] = await ask({ hardware_id: "LAPTOP-1" });
  expect(JSON.parse(String(other)).times_activated).toBe(2);
  expect(await ask({})).not.toEqual(first);
});
