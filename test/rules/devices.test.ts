import { describe, expect, test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const counter = { max: 9, resets: true, period: "daily" } as const;

describe("what a check tells about its device", () => {
  const world = licenseWorld({
    devices: [{ hardwareId: "h", hostname: "old", facts: { os_ver: "1", ip: "::1" } }],
    features: [{ code: "f", consumption: counter }],
    consumption: counter,
  });
  const check = async (fields: object) => {
    const mock = createMock({ world });
    const before = mock.tables.version();
    await clientOf(mock).call("check-license", inputOf(mock, "check-license", "it", fields));
    const [device] = [...mock.tables.devices.all()];
    return { facts: device?.facts, changes: mock.tables.version() - before };
  };

  test.each([
    [{}, { hostname: "old", os_ver: "1", ip: "::1" }, 0],
    [{ hostname: "old", os_ver: "1" }, { hostname: "old", os_ver: "1", ip: "::1" }, 0],
    [{ hostname: "new", os_ver: "1" }, { hostname: "new", os_ver: "1", ip: "::1" }, 1],
    [{ os_ver: "1", ip: "::2", app_ver: "3" }, { hostname: "old", os_ver: "1", ip: "::2", app_ver: "3" }, 1],
  ])("%j is kept, and nothing is written where it is known", async (fields, facts, changes) => {
    expect(await check(fields)).toEqual({ facts, changes });
  });
});

describe("a device is a virtual machine", () => {
  const world = licenseWorld({ preventVm: true });
  test.each([
    ["true", "vm_not_allowed"],
    ["True", "vm_not_allowed"],
    ["1", "vm_not_allowed"],
    ["false", "ok"],
    ["0", "ok"],
    ["", "ok"],
    ["untrue", "ok"],
    ["true?", "ok"],
    ["10", "ok"],
  ])("where it says so, here %j: %s", async (is_vm, outcome) => {
    const mock = createMock({ world });
    const input = inputOf(mock, "activate-license", "it", { is_vm });
    expect(await outcomeOf(clientOf(mock).call("activate-license", input as never))).toBe(outcome);
  });
});
