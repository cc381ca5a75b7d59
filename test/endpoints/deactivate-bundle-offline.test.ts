import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, lastFindings, outcomeOf } from "../calls.ts";

const deactivate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("deactivate-bundle-offline", inputOf(mock, "deactivate-bundle-offline", role, fields));

test.each(["disabledMemberBundle", "blacklistedBundle", "expiredBundle"])("%s can be let go", async (role) => {
  const mock = createMock();
  expect(await outcomeOf(deactivate(mock, role))).toBe("ok");
  expect(await outcomeOf(deactivate(mock, role))).toBe("license_not_active");
});

test("units are not taken from a bundle, and noted", async () => {
  const mock = createMock();
  const input = { ...inputOf(mock, "deactivate-bundle-offline", "bundleLicense"), consumptions: 5 };
  await clientOf(mock).call("deactivate-bundle-offline", input);
  expect(lastFindings(mock)).toEqual([expect.stringMatching(/^consumptions: not documented/)]);
  const member = { ...inputOf(mock, "activate-license", "bundleLicense"), product: "suite-counter" };
  expect(await clientOf(mock).call("activate-license", member)).toMatchObject({ total_consumptions: 10 });
});

test("a file for an activation is refused and lets nothing go", async () => {
  const mock = createMock();
  const before = fingerprint(mock);
  expect(await outcomeOf(deactivate(mock, "bundleLicense", { request: "activation" }))).toBe("validation_error");
  expect(fingerprint(mock)).toBe(before);
});

test("variables are kept on every license's device", async () => {
  const mock = createMock();
  const before = mock.tables.variables.count();
  await deactivate(mock, "bundleLicense", { variables: { theme: "dark" } });
  expect(mock.tables.variables.count()).toBe(before + 3);
});
