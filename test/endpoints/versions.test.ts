import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const versions = async (mock: Mock, role: string, fields = {}) => {
  const list = await clientOf(mock).call("versions", inputOf(mock, "versions", role, fields));
  return list.map(({ version }) => version);
};
const released = [
  { version: "1.0.0", releasedAt: "2026-10-01" },
  { version: "2.0.0", releasedAt: "2026-12-22" },
  { version: "3.0.0", releasedAt: "2026-12-23" },
  { version: "3.1.0", releasedAt: "2026-12-01", enabled: false },
  { version: "4.0.0", releasedAt: "2026-12-02", channel: "beta" },
];
const devices = [{ hardwareId: "h" }];
const worldOf = (license: object, company: object = {}) =>
  licenseWorld(license, {
    companies: [{ name: "c", ...company }],
    products: [{ code: "p", versions: released }],
  });

test("those released up to the last day are offered, newest first", async () => {
  const mock = createMock({ world: worldOf({ devices, expiresAt: "2026-12-22", type: "time-limited" }) });
  expect(await versions(mock, "it")).toEqual(["2.0.0", "4.0.0", "1.0.0"]);
  expect(await versions(mock, "it", { channel: "prod" })).toEqual(["2.0.0", "1.0.0"]);
});

test("a maintenance that goes on longer than the license counts instead", async () => {
  const world = worldOf({ devices, expiresAt: "2026-12-01", maintainedUntil: "2026-12-23", type: "time-limited" });
  expect(await versions(createMock({ world }), "it", { channel: "prod" })).toEqual(["3.0.0", "2.0.0", "1.0.0"]);
});

test("the end that an activation sets is the end of the list", async () => {
  const mock = createMock({
    clock: "2026-11-22T12:00:00.000Z",
    world: worldOf({ type: "time-limited", validDuration: "30d" }),
  });
  expect(await outcomeOf(versions(mock, "it"))).toBe("active_license_required");
  await clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "it"));
  expect(await versions(mock, "it", { channel: "prod" })).toEqual(["2.0.0", "1.0.0"]);
});

test("a company may give its versions to inactive licenses and unknown devices", async () => {
  const world = worldOf({ enabled: false }, { inactiveFiles: true });
  expect(await versions(createMock({ world }), "it", { hardware_id: "unknown" })).toHaveLength(4);
});

test("a license that has expired still lists its versions", async () => {
  expect(await versions(createMock(), "expiredLicense", { env: "win64" })).toEqual(["2.0.0", "1.0.0"]);
});

test("a token sees the versions of its own license alone", async () => {
  const mock = createMock();
  const as = (token: string) => clientOf(mock, token).call("versions", inputOf(mock, "versions", "activeKeyLicense"));
  expect(await outcomeOf(as("licenseToken"))).toBe("ok");
  expect(await outcomeOf(as("otherCustomerToken"))).toBe("license_not_found");
});

test("of those released on one day the one that was entered last is the newest", async () => {
  const sameDay = [
    { id: 7, version: "1.1.0", releasedAt: "2026-10-01T09:00:00.000Z" },
    { id: 9, version: "1.3.0", releasedAt: "2026-10-01" },
    { id: 8, version: "1.2.0", releasedAt: "2026-10-01T21:00:00.000Z" },
  ];
  const world = licenseWorld({ devices }, { products: [{ code: "p", versions: sameDay }] });
  expect(await versions(createMock({ world }), "it")).toEqual(["1.3.0", "1.2.0", "1.1.0"]);
});
