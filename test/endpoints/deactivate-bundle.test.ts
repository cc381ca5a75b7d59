import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { bundleWorld, clientOf, fingerprint, inputOf, outcomeOf } from "../calls.ts";

const deactivate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("deactivate-bundle", inputOf(mock, "deactivate-bundle", role, fields));
const activate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("activate-bundle", inputOf(mock, "activate-bundle", role, fields));

test("a device that comes back keeps its id on every license", async () => {
  const mock = createMock({ world: bundleWorld({}) });
  const before = (await activate(mock, "it")).map(({ device_id }) => device_id);
  await deactivate(mock, "it", { variables: { theme: "dark" } });
  expect(mock.tables.variables.count()).toBe(3);
  expect((await activate(mock, "it")).map(({ device_id }) => device_id)).toEqual(before);
});

test.each(["disabledMemberBundle", "blacklistedBundle", "expiredBundle"])("%s can be let go", async (role) => {
  const mock = createMock();
  expect(await outcomeOf(deactivate(mock, role))).toBe("ok");
  expect(await outcomeOf(deactivate(mock, role))).toBe("license_not_active");
});

test("the seat of a floating member is free again", async () => {
  const mock = createMock();
  const check = () => clientOf(mock).call("check-bundle", inputOf(mock, "check-bundle", "fullFloatingBundle"));
  await activate(mock, "fullFloatingBundle", { hardware_id: "Laptop-2" });
  expect(await outcomeOf(check())).toBe("floating_not_available");
  await deactivate(mock, "fullFloatingBundle", { hardware_id: "Laptop-2" });
  expect(await outcomeOf(check())).toBe("ok");
});

test("a device that is active on a member alone is refused, and stays active there", async () => {
  const mock = createMock();
  const before = fingerprint(mock);
  expect(await outcomeOf(deactivate(mock, "fullFloatingBundle", { hardware_id: "Laptop-2" }))).toBe("device_not_found");
  expect(fingerprint(mock)).toBe(before);
});

test("other devices stay active", async () => {
  const mock = createMock();
  await activate(mock, "bundleLicense", { hardware_id: "Laptop-2" });
  await deactivate(mock, "bundleLicense");
  const input = inputOf(mock, "check-bundle", "bundleLicense", { hardware_id: "Laptop-2" });
  const counts = (await clientOf(mock).call("check-bundle", input)).map(({ times_activated }) => times_activated);
  expect(counts).toEqual([1, 1, 1]);
});
