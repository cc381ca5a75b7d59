import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { bundleWorld, clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const active = { devices: [{ hardwareId: "h" }] };

describe("a license that forbids virtual machines", () => {
  const forbidden = { ...active, preventVm: true, maxActivations: 2 };
  const check = (mock: Mock) =>
    clientOf(mock).call("check-license", inputOf(mock, "check-license", "it", { is_vm: true }));
  const checkBundle = (mock: Mock) =>
    clientOf(mock).call("check-bundle", inputOf(mock, "check-bundle", "it", { is_vm: true }));

  test("is checked on one all the same, which is kept on the device", async () => {
    const mock = createMock({ world: licenseWorld(forbidden) });
    expect(await outcomeOf(check(mock))).toBe("ok");
    expect([...mock.tables.devices.all()]).toMatchObject([{ facts: { is_vm: true } }]);
    expect(await outcomeOf(checkBundle(createMock({ world: bundleWorld({}, forbidden) })))).toBe("ok");
  });

  test("is refused on one where the policy says so, alone or in a bundle", async () => {
    const policy = { vmOnCheck: "refuse" } as const;
    expect(await outcomeOf(check(createMock({ policy, world: licenseWorld(forbidden) })))).toBe("vm_not_allowed");
    const world = bundleWorld({ preventVm: true }, active);
    expect(await outcomeOf(checkBundle(createMock({ policy, world })))).toBe("vm_not_allowed");
  });

  test.each(["allow", "refuse"] as const)("is never activated on one: %s", async (vmOnCheck) => {
    const mock = createMock({ policy: { vmOnCheck }, world: licenseWorld({ preventVm: true }) });
    const input = inputOf(mock, "activate-license", "it", { is_vm: true });
    expect(await outcomeOf(clientOf(mock).call("activate-license", input))).toBe("vm_not_allowed");
  });
});
