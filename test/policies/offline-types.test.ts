import { describe, expect, test } from "vitest";
import type { WorldLicense } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { bundleWorld, clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const active = { devices: [{ hardwareId: "h" }] };

describe("a license activated offline", () => {
  const offline = { offlineActivation: true };
  const types: [
    offlineTypes: "documented" | "not-subscription" | "all",
    WorldLicense["type"],
    trial: boolean,
    string,
  ][] = [
    ["documented", "perpetual", false, "ok"],
    ["documented", "consumption", false, "ok"],
    ["documented", "time-limited", false, "validation_error"],
    ["documented", "subscription", false, "validation_error"],
    ["documented", "time-limited", true, "ok"],
    ["documented", "subscription", true, "ok"],
    ["not-subscription", "perpetual", false, "ok"],
    ["not-subscription", "consumption", false, "ok"],
    ["not-subscription", "time-limited", false, "ok"],
    ["not-subscription", "subscription", false, "validation_error"],
    ["not-subscription", "subscription", true, "validation_error"],
    ["all", "time-limited", false, "ok"],
    ["all", "subscription", false, "ok"],
  ];

  test.each(types)("under %s, of the type %s, trial %s, answers %s", async (offlineTypes, type, trial, outcome) => {
    const license = { ...(type && { type }), trial, expiresAt: "+30d" };
    const alone = createMock({ policy: { offlineTypes }, world: licenseWorld({ ...offline, ...license }) });
    const one = clientOf(alone).call("activate-offline", inputOf(alone, "activate-offline", "it"));
    expect(await outcomeOf(one)).toBe(outcome);
    const bundle = createMock({ policy: { offlineTypes }, world: bundleWorld(license, offline) });
    const all = clientOf(bundle).call("activate-bundle-offline", inputOf(bundle, "activate-bundle-offline", "it"));
    expect(await outcomeOf(all)).toBe(outcome);
  });

  test("of whatever type can be let go offline", async () => {
    const mock = createMock({ world: licenseWorld({ ...active, type: "subscription" }) });
    const call = clientOf(mock).call("deactivate-offline", inputOf(mock, "deactivate-offline", "it"));
    expect(await outcomeOf(call)).toBe("ok");
  });
});
