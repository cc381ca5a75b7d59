import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, lastFindings, outcomeOf } from "../calls.ts";

const deactivate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("deactivate-offline", inputOf(mock, "deactivate-offline", role, fields));

test("units of a feature are taken back where those of the license are refused", async () => {
  const mock = createMock();
  const before = fingerprint(mock);
  const fields = { consumptions: 991, product_features: [{ code: "counter", consumptions: 1 }] };
  expect(await outcomeOf(deactivate(mock, "activeOfflineLicense", fields))).toBe("license_not_enough_consumptions");
  expect(fingerprint(mock)).toBe(before);
});

test("units count in the period in which the file arrives", async () => {
  const mock = createMock({ clock: "2026-11-22T23:59:59.999Z" });
  expect(await outcomeOf(deactivate(mock, "resettingConsumptionLicense", { consumptions: 100 }))).toBe(
    "license_not_enough_consumptions",
  );
  mock.clock.advance({ ms: 1 });
  await deactivate(mock, "resettingConsumptionLicense", { consumptions: 100 });
  const input = inputOf(mock, "activate-license", "resettingConsumptionLicense");
  expect(await clientOf(mock).call("activate-license", input)).toMatchObject({ total_consumptions: 100 });
});

test.each(["disabledLicense", "blacklistedDevice", "expiredLicense"])("%s can be let go", async (role) => {
  const mock = createMock();
  expect(await outcomeOf(deactivate(mock, role))).toBe("ok");
  expect(await outcomeOf(deactivate(mock, role))).toBe("license_not_active");
});

test("variables and facts of the device are kept for its return", async () => {
  const mock = createMock();
  await deactivate(mock, "activeKeyLicense", { variables: { theme: "dark" }, hostname: "pc" });
  await clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "activeKeyLicense"));
  const input = inputOf(mock, "get-device-variables", "activeKeyLicense");
  expect(await clientOf(mock).call("get-device-variables", input)).toMatchObject([{ variable: "theme" }]);
  expect(mock.tables.devices.byHardwareId("Laptop-1")[0]?.facts).toEqual({ hostname: "pc" });
});

test("units that nothing counts are noted", async () => {
  const mock = createMock();
  await deactivate(mock, "activeKeyLicense", { consumptions: 5, product_features: [{ code: "render" }] });
  expect(lastFindings(mock)).toEqual([
    "product_features: an item without code and consumptions was ignored",
    "consumptions: ignored, as this is not a consumption license",
  ]);
});
