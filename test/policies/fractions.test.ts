import { describe, expect, test } from "vitest";
import type { EndpointName } from "../../src/api/endpoints.ts";
import type { WorldLicense } from "../../src/generated/types.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const active = { devices: [{ hardwareId: "h" }] };

describe("a part of a unit", () => {
  const counted: Partial<WorldLicense> = {
    ...active,
    type: "consumption",
    offlineActivation: true,
    consumption: { max: 10, negative: true },
    features: [{ code: "f", consumption: { max: 10, negative: true } }],
  };
  const items = [{ code: "f", consumptions: 0.5 }];
  const calls: [endpoint: EndpointName, fields: object][] = [
    ["add-consumption", { consumptions: 0.5 }],
    ["add-feature-consumption", { feature: "f", consumptions: 0.5 }],
    ["deactivate-license", { consumptions: 0.5 }],
    ["activate-offline", { consumptions: 0.5 }],
    ["activate-offline", { product_features: items }],
    ["deactivate-offline", { consumptions: 0.5 }],
    ["deactivate-offline", { product_features: items }],
  ];
  const totals = (mock: Mock) =>
    [...mock.tables.licenses.all(), ...mock.tables.features.all()].map(({ consumption }) => consumption?.total);

  test.each(calls)("is refused by %s with %j, and nothing is counted", async (endpoint, fields) => {
    const mock = createMock({ world: licenseWorld(counted) });
    const call = clientOf(mock).call(endpoint, inputOf(mock, endpoint, "it", fields));
    expect(await outcomeOf(call)).toBe("validation_error");
    expect(totals(mock)).toEqual([0, 0]);
  });

  test.each(calls)("is counted by %s with %j where the policy says so", async (endpoint, fields) => {
    const mock = createMock({ policy: { fractions: "accept" }, world: licenseWorld(counted) });
    expect(await outcomeOf(clientOf(mock).call(endpoint, inputOf(mock, endpoint, "it", fields)))).toBe("ok");
    expect(totals(mock).sort()).toEqual([0, 0.5]);
  });

  test("that was counted can be given back, up to the limit there is room, and a copy of the world keeps it", async () => {
    const mock = createMock({ policy: { fractions: "accept" }, world: licenseWorld(counted) });
    const add = (mock: Mock, consumptions: number) =>
      clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", "it", { consumptions }));
    expect(await add(mock, 9.5)).toMatchObject({ total_consumptions: 9.5 });
    expect(await outcomeOf(add(mock, 0.75))).toBe("license_not_enough_consumptions");
    const copy = createMock({ policy: { fractions: "accept" }, world: mock.world.export() });
    expect(await add(copy, -9.25)).toMatchObject({ total_consumptions: 0.25 });
    expect(await outcomeOf(add(copy, -0.5))).toBe("negative_consumptions_not_allowed");
  });
});
