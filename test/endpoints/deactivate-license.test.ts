import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const deactivate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("deactivate-license", inputOf(mock, "deactivate-license", role, fields));
const licenseOf = (mock: Mock, key: string) =>
  [...mock.tables.licenses.all()].find(({ licenseKey }) => licenseKey === key);

test("the last units count before the device is let go", async () => {
  const mock = createMock();
  await deactivate(mock, "consumptionLicense", { consumptions: 5 });
  expect(licenseOf(mock, "CONS-PLAI-KEYS-0001")).toMatchObject({ timesActivated: 0, consumption: { total: 15 } });
});

test("last units beyond the limit leave the device active", async () => {
  const mock = createMock();
  expect(await outcomeOf(deactivate(mock, "exhaustedConsumptionLicense", { consumptions: 1 }))).toBe(
    "license_not_enough_consumptions",
  );
  expect(licenseOf(mock, "CONS-DONE-KEYS-0001")).toMatchObject({ timesActivated: 1 });
});

test("units on a license that counts none are noted", async () => {
  const mock = createMock();
  await deactivate(mock, "activeKeyLicense", { consumptions: 5 });
  expect(mock.journal.entries().at(-1)?.findings).toEqual([
    "consumptions: ignored, as this is not a consumption license",
  ]);
});

test("a device that comes back keeps its id and its variables", async () => {
  const mock = createMock();
  const before = mock.tables.devices.byHardwareId("Laptop-1")[0];
  await deactivate(mock, "activeKeyLicense", { variables: { theme: "dark" } });
  const again = inputOf(mock, "activate-license", "activeKeyLicense");
  expect(await clientOf(mock).call("activate-license", again)).toMatchObject({
    device_id: before?.id,
    transfer_count: 0,
  });
  expect(mock.tables.variables.byDevice(before?.id ?? 0)).toMatchObject([{ name: "theme", value: "dark" }]);
});

test("a user's activation is there for another device", async () => {
  const mock = createMock();
  const activate = () => clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "userLimitLicense"));
  expect(await outcomeOf(activate())).toBe("license_user_activated_max_times");
  await deactivate(mock, "userLimitLicense", { hardware_id: "Laptop-2" });
  expect(await outcomeOf(activate())).toBe("ok");
});

test("the answer is a bare text, without quotes", async () => {
  const mock = createMock({ auth: "off" });
  const { about: _about, ...fields } = mock.roles.activeKeyLicense ?? { about: "" };
  const init = { method: "POST", body: JSON.stringify(fields) };
  const response = await mock.fetch("https://x.test/api/v4/deactivate_license", init);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await response.text()).toBe("license_deactivated");
});
