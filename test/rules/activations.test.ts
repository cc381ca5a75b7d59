import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const users = ["ada@x.test", "bob@x.test"];

/** A license that two users share, each with the password `secret`. */
const sharedWorld = (license: object = {}): WorldFile => ({
  companies: [{ name: "c" }],
  apiKeys: [{ apiKey: "a", sharedKey: "s" }],
  products: [{ code: "p", authorizationMethod: "user" }],
  users: users.map((email) => ({ email, password: "secret" })),
  licenses: [{ product: "p", users, maxActivations: 2, maxUsers: 2, ...license }],
  roles: { it: { about: "the only license", product: "p", password: "secret", hardware_id: "h" } },
});

describe("a device that comes back", () => {
  const call = (mock: Mock, endpoint: "activate-license" | "deactivate-license", username: string) =>
    clientOf(mock).call(endpoint, inputOf(mock, endpoint, "it", { username }));

  test("belongs to the user who brings it, and keeps what it told and its id", async () => {
    const mock = createMock({ world: sharedWorld() });
    await call(mock, "activate-license", "ada@x.test");
    const [before] = [...mock.tables.devices.all()];
    await call(mock, "deactivate-license", "ada@x.test");
    expect(await call(mock, "activate-license", "bob@x.test")).toMatchObject({ device_id: before?.id });
    const [listed] = await clientOf(mock).call("device-licenses", { hardware_id: "h" });
    expect(listed?.user?.email).toBe("bob@x.test");
  });

  test("is let go for its user alone", async () => {
    const mock = createMock({ world: sharedWorld() });
    await call(mock, "activate-license", "ada@x.test");
    await call(mock, "deactivate-license", "bob@x.test");
    expect([...mock.tables.users.all()].map(({ totalActivations }) => totalActivations)).toEqual([0, 0]);
  });
});

test.each([
  ["nobody", null, { license_key: undefined, user: undefined }],
  ["a user", "bob@x.test", { license_key: undefined, user: { email: "bob@x.test" } }],
])("a list tells of a device that %s activated", async (_whose, user, told) => {
  const mock = createMock({ world: sharedWorld({ devices: [{ hardwareId: "h", user }] }) });
  const [listed] = await clientOf(mock).call("device-licenses", { hardware_id: "h" });
  expect({ license_key: undefined, user: undefined, ...listed }).toMatchObject(told);
  expect(Object.keys(listed ?? {})).not.toContain("license_key");
});

describe("what an agreed duration starts with", () => {
  const last = "9999-12-31T23:59:59.999Z";

  test.each([
    ["2026-11-22T12:00:00.000Z", { validDuration: "30d" }, "2026-12-22T00:00:00.000Z"],
    ["2026-11-22T12:00:00.000Z", { validDuration: "30d", trial: true, trialDays: 3 }, "2026-11-25T00:00:00.000Z"],
    ["2026-11-22T12:00:00.000Z", { validDuration: "30d", trial: true, trialDays: 0 }, "2026-12-22T00:00:00.000Z"],
  ])("is the first activation: at %s, %j ends at %s", async (clock, license, end) => {
    const mock = createMock({ clock, world: licenseWorld(license) });
    const input = inputOf(mock, "activate-license", "it");
    expect(await clientOf(mock).call("activate-license", input)).toMatchObject({ validity_period: end });
    mock.clock.advance({ days: 1 });
    expect(await clientOf(mock).call("activate-license", input)).toMatchObject({ validity_period: end });
  });

  test.each([
    ["9999-12-30T23:59:59.999Z", "ok"],
    ["9999-12-31T00:00:00.000Z", "validation_error"],
  ])("may end with the last year that an answer can tell: at %s, a day is %s", async (clock, outcome) => {
    const mock = createMock({ clock, world: licenseWorld({ features: [{ code: "f", validDuration: "1d" }] }) });
    const call = clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "it"));
    expect(await outcomeOf(call)).toBe(outcome);
    expect(mock.journal.entries()[0]?.explanation).toBe(
      outcome === "ok" ? undefined : "it would end after the year 9999, which no answer can tell",
    );
    if (outcome === "ok") expect([...mock.tables.features.all()][0]?.expiresAt).toBe(Date.parse(last));
  });
});

describe("an installer", () => {
  const world = (company: object, devices: object[]): WorldFile => ({
    ...licenseWorld({ devices: devices as never }),
    companies: [{ name: "c", ...company }],
    products: [
      { code: "p", versions: [{ version: "1.0.0", releasedAt: "-9d", installationFile: "https://x.test/1.exe" }] },
    ],
    blacklist: [{ hardwareId: "h" }],
  });
  test.each([
    ["a blacklisted device of it", {}, [{ hardwareId: "h" }], "blacklisted"],
    ["a blacklisted device that it does not know", {}, [{ hardwareId: "other" }], "device_not_found"],
    ["a device that was let go", {}, [{ hardwareId: "h", active: false }, { hardwareId: "o" }], "blacklisted"],
    ["any device, where the company gives files to all", { inactiveFiles: true }, [], "ok"],
  ])("for %s", async (_what, company, devices, outcome) => {
    const mock = createMock({ world: world(company, devices) });
    const call = clientOf(mock).call("installation-file", inputOf(mock, "installation-file", "it"));
    expect(await outcomeOf(call)).toBe(outcome);
  });
});
