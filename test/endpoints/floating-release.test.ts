import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const release = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("floating-release", inputOf(mock, "floating-release", role, fields));
const check = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("check-license", inputOf(mock, "check-license", role, fields));
const other = { hardware_id: "Laptop-2" };

test("a borrowed seat is given back before its end, and the next check borrows nothing", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const input = inputOf(mock, "floating-borrow", "borrowableLicense", { borrowed_until: null });
  await clientOf(mock).call("floating-borrow", input);
  await release(mock, "borrowableLicense");
  expect(await check(mock, "borrowableLicense")).toMatchObject({ is_borrowed: false, borrowed_until: null });
});

test("without a seat, or after its timeout, nothing is changed", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const before = fingerprint(mock);
  await release(mock, "borrowableLicense");
  expect(fingerprint(mock)).toBe(before);
  await check(mock, "borrowableLicense");
  mock.clock.advance({ minutes: 120 });
  await check(mock, "borrowableLicense", other);
  await release(mock, "borrowableLicense");
  expect(await outcomeOf(check(mock, "borrowableLicense"))).toBe("floating_not_available");
});

test("one device cannot give back another's seat", async () => {
  const mock = createMock();
  await release(mock, "fullFloatingLicense");
  expect(await outcomeOf(check(mock, "fullFloatingLicense"))).toBe("floating_not_available");
});

test("the seats of features are kept", async () => {
  const floating = { users: 1 };
  const devices = [{ hardwareId: "h", seats: [{}, { feature: "f" }] }, { hardwareId: "Laptop-2" }];
  const world = licenseWorld({ floating, maxActivations: 2, features: [{ code: "f", floating }], devices });
  const mock = createMock({ world });
  await release(mock, "it");
  expect(await outcomeOf(check(mock, "it", other))).toBe("ok");
  const input = inputOf(mock, "check-license-feature", "it", { feature: "f", ...other });
  expect(await outcomeOf(clientOf(mock).call("check-license-feature", input))).toBe("floating_not_available");
});

test("an expired license is released all the same", async () => {
  expect(await outcomeOf(release(createMock(), "expiredFloatingLicense"))).toBe("ok");
});

test("seats that a server on the premises keeps cannot be given back here", async () => {
  expect(await outcomeOf(release(createMock(), "serverFloatingLicense"))).toBe("floating_not_available");
});

test("the answer is empty, and signed", async () => {
  const mock = createMock({ auth: "off" });
  const { about: _about, ...fields } = mock.roles.floatingLicense ?? { about: "" };
  const init = { method: "POST", body: JSON.stringify(fields) };
  const response = await mock.fetch("https://x.test/api/v4/floating/release", init);
  expect(await response.text()).toBe("");
  expect(response.headers.get("LicenseSignature")).not.toBe("");
});
